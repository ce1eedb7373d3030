/** The element `<vardlots-chat>`: it holds the conversation, shows it, and tells the page what happens. */

import { html, LitElement, type PropertyValues, type TemplateResult } from "lit";

import { save } from "./files";
import { Follow } from "./follow";
import { languageOf, serverOf } from "./page";
import { isSilent, type Reply } from "./protocol";
import { fetchSettings, type Settings, UNKNOWN } from "./settings";
import { styles } from "./styles";
import type { Status } from "./talk/connection";
import { Conversation } from "./talk/conversation";
import type { Standing } from "./talk/standing";
import { transcript, transcriptName } from "./talk/transcript";
import { TEXTS } from "./texts";
import { forgetView } from "./views/forget";
import { launcherView } from "./views/launcher";
import { otherLanguage, panelView } from "./views/panel";
import type { Doing, State } from "./views/state";
import { PanelWindow, wide } from "./window";

/** Milliseconds until it is said aloud that an answer is on its way; most come sooner. */
const SILENCE = 1_500;

export class VardlotsChat extends LitElement {
  static override readonly styles = styles;
  static override readonly properties = {
    server: { type: String },
    language: { type: String },
    inline: { type: Boolean, reflect: true },
    open: { type: Boolean, reflect: true },
    side: { type: String, reflect: true },
    scheme: { type: String, reflect: true },
    settings: { state: true },
    menuOpen: { state: true },
    unread: { state: true },
    forgetFailed: { state: true },
  };

  declare server: string | null;
  declare language: string | null;
  declare inline: boolean;
  declare open: boolean;
  declare side: string | null;
  declare scheme: string | null;
  declare protected settings: Settings;
  declare protected menuOpen: boolean;
  declare protected unread: number;
  declare protected forgetFailed: boolean;

  #talk: Conversation | null = null;
  #server: URL = serverOf(null);
  #status: Status = "resting";
  #people: Standing["state"] | undefined;
  #loading = false;
  /** When this page was loaded, and whether anything has been said since. */
  readonly #since = Date.now();
  #spoken = false;
  #patience: ReturnType<typeof setTimeout> | undefined;
  readonly #window = new PanelWindow(this);
  readonly #doing: Doing = this.#everything();

