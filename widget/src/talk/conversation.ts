/** A conversation: what was said, what is still to be sent, and whose session it is. Nothing here draws anything. */

import { type Choice, isSilent, type Language, type Reply } from "../protocol";
import { TEXTS } from "../texts";
import { Connection, type Mailbox, type Status } from "./connection";
import type { Answered, Entry, Noted, Progress, Said } from "./entries";
import type { Push } from "./http";
import { Memory } from "./memory";
import { after, isWithPeople, type Standing } from "./standing";

/** Characters of what is typed that survive a reload. */
const LONGEST_DRAFT = 10_000;

export class Conversation implements Mailbox {
  language: Language;
  open: boolean | null;
  session: string | null;
  greeted = false;
  /** What is typed and not sent. */
  draft: string;
  heard: number;
  /** Whether people at the clinic have the conversation. */
  standing: Standing | null;
  /** The language that the person has chosen, wherever they go on the site. */
  #chosen: Language | null;
  readonly #memory: Memory;
  readonly #connection: Connection;
  readonly #onChange: () => void;
  readonly #onReply: (reply: Reply) => void;
  #entries: readonly Entry[];

  /**
   * Go on with what this tab remembers.
   *
   * `language` counts until the person has chosen one. `onChange` is called when anything is to be shown anew, `onReply`
   * for each answer that arrives.
   */
  constructor(server: URL, language: Language, onChange: () => void, onReply: (reply: Reply) => void) {
    this.#memory = new Memory(server);
    const kept = this.#memory.read();
    this.#entries = kept.messages;
    this.#chosen = kept.language ?? null;
    this.language = this.#chosen ?? language;
    this.session = kept.session ?? null;
    this.draft = kept.draft ?? "";
    this.heard = kept.heard ?? 0;
    this.standing = kept.standing ?? null;
    this.open = kept.open ?? null;
    this.#onChange = onChange;
    this.#onReply = onReply;
    this.#connection = new Connection(server, this);
  }

  get entries(): readonly Entry[] {
    return this.#entries;
  }

  get status(): Status {
    return this.#connection.status;
  }

  /** Since when an answer is awaited, in milliseconds since 1970; null when none is. */
  get awaitingSince(): number | null {
    return this.unanswered()[0]?.at ?? null;
  }

  get expecting(): boolean {
    return isWithPeople(this.standing);
  }

  /** Get in touch with the assistant. */
  connect(): void {
    this.#connection.open();
    if (this.unanswered().length) this.#connection.flush();
  }

  disconnect(): void {
    this.#connection.close();
  }

  /** Say something in the person's words. */
  say(words: string): void {
    this.#send(words, words, this.language);
  }

  /** Tap a choice of an answer in `language`. */
  tap({ title, payload }: Choice, language: Language): void {
    this.#send(title, payload, language);
  }

  /** Leave the people at the clinic, or the queue to them. */
  leave(): void {
    if (this.standing?.leave) this.tap(this.standing.leave, this.standing.language);
  }

  /** Send once more what was refused. */
  retry(id: string): void {
    this.#progress(id, "waiting");
    this.#connection.flush();
  }

  /** Go on in a language; `chosen`: by the person, not by the page. */
  speak(language: Language, chosen: boolean): void {
    this.language = language;
    if (chosen) this.#chosen = language;
    this.keep();
  }

  /** Begin again: a session that knows nothing of this one, which the server is asked to forget. */
  startOver(): void {
    const { session } = this;
    this.#clear([]);
    // that it is forgotten at once is a kindness, not a promise: it is forgotten in a day anyway
    if (session) this.#connection.forget(session).catch(() => undefined);
  }

  /** Delete the conversation, here and at the server. Fails, with nothing deleted, when the server does not answer. */
  async forget(told: readonly string[]): Promise<void> {
    if (this.session) await this.#connection.forget(this.session);
    this.#clear(told.length ? [this.#note(told)] : []);
  }

  /** Keep and show what has changed. */
  keep(): void {
    const { session, open, draft, heard, standing } = this;
    this.#memory.write({
      ...(session !== null && { session }),
      ...(open !== null && { open }),
      ...(draft && { draft: draft.slice(0, LONGEST_DRAFT) }),
      ...(this.#chosen && { language: this.#chosen }),
      ...(heard && { heard }),
      ...(standing && { standing }),
      messages: this.#entries,
    });
    this.#onChange();
  }

  unanswered(): readonly Said[] {
    return this.#entries.filter(isUnanswered);
  }

  entered(session: string): void {
    if (session === this.session) return;
    const forgotten = this.session !== null && this.#entries.some(({ who }) => who === "desk");
    this.session = session;
    this.#alone();
    if (forgotten) this.#entries = [...this.#entries, this.#note([TEXTS[this.language].anew])];
    this.keep();
  }

  answered(reply: Reply, to: string | null): void {
    if (to !== null && this.#isAnswered(to)) return;
    if (to !== null) this.#progress(to, reply.people?.state === "with_person" ? "delivered" : "answered");
    this.#hear(reply, true, to === null ? {} : { to });
  }

  pushed({ reply, number }: Push): void {
    const again = this.#entries.some((entry) => entry.who === "desk" && entry.push === number);
    if (again || (isSilent(reply) && number <= this.heard)) return;
    this.heard = Math.max(this.heard, number);
    this.#hear(reply, false, { push: number });
  }

  sent(id: string): void {
    this.#progress(id, "sent");
  }

  refused(id: string): void {
    this.#progress(id, "failed");
  }

  stalled(): void {
    this.#entries = this.#entries.map((entry) =>
      entry.who === "person" && entry.progress === "sent" ? { ...entry, progress: "waiting" } : entry,
    );
    this.keep();
  }

  changed(_: Status): void {
    this.#onChange();
  }

  #hear(reply: Reply, asked: boolean, why: Pick<Answered, "to" | "push">): void {
    this.standing = after(this.standing, reply, asked);
    const said: Answered = { who: "desk", id: unguessable(), reply, at: Date.now(), ...why };
    if (!isSilent(reply)) this.#entries = [...this.#entries, said];
    this.keep();
    this.#connection.look();
    this.#onReply(reply);
  }

  #isAnswered(id: string): boolean {
    return this.#entries.some((entry) =>
      entry.who === "person"
        ? entry.id === id && entry.progress === "delivered"
        : entry.who === "desk" && entry.to === id,
    );
  }

  /** Be with the assistant, as in a session that is new. */
  #alone(): void {
    this.standing = null;
    this.heard = 0;
  }

  #send(shown: string, message: string, language: Language): void {
    const said: Said = {
      who: "person",
      id: unguessable(),
      shown,
      message,
      language,
      at: Date.now(),
      progress: "waiting",
    };
    this.#entries = [...this.#entries, said];
    this.keep();
    this.#connection.flush();
  }

  #progress(id: string, progress: Progress): void {
    this.#entries = this.#entries.map((entry) =>
      entry.who === "person" && entry.id === id ? { ...entry, progress } : entry,
    );
    this.keep();
  }

  #note(paragraphs: readonly string[]): Noted {
    return { who: "chat", id: unguessable(), language: this.language, paragraphs, at: Date.now() };
  }

  #clear(entries: readonly Entry[]): void {
    this.#entries = entries;
    this.session = null;
    this.#alone();
    this.draft = "";
    this.#connection.close();
    this.keep();
    this.#connection.open();
  }
}

function isUnanswered(entry: Entry): entry is Said {
  return entry.who === "person" && (entry.progress === "waiting" || entry.progress === "sent");
}

/** Return an id that nobody else has; `randomUUID` is missing where the page comes over plain http. */
function unguessable(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
