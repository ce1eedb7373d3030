/** A small assistant on loopback: real sockets and real HTTP, and answers that a test decides on. */

import {
  createServer,
  type IncomingMessage,
  type Server as HttpServer,
  type ServerResponse,
} from "node:http";
import type { AddressInfo } from "node:net";

import { Server, type Socket } from "socket.io";

export interface Message {
  readonly id: string;
  readonly message: string;
  readonly session_id: string | null;
  readonly metadata: { readonly language: string };
  readonly by: "socket" | "http";
}

/** How a page asks for its session; `heard` is the number of the last push that it has. */
interface Request {
  readonly session_id: string | null;
  readonly heard?: number;
}

interface Push {
  readonly push: number;
  readonly session: string;
  readonly custom: unknown;
}

export class Assistant {
  /** Every message that came, repeated ones too. */
  readonly messages: Message[] = [];
  readonly forgotten: string[] = [];
  /** Every request for a session. */
  readonly requests: Request[] = [];
  readonly #pushes: Push[] = [];
  /** What is answered; null answers nothing. */
  answer: (message: Message) => unknown = ({ message }) => said(`Svar på ${message}`);
  /** What HTTP answers with; and whether a message over a socket is refused. */
  status = 200;
  refuses = false;
  #http: HttpServer;
  #io: Server | null = null;
  #sessions = 0;
  #port = 0;

  private constructor(readonly sockets: boolean) {
    this.#http = this.#made();
  }

  /** Start one; without `sockets` there is only HTTP. */
  static async start({ sockets = true } = {}): Promise<Assistant> {
    const assistant = new Assistant(sockets);
    await assistant.#listen();
    return assistant;
  }

  get address(): URL {
    return new URL(`http://127.0.0.1:${this.#port}/`);
  }

  /** Say something in a session without being asked; with `lost`, no page that is there hears it. */
  push(session: string, custom: unknown, { lost = false } = {}): number {
    const push = this.#pushes.length + 1;
    this.#pushes.push({ push, session, custom });
    if (!lost) this.#io?.to(session).emit("bot_uttered", { custom, push });
    return push;
  }

  /** Repeat what was said before. */
  repeat(number: number): void {
    const { push, session, custom } = this.#pushes[number - 1] as Push;
    this.#io?.to(session).emit("bot_uttered", { custom, push });
  }

  /** Go down, as when the process is killed. */
  async stop(): Promise<void> {
    await this.#io?.close();
    this.#http.closeAllConnections();
    await new Promise((resolve) => this.#http.close(resolve));
  }

  /** Come back at the same address. */
  async restart(): Promise<void> {
    this.#http = this.#made();
    await this.#listen();
  }

  async #listen(): Promise<void> {
    if (this.sockets) {
      this.#io = new Server(this.#http, { cors: { origin: "*" } });
      this.#io.on("connection", (socket) => this.#serve(socket));
    }
    await new Promise<void>((resolve) => this.#http.listen(this.#port, "127.0.0.1", resolve));
    this.#port = (this.#http.address() as AddressInfo).port;
  }

  #serve(socket: Socket): void {
    socket.on("session_request", async (request: Request) => {
      this.requests.push(request);
      const session = this.#session(request.session_id);
      await socket.join(session);
      socket.emit("session_confirm", session);
      this.#missed(request).forEach(({ push, custom }) => socket.emit("bot_uttered", { custom, push }));
    });
    socket.on("user_uttered", (message: Message) => {
      if (this.refuses) return void socket.emit("bad_request", { error: "no", reply_to: message.id });
      const answer = this.#take({ ...message, by: "socket" });
      if (answer) socket.emit("bot_uttered", { custom: answer, reply_to: message.id });
      socket.emit("bot_uttered", { text: "the same in plain text", reply_to: message.id });
    });
  }

  #made(): HttpServer {
    return createServer((request, response) => void this.#reply(request, response));
  }

  async #reply(request: IncomingMessage, response: ServerResponse): Promise<void> {
    response.setHeader("Access-Control-Allow-Origin", "*");
    response.setHeader("Access-Control-Allow-Headers", "*");
    response.setHeader("Content-Type", "application/json");
    if (request.method !== "POST") return void response.end("{}");
    const body = JSON.parse(await text(request)) as Message;
    response.statusCode = this.status;
    response.end(JSON.stringify(this.status === 200 ? this.#did(request.url, body) : { error: "no" }));
  }

  #did(url: string | undefined, body: Message): unknown {
    if (url === "/widget/forget") return { forgotten: this.forgotten.push(String(body.session_id)) > 0 };
    const session_id = this.#session(body.session_id);
    if (url === "/widget/session") {
      this.requests.push(body);
      const pushed = this.#missed(body).map(({ push, custom }) => ({ push, messages: [{ custom }] }));
      return { session_id, pushed };
    }
    const answer = this.#take({ ...body, by: "http" });
    return { session_id, messages: answer ? [{ custom: answer }, { text: "the same" }] : [] };
  }

  #take(message: Message): unknown {
    this.messages.push(message);
    return this.answer(message);
  }

  #missed({ session_id, heard }: Request): Push[] {
    if (heard === undefined) return [];
    return this.#pushes.filter(({ push, session }) => session === session_id && push > heard);
  }

  #session(shown: string | null): string {
    return shown ?? `session-${++this.#sessions}`;
  }
}

export function said(...paragraphs: string[]): Record<string, unknown> {
  return { kind: "faq", language: "sv", paragraphs };
}

/** Return what a person at the clinic writes. */
export function wrote(name: string, ...paragraphs: string[]): Record<string, unknown> {
  return { ...withPerson(...paragraphs), people: { state: "with_person", case: "P-1", name } };
}

/** Return what is said while a person has the conversation; without paragraphs a receipt. */
export function withPerson(...paragraphs: string[]): Record<string, unknown> {
  const buttons = [{ title: "Avsluta samtalet", payload: "tap:end", role: "people" }];
  return {
    kind: "handoff",
    language: "sv",
    paragraphs,
    buttons,
    people: { state: "with_person", case: "P-1" },
  };
}

export function waiting(position: number, ...paragraphs: string[]): Record<string, unknown> {
  const buttons = [{ title: "Lämna kön", payload: "tap:leave", role: "people" }];
  return {
    kind: "handoff",
    language: "sv",
    paragraphs,
    buttons,
    people: { state: "waiting", position, case: "P-1" },
  };
}

export function ended(...paragraphs: string[]): Record<string, unknown> {
  return { kind: "handoff", language: "sv", paragraphs, people: { state: "ended", by: "staff" } };
}

async function text(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}