  constructor() {
    super();
    this.server = this.language = this.side = this.scheme = null;
    this.settings = UNKNOWN;
    this.inline = this.open = this.menuOpen = this.forgetFailed = false;
    this.unread = 0;
    new Follow(this, () => this.#talk?.entries ?? []);
  }

  /** Open the chat, as the launcher does. */
  show(): void {
    void this.#window.show();
  }

  /** Close the chat, as its close button does. */
  hide(): void {
    void this.#window.hide();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#server = serverOf(this.server);
    const changed = (): void => this.#changed();
    const talk = new Conversation(this.#server, languageOf(this, this.language), changed, (reply) =>
      this.#hear(reply),
    );
    this.#talk = talk;
    this.open = this.inline || ((talk.open ?? this.open) && wide());
    this.#people = talk.standing?.state;
    if (talk.unanswered().length || talk.expecting) talk.connect();
    this.#tell("ready", {});
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#talk?.disconnect();
    this.#talk = null;
    clearTimeout(this.#patience);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (this.hasUpdated && changed.has("language")) this.#talk?.speak(languageOf(this, this.language), false);
    if (!changed.has("open") || !this.open) return;
    this.unread = 0;
    this.#talk?.connect();
    this.#load();
  }

  protected override updated(changed: PropertyValues<this>): void {
    const talk = this.#talk;
    if (!talk || this.inline || !changed.has("open") || (!this.open && !changed.get("open"))) return;
    this.#tell(this.open ? "open" : "close", {});
    if (talk.open === this.open) return;
    talk.open = this.open;
    talk.keep();
  }

  protected override render(): TemplateResult | null {
    const state = this.#state();
    if (!state) return null;
    const panel = panelView(state, this.#doing);
    const forget = forgetView(state, this.#doing);
    if (this.inline) {
      return html`<section
          id="panel"
          part="panel"
          aria-labelledby="title"
          lang=${state.language}
          @keydown=${this.#key}
        >
          ${panel}
        </section>
        ${forget}`;
    }
    return html`${launcherView(state, this.#doing)}
      <dialog
        id="panel"
        part="panel"
        aria-labelledby="title"
        lang=${state.language}
        @keydown=${this.#key}
        @cancel=${this.#cancel}
      >
        ${panel}
      </dialog>
      ${forget}`;
  }

  #state(): State | null {
    const talk = this.#talk;
    if (!talk) return null;
    const { settings, inline, open, unread, menuOpen, forgetFailed } = this;
    const { language, entries, status, standing, draft } = talk;
    const leaving = talk.unanswered().some(({ message }) => message === standing?.leave?.payload);
    const [typing, spoken, since] = [this.#typing(talk), this.#spoken, this.#since];
    const here = { settings, inline, open, unread, menuOpen, forgetFailed };
    return { ...here, language, entries, status, standing, leaving, draft, typing, spoken, since };
  }

  #typing({ awaitingSince, expecting, status }: Conversation): State["typing"] {
    clearTimeout(this.#patience);
    if (awaitingSince === null || expecting || status === "offline" || status === "down") return "no";
    const left = awaitingSince + SILENCE - Date.now();
    if (left <= 0) return "said";
    this.#patience = setTimeout(() => this.requestUpdate(), left);
    return "seen";
  }

  #everything(): Doing {
    return {
      toggle: () => (this.open ? this.hide() : this.show()),
      hide: () => this.hide(),
      closeMenu: () => (this.menuOpen = false),
      toggleMenu: () => (this.menuOpen = !this.menuOpen),
      switchLanguage: () => this.#talk?.speak(otherLanguage(this.#talk.language), true),
      tap: (choice, language) => this.#say((talk) => talk.tap(choice, language)),
      say: (words) => this.#say((talk) => talk.say(words)),
      leave: () => this.#say((talk) => talk.leave()),
      retry: (id) => this.#say((talk) => talk.retry(id)),
      write: (draft) => this.#write(draft),
      talkToPerson: () => this.#say((talk) => talk.say(TEXTS[talk.language].talkToPerson)),
      download: () => this.#download(),
      startOver: () => this.#startOver(),
      askForget: () => this.#forgetDialog()?.showModal(),
      forget: () => void this.#forget(),
      keepAll: () => this.#forgetDialog()?.close(),
    };
  }

  #say(how: (talk: Conversation) => void): void {
    if (!this.#talk) return;
    this.#spoken = true;
    this.menuOpen = false;
    how(this.#talk);
    this.#window.focus();
  }

  #write(draft: string): void {
    if (!this.#talk) return;
    this.#talk.draft = draft;
    this.#talk.keep();
  }

  #download(): void {
    if (!this.#talk) return;
    const { entries, language } = this.#talk;
    save(transcriptName(language), transcript(entries, language, this.settings.clinic));
    this.menuOpen = false;
    this.#window.focus();
  }

  #startOver(): void {
    this.menuOpen = false;
    this.#talk?.startOver();
    this.#window.focus();
  }

  async #forget(): Promise<void> {
    const talk = this.#talk;
    if (!talk) return;
    try {
      await talk.forget(this.settings.spoken[talk.language].forgotten);
    } catch {
      this.forgetFailed = true;
      return;
    }
    this.forgetFailed = this.menuOpen = false;
    this.#forgetDialog()?.close();
    this.#window.focus();
  }

  #forgetDialog(): HTMLDialogElement | null {
    return this.renderRoot.querySelector<HTMLDialogElement>("#forget");
  }

  #hear(reply: Reply): void {
    const { kind, language, topic, booking, alarm } = reply;
    if (isSilent(reply)) return;
    this.#spoken = true;
    this.#tell("reply", { kind, language, topic });
    if (booking)
      this.#tell("booking", { status: booking.status, start: booking.start, reference: booking.reference });
    if (kind === "emergency") this.#tell("emergency", { alarm });
    if (this.open) return;
    if (kind === "emergency") this.open = true;
    else this.unread += 1;
  }

  #changed(): void {
    const status = this.#talk?.status ?? "resting";
    if (status !== this.#status) {
      this.#status = status;
      this.#tell("status", { status });
      if (status === "online") this.#load();
    }
    const people = this.#talk?.standing?.state;
    if (people !== this.#people) {
      this.#people = people;
      if (people) this.#tell("people", { state: people });
    }
    this.requestUpdate();
  }

  /** Ask for the clinic's settings, once they are needed and until they have come. */
  #load(): void {
    if (this.#loading || this.settings !== UNKNOWN) return;
    this.#loading = true;
    fetchSettings(this.#server)
      .then((settings) => this.#take(settings))
      .catch(() => undefined) // the connection tells how things stand
      .finally(() => (this.#loading = false));
  }

  #take(settings: Settings): void {
    this.settings = settings;
    if (this.#talk) this.#talk.greeted = settings.spoken[this.#talk.language].greeting.length > 0;
    if (settings.allowed) return;
    const advice = `add it to VARDLOTS_ORIGINS there (docs/widget.md)`;
    console.error(
      `vardlots-chat: ${this.#server.href} lets no page of ${location.origin} talk to it; ${advice}`,
    );
  }

  readonly #key = (event: KeyboardEvent): void => {
    if (event.key !== "Escape" || event.defaultPrevented) return;
    event.preventDefault();
    if (this.menuOpen) {
      this.menuOpen = false;
      this.renderRoot.querySelector<HTMLElement>("#menu-button")?.focus();
    } else if (!this.inline) this.hide();
  };

  readonly #cancel = (event: Event): void => {
    event.preventDefault();
    this.hide();
  };

  #tell(name: string, detail: Readonly<Record<string, unknown>>): void {
    this.dispatchEvent(new CustomEvent(`vardlots-${name}`, { bubbles: true, composed: true, detail }));
  }
}
