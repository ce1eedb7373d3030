/**
 * The way to the assistant: websocket, else polling, else plain HTTP, and back to the best when it works again.
 *
 * A message that is not answered is sent again, by whatever way there is then. Its id stays the same, so that the
 * server answers it once.
 */

import { io, type Socket } from "socket.io-client";

import { count, fields, type Language, readReply, type Reply } from "../protocol";
import { type Body, Http, type Push, Refused } from "./http";

/** `resting`: nobody has said anything yet; `offline`: this device is; `down`: the assistant does not answer. */
export type Status = "resting" | "connecting" | "online" | "offline" | "down";

export interface Outgoing {
  readonly id: string;
  readonly message: string;
}

/** Whose messages these are: what is still to be sent, and where what comes back goes. */
export interface Mailbox {
  readonly session: string | null;
  /** The language that the chat is shown in. */
  readonly language: Language;
  /** Whether the page has said that this is an automatic assistant, so that the first answer need not. */
  readonly greeted: boolean;
  /** The highest number of what was said unasked, 0 if nothing was; and whether more may be said so. */
  readonly heard: number;
  readonly expecting: boolean;
  unanswered(): readonly Outgoing[];
  entered(session: string): void;
  answered(reply: Reply, to: string | null): void;
  pushed(push: Push): void;
  sent(id: string): void;
  refused(id: string): void;
  /** Nothing is on its way any more. */
  stalled(): void;
  changed(status: Status): void;
}

/** Milliseconds until a message that a socket took and nobody answered is sent over HTTP. */
const PATIENCE = 30_000;
/** Milliseconds until a message does not wait for a socket to open any longer. */
const HURRY = 4_000;
/** Milliseconds between two looks for what was said unasked: without a socket; and with one, which may have missed some. */
const LOOK = 5_000;
const LOOK_AGAIN = 20_000;
const SOCKET = {
  transports: ["websocket", "polling"],
  tryAllTransports: true,
  autoConnect: false,
  reconnectionDelay: 500,
  reconnectionDelayMax: 10_000,
  timeout: 8_000,
};

type Timer = ReturnType<typeof setTimeout>;

export class Connection {
  readonly #mailbox: Mailbox;
  readonly #http: Http;
  readonly #socket: Socket;
  /** Messages that are on their way over the socket, and when each is given up there. */
  readonly #flying = new Map<string, Timer>();
  #hurry: Timer | undefined;
  #posting: Promise<void> | null = null;
  #looking: Timer | undefined;
  /** Whether the socket is open and the server has confirmed the session. */
  #entered = false;
  #status: Status = "resting";

