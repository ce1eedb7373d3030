/** What a preview shows, read from JSON that may be anything: what cannot be shown is said, in its place. */

import { isSilent, type Language, readReply } from "./protocol";
import type { Entry } from "./talk/entries";

const BROKEN: Readonly<Record<Language, string>> = {
  sv: "Svaret kan inte visas här. Ladda om sidan.",
  en: "The answer can't be shown here. Reload the page.",
};

/**
 * Read a conversation: a list of replies as the assistant sends them, and of texts that the patient says, in a language.
 * Replies in which there is nothing to see are left out, as in the chat.
 */
export function readConversation(value: unknown, language: Language): Entry[] {
  if (!Array.isArray(value)) return [broken("0", language)];
  return value.flatMap((one: unknown, index) => readTurn(one, String(index), language) ?? []);
}

function readTurn(value: unknown, id: string, language: Language): Entry | null {
  if (typeof value === "string") return said(value, id, language);
  const reply = readReply(value);
  if (!reply) return broken(id, language);
  return isSilent(reply) ? null : { who: "desk", id, at: 0, reply };
}

function said(shown: string, id: string, language: Language): Entry {
  return { who: "person", id, at: 0, shown, message: shown, language, progress: "answered" };
}

function broken(id: string, language: Language): Entry {
  return { who: "chat", id, at: 0, language, paragraphs: [BROKEN[language]] };
}
