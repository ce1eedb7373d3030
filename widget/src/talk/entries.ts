/** What a conversation consists of, and how it is read back from where the browser kept it. */

import {
  count,
  fields,
  isLanguage,
  type Language,
  present,
  readReply,
  type Reply,
  text,
  texts,
} from "../protocol";

/**
 * How far a message has come: not sent for want of a connection, on its way, answered, shown to a person who has not
 * answered yet, or refused for good.
 */
export type Progress = "waiting" | "sent" | "answered" | "delivered" | "failed";

/** What the person said: `shown`, in a language; `message` is what goes to the server, for a tapped choice another text. */
export interface Said {
  readonly who: "person";
  readonly id: string;
  readonly shown: string;
  readonly message: string;
  readonly language: Language;
  readonly at: number;
  readonly progress: Progress;
}

/** What the assistant or a person at the clinic said: to the message with the id `to`, or as the push of that number. */
export interface Answered {
  readonly who: "desk";
  readonly id: string;
  readonly reply: Reply;
  readonly at: number;
  readonly to?: string;
  readonly push?: number;
}

/** What the chat itself has to say, about the conversation. */
export interface Noted {
  readonly who: "chat";
  readonly id: string;
  readonly language: Language;
  readonly paragraphs: readonly string[];
  readonly at: number;
}

export type Entry = Said | Answered | Noted;

const PROGRESS: readonly unknown[] = [
  "waiting",
  "sent",
  "answered",
  "delivered",
  "failed",
] satisfies Progress[];

/** Read one entry of what was kept; null when it is none. */
export function readEntry(value: unknown): Entry | null {
  const { who, id, at } = fields(value);
  if (typeof id !== "string" || typeof at !== "number" || Number.isNaN(new Date(at).getTime())) return null;
  if (who === "person") return readSaid(value, id, at);
  if (who === "desk") return readAnswered(value, id, at);
  return who === "chat" ? readNoted(value, id, at) : null;
}

function readSaid(value: unknown, id: string, at: number): Said | null {
  const { shown, message, language, progress } = fields(value);
  if (typeof shown !== "string" || typeof message !== "string") return null;
  if (!isLanguage(language) || !PROGRESS.includes(progress)) return null;
  return { who: "person", id, at, shown, message, language, progress: progress as Progress };
}

function readAnswered(value: unknown, id: string, at: number): Answered | null {
  const { reply, to, push } = fields(value);
  const read = readReply(reply);
  return read && { who: "desk", id, at, reply: read, ...present({ to: text(to), push: count(push) }) };
}

function readNoted(value: unknown, id: string, at: number): Noted | null {
  const { language, paragraphs } = fields(value);
  return isLanguage(language) ? { who: "chat", id, at, language, paragraphs: texts(paragraphs) } : null;
}