  constructor(server: URL, mailbox: Mailbox) {
    this.#mailbox = mailbox;
    this.#http = new Http(server);
    this.#socket = io(server.origin, { ...SOCKET, path: `${server.pathname}socket.io` });
    this.#socket
      .on("connect", () => this.#request())
      .on("session_confirm", (session: unknown) => this.#enter(session))
      .on("bot_uttered", (message: unknown) => this.#hear(message))
      .on("bad_request", (why: unknown) => this.#refuse(fields(why).reply_to))
      .on("connect_error", () => void this.#post())
      .on("disconnect", (reason) => this.#left(reason));
  }

  get status(): Status {
    return this.#status;
  }

  /** Get in touch, unless that is so already. */
  open(): void {
    if (this.#status !== "resting") return;
    addEventListener("offline", this.#offline);
    addEventListener("online", this.#online);
    if (navigator.onLine) this.#online();
    else this.#offline();
  }

  /** Let go of everything. */
  close(): void {
    removeEventListener("offline", this.#offline);
    removeEventListener("online", this.#online);
    this.#change("resting");
    this.#socket.disconnect();
    clearTimeout(this.#looking);
    this.#looking = undefined;
  }

  /** Look now and then for what is said unasked, for as long as something may be. */
  look(): void {
    if (!this.#mailbox.expecting || this.#status === "resting") return;
    this.#looking ??= setTimeout(() => void this.#look(), this.#entered ? LOOK_AGAIN : LOOK);
  }

  /** Send what is not answered yet, by the way that is open now; without one it waits. */
  flush(): void {
    this.open();
    if (this.#entered) this.#mailbox.unanswered().forEach((message) => this.#emit(message));
    else if (this.#status === "connecting") this.#hurry ??= setTimeout(() => void this.#post(), HURRY);
    else void this.#post();
  }

  /** Have the server forget the conversation. Fails when it does not answer. */
  async forget(session: string): Promise<void> {
    await this.#http.forget(session);
  }

  async #look(): Promise<void> {
    this.#looking = undefined;
    if (this.#entered) this.#request();
    else await this.#post(true);
    this.look();
  }

  readonly #offline = (): void => {
    this.#change("offline");
    this.#mailbox.stalled();
    this.#socket.disconnect();
  };

  readonly #online = (): void => {
    this.#change("connecting");
    this.#socket.connect();
    if (this.#mailbox.unanswered().length) this.flush();
  };

  #request(): void {
    const { session, heard } = this.#mailbox;
    this.#socket.emit("session_request", { session_id: session, ...(session !== null && { heard }) });
  }

  #enter(session: unknown): void {
    if (typeof session !== "string") return;
    this.#entered = true;
    this.#mailbox.entered(session);
    this.#change("online");
    this.flush();
    this.look();
  }

  #left(reason: string): void {
    this.#entered = false;
    this.#flying.forEach(clearTimeout);
    this.#flying.clear();
    clearTimeout(this.#looking);
    this.#looking = undefined;
    this.look();
    if (this.#status === "online") this.#change("connecting");
    if (reason === "io server disconnect") this.#socket.connect(); // after any other reason it does so by itself
  }

  #emit(message: Outgoing): void {
    const { id } = message;
    if (this.#flying.has(id)) return;
    this.#flying.set(
      id,
      setTimeout(() => this.#lose(id), PATIENCE),
    );
    this.#socket.emit("user_uttered", this.#body(message));
    this.#mailbox.sent(id);
  }

  #body({ id, message }: Outgoing): Body {
    const { session, language, greeted } = this.#mailbox;
    return { id, message, session_id: session, metadata: { language, greeted } };
  }

  #hear(message: unknown): void {
    const { custom, reply_to, push } = fields(message);
    const [reply, number] = [readReply(custom), count(push)];
    if (!reply) return; // the same in plain text, for clients that know no more
    if (number !== undefined) {
      this.#mailbox.pushed({ reply, number });
      return;
    }
    const to = typeof reply_to === "string" ? reply_to : null;
    this.#land(to);
    this.#mailbox.answered(reply, to);
    this.#change("online");
  }

  #refuse(id: unknown): void {
    if (typeof id !== "string") return;
    this.#land(id);
    this.#mailbox.refused(id);
  }

  #land(id: string | null): void {
    if (id === null) return;
    clearTimeout(this.#flying.get(id));
    this.#flying.delete(id);
  }

  #lose(id: string): void {
    this.#land(id);
    void this.#post();
  }

  /**
   * Send over HTTP what is not answered and not on its way, one after the other; without any, only get in touch.
   *
   * With `look`, hear first what was said unasked.
   */
  async #post(look = false): Promise<void> {
    clearTimeout(this.#hurry);
    this.#hurry = undefined;
    if (this.#status === "offline" || this.#status === "resting") return;
    this.#posting ??= this.#postAll(look).finally(() => (this.#posting = null));
    await this.#posting;
  }

  async #postAll(look: boolean): Promise<void> {
    try {
      if (look || (!this.#next() && this.#status !== "online")) await this.#greet();
      for (let next = this.#next(); next; next = this.#next()) await this.#postOne(next);
      this.#change("online");
      this.look();
    } catch {
      this.#mailbox.stalled();
      this.#change(navigator.onLine ? "down" : "offline");
    }
  }

  async #greet(): Promise<void> {
    const asked = this.#mailbox.session;
    const { session, pushed } = await this.#http.enter(asked, this.#mailbox.heard);
    if (this.#mailbox.session !== asked) return; // the person has begun again meanwhile
    if (session) this.#mailbox.entered(session);
    pushed.forEach((push) => this.#mailbox.pushed(push));
  }

  async #postOne(message: Outgoing): Promise<void> {
    this.#mailbox.sent(message.id);
    try {
      const { session, reply } = await this.#http.ask(this.#body(message));
      if (session) this.#mailbox.entered(session);
      if (reply) this.#mailbox.answered(reply, message.id);
      else this.#mailbox.refused(message.id);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      this.#mailbox.refused(message.id);
    }
  }

  #next(): Outgoing | undefined {
    return this.#mailbox.unanswered().find(({ id }) => !this.#flying.has(id));
  }

  #change(status: Status): void {
    if (status === this.#status) return;
    this.#status = status;
    this.#mailbox.changed(status);
  }
}
