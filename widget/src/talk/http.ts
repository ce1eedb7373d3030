/** The assistant over plain HTTP: for where sockets do not get through, and to forget a conversation. */

import { count, fields, type Language, list, readAnswer, type Reply, text } from "../protocol";

/** Milliseconds; the server itself gives up a turn after 25 seconds and says so. */
const PATIENCE = 30_000;

/** The server got the message and will never take it; the text says why, in English. */
export class Refused extends Error {}

/** A message as the server takes it, over HTTP and over a socket. */
export interface Body {
  readonly id: string;
  readonly message: string;
  readonly session_id: string | null;
  readonly metadata: { readonly language: Language; readonly greeted: boolean };
}

export interface Answer {
  readonly session: string | null;
  readonly reply: Reply | null;
}

/** Something that was said without being asked; a later one has a higher number. */
export interface Push {
  readonly reply: Reply;
  readonly number: number;
}

export interface Entered {
  readonly session: string | null;
  readonly pushed: readonly Push[];
}

export class Http {
  readonly #server: URL;

  constructor(server: URL) {
    this.#server = server;
  }

  /** Send one message and return its answer. Fails with `Refused`, or in any way when nothing answers. */
  async ask(message: Body): Promise<Answer> {
    const { session_id, messages } = fields(await this.#post("message", message));
    return { session: text(session_id) ?? null, reply: readAnswer(messages) };
  }

  /** Begin a session, or go on with one, and hear what was said after the push `heard`. */
  async enter(session: string | null, heard: number): Promise<Entered> {
    const body = { session_id: session, ...(session !== null && { heard }) };
    const { session_id, pushed } = fields(await this.#post("session", body));
    return { session: text(session_id) ?? null, pushed: list(pushed, readPush) };
  }

  /** Have the server forget a conversation. */
  async forget(session: string): Promise<void> {
    await this.#post("forget", { session_id: session });
  }

  async #post(what: string, body: unknown): Promise<unknown> {
    const reply = await fetch(new URL(`widget/${what}`, this.#server), {
      method: "POST",
      credentials: "omit",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(PATIENCE),
    });
    if (reply.status === 400 || reply.status === 413) throw new Refused(`status ${reply.status}`);
    if (!reply.ok) throw new Error(`status ${reply.status}`);
    return reply.json();
  }
}

function readPush(value: unknown): Push | null {
  const { push, messages } = fields(value);
  const [number, reply] = [count(push), readAnswer(messages)];
  return number !== undefined && reply ? { number, reply } : null;
}
