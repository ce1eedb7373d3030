/** The element `<vardlots-preview>`: answers as patients see them, for those who write them. Nothing in it does anything. */

import { html, LitElement, type TemplateResult } from "lit";

import { languageOf } from "./page";
import { readConversation } from "./previewed";
import type { Language } from "./protocol";
import { preview } from "./styles/preview";
import { type Acting, messageView } from "./views/message";

const LABEL: Readonly<Record<Language, string>> = {
  sv: "Förhandsvisning: så ser patienten svaret",
  en: "Preview: how the patient sees the answer",
};

const NOTHING: Acting = { tap: () => undefined, say: () => undefined, retry: () => undefined };

/** Links that stay: web pages, which open beside the page. A call, a letter or a file is for patients to make. */
const ELSEWHERE = "a:not([target])";

export class VardlotsPreview extends LitElement {
  static override readonly styles = preview;
  static override readonly properties = {
    replies: { type: Array },
    question: { type: String },
    label: { type: String },
    language: { type: String, attribute: "lang" },
    frame: { type: Boolean, reflect: true },
    scheme: { type: String, reflect: true },
  };

  /** What is shown; without it, the JSON in a `<script type="application/json">` between the tags. */
  declare replies: unknown;
  /** What the patient said first. */
  declare question: string | null;
  declare label: string | null;
  declare language: string | null;
  declare frame: boolean;
  declare scheme: string | null;

  readonly #inside = new MutationObserver(() => this.requestUpdate());

  constructor() {
    super();
    this.replies = this.question = this.label = this.language = this.scheme = null;
    this.frame = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#inside.observe(this, { childList: true, characterData: true, subtree: true });
    this.requestUpdate(); // the text around it may be in another language here
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#inside.disconnect();
  }

  protected override render(): TemplateResult {
    const language = languageOf(this, this.language);
    const entries = readConversation(this.#conversation(), language);
    const last = entries.at(-1);
    const turns = entries.map((entry) =>
      messageView(entry, { last: entry === last, fresh: false, reachable: true }, NOTHING),
    );
    // what is in a disabled field set can be neither tapped nor reached by keyboard, and is read out as it stands
    return html`<fieldset disabled lang=${language} aria-label=${this.label ?? LABEL[language]}>
      <div class="log" part="log" @click=${keep}>${turns}</div>
    </fieldset>`;
  }

  protected override updated(): void {
    this.renderRoot.querySelectorAll<HTMLElement>(ELSEWHERE).forEach((link) => {
      link.tabIndex = -1;
      link.setAttribute("aria-disabled", "true");
    });
  }

  #conversation(): unknown {
    const replies =
      this.replies ?? parsed(this.querySelector('script[type="application/json"]')?.textContent);
    return this.question && Array.isArray(replies) ? [this.question, ...(replies as unknown[])] : replies;
  }
}

function keep(event: Event): void {
  if ((event.target as Element).closest(ELSEWHERE)) event.preventDefault();
}

function parsed(json: string | null | undefined): unknown {
  try {
    return JSON.parse(json ?? "");
  } catch {
    return null;
  }
}

if (!customElements.get("vardlots-preview")) customElements.define("vardlots-preview", VardlotsPreview);
