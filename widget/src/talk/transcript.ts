/** The conversation as a text file that the person may keep. */

import { TEXTS } from "../texts";
import type { Language } from "../protocol";
import type { Entry } from "./entries";

/** Return the whole conversation as plain text, each line with who and when. */
export function transcript(entries: readonly Entry[], language: Language, clinic: string): string {
  const { title } = TEXTS[language];
  const head = [clinic ? `${title}, ${clinic}` : title, moment(Date.now(), language)].join("\n");
  return [head, ...entries.map((entry) => paragraph(entry, language))].join("\n\n") + "\n";
}

/** Return the name that the file is saved by. */
export function transcriptName(language: Language): string {
  const day = new Date().toISOString().slice(0, 10);
  return `${language === "sv" ? "samtal" : "conversation"}-${day}.txt`;
}

function paragraph(entry: Entry, language: Language): string {
  const { person, desk } = TEXTS[language];
  const when = moment(entry.at, language);
  if (entry.who === "person") return `${person} (${when}):\n${entry.shown}`;
  if (entry.who === "chat") return entry.paragraphs.join("\n");
  const { paragraphs, links, people } = entry.reply;
  return [
    `${people?.name ?? desk} (${when}):`,
    ...paragraphs,
    ...links.map(({ title, url }) => `${title}: ${url}`),
  ].join("\n");
}

function moment(at: number, language: Language): string {
  return new Date(at).toLocaleString(TEXTS[language].locale, { dateStyle: "short", timeStyle: "short" });
}
