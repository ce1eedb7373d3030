/** What the clinic's people decide about the chat: its greeting, its topics, whom to call. */

import { HELPLINES } from "./helplines";
import { fields, type Language, type Link, list, present, readLink, texts } from "./protocol";

/** What is said in one language. */
export interface Spoken {
  readonly greeting: readonly string[];
  readonly topics: readonly string[];
  readonly down: readonly string[];
  readonly forgotten: readonly string[];
  readonly helplines: readonly Link[];
}

export interface Settings {
  /** Whether this page's site may talk to the assistant. */
  readonly allowed: boolean;
  readonly clinic: string;
  readonly contact: readonly Link[];
  readonly accessibility: Readonly<Partial<Record<Language, string>>>;
  readonly spoken: Readonly<Record<Language, Spoken>>;
}

/** What holds until the server has said otherwise, and when it cannot. */
export const UNKNOWN: Settings = readSettings({}, null);

/** Ask the server; the promise fails when it does not answer. */
export async function fetchSettings(server: URL): Promise<Settings> {
  const reply = await fetch(new URL("widget/settings", server), { credentials: "omit" });
  if (!reply.ok) throw new Error(`the settings came with status ${reply.status}`);
  return readSettings(await reply.json(), server);
}

/** Read what the server says; addresses of pages may be relative to it. */
export function readSettings(value: unknown, server: URL | null): Settings {
  const { allowed, clinic, pages, texts: spoken } = fields(value);
  const { name, phone, email } = fields(clinic);
  const { accessibility } = fields(pages);
  const { sv, en } = fields(accessibility);
  return {
    allowed: allowed !== false,
    clinic: typeof name === "string" ? name : "",
    contact: list([phone, email], readLink),
    accessibility: present({ sv: address(sv, server), en: address(en, server) }),
    spoken: { sv: readSpoken(fields(spoken).sv, "sv"), en: readSpoken(fields(spoken).en, "en") },
  };
}

function address(value: unknown, server: URL | null): string | undefined {
  if (typeof value !== "string" || !server || !URL.canParse(value, server)) return undefined;
  return new URL(value, server).href;
}

function readSpoken(value: unknown, language: Language): Spoken {
  const { greeting, topics, down, forgotten, helplines } = fields(value);
  const lines = list(helplines, readLink);
  return {
    greeting: texts(greeting),
    topics: texts(topics),
    down: texts(down),
    forgotten: texts(forgotten),
    helplines: lines.length ? lines : HELPLINES[language],
  };
}
