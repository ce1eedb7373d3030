/** Whether people at the clinic have the conversation, as far as the page has heard. */

import {
  type Choice,
  fields,
  isLanguage,
  type Language,
  type People,
  present,
  readChoice,
  readPeople,
  type Reply,
} from "../protocol";

/** Where the conversation stands with people; `leave` is what ends it, in `language`. */
export interface Standing extends People {
  readonly language: Language;
  readonly leave?: Choice;
}

/**
 * Return how things stand after an answer; `asked` when it answers what the person said.
 *
 * What comes late changes nothing: a word of a talk that has ended, a place in the queue when somebody has come.
 */
export function after(before: Standing | null, reply: Reply, asked: boolean): Standing | null {
  const { people, language, buttons, kind } = reply;
  if (!people) return asked && kind !== "error" && kind !== "emergency" ? null : before;
  const known = before?.case !== undefined && people.case === before.case;
  if (known && before.state === "ended") return before;
  if (people.state === "ended")
    return { state: "ended", language, ...present({ case: people.case ?? before?.case }) };
  if (known && before.state === "with_person" && people.state === "waiting") return before;
  const same = known ? before : null;
  const leave = buttons.find(({ role }) => role === "people");
  return {
    ...people,
    language: leave ? language : (same?.language ?? language),
    ...present({ leave: leave ?? same?.leave, name: people.name ?? same?.name }),
  };
}

/** Whether people have the conversation, so that something may be said without being asked. */
export function isWithPeople(standing: Standing | null): boolean {
  return standing !== null && standing.state !== "ended";
}

/** Read what was kept; undefined when it is none. */
export function readStanding(value: unknown): Standing | undefined {
  const { language, leave } = fields(value);
  const people = readPeople(value);
  if (!people || !isLanguage(language)) return undefined;
  return { ...people, language, ...present({ leave: readChoice(leave) ?? undefined }) };
}
