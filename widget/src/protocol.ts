/** What the assistant sends, read from JSON that may be anything: what is not as expected is left out, never trusted. */

export const LANGUAGES = ["sv", "en"] as const;
export type Language = (typeof LANGUAGES)[number];

const ROLES = ["feedback", "people"] as const;

/** A choice to tap; `payload` is what goes back, and means nothing to the widget; `role` is what it is for. */
export interface Choice {
  readonly title: string;
  readonly payload: string;
  readonly role?: (typeof ROLES)[number];
}

export interface Link {
  readonly title: string;
  readonly url: string;
}

/** An appointment; `start` is an ISO time, `ics` the calendar file as a data URL or as its text. */
export interface Booking {
  readonly status?: string;
  readonly reference?: string;
  readonly start?: string;
  readonly minutes?: number;
  readonly clinician?: string;
  readonly ics?: string;
}

const INPUTS = ["phone", "contact", "age", "date", "region", "reference", "number", "text"] as const;

/** What a form's question wants: the kind of input, the first and last day for a date, the options of a list. */
export interface Asks {
  readonly input: (typeof INPUTS)[number];
  readonly min?: string;
  readonly max?: string;
  readonly options: readonly string[];
}

const STATES = ["waiting", "with_person", "ended"] as const;

/**
 * Where the conversation stands with people at the clinic: waiting for one at a place in the queue, with one, or given
 * back. `case` is which talk with them it is. Only what a person wrote has their `name`.
 */
export interface People {
  readonly state: (typeof STATES)[number];
  readonly case?: string;
  readonly position?: number;
  readonly name?: string;
}

/** One answer of the assistant, or what a person at the clinic wrote. */
export interface Reply {
  readonly kind: string;
  readonly language: Language;
  readonly paragraphs: readonly string[];
  readonly topic?: string;
  readonly buttons: readonly Choice[];
  readonly links: readonly Link[];
  readonly reviewed?: string;
  readonly source?: string;
  readonly alarm?: string;
  readonly booking?: Booking;
  readonly asks?: Asks;
  readonly people?: People;
}

/** Characters of a name that a line has room for on a small screen. */
const LONGEST_NAME = 40;

type Fields = Readonly<Record<string, unknown>>;

/** Read one answer; null when it is none. */
export function readReply(value: unknown): Reply | null {
  const { kind, language, paragraphs, topic, buttons, links, reviewed, source, alarm } = fields(value);
  const { booking, asks, people } = fields(value);
  if (typeof kind !== "string" || !isLanguage(language)) return null;
  return {
    kind,
    language,
    paragraphs: texts(paragraphs),
    buttons: list(buttons, readChoice),
    links: list(links, readLink),
    ...present({ topic: text(topic), reviewed: text(reviewed), source: text(source), alarm: text(alarm) }),
    ...present({ booking: readBooking(booking), asks: readAsks(asks), people: readPeople(people) }),
  };
}

/** Whether an answer only tells how things stand with people: there is nothing in it to show as said. */
export function isSilent({ people, paragraphs, links, buttons, booking, asks }: Reply): boolean {
  const empty = !paragraphs.length && !links.length && !buttons.some(({ role }) => role !== "people");
  return people !== undefined && empty && !booking && !asks;
}

/** Read the answer out of the messages that make one up: the one that says everything at once. */
export function readAnswer(messages: unknown): Reply | null {
  if (!Array.isArray(messages)) return null;
  return messages.map((message) => readReply(fields(message).custom)).find((reply) => reply !== null) ?? null;
}

export function isLanguage(value: unknown): value is Language {
  return LANGUAGES.includes(value as Language);
}

/** Return an object's fields; of anything else, none. */
export function fields(value: unknown): Fields {
  return typeof value === "object" && value !== null ? (value as Fields) : {};
}

export function text(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

export function texts(value: unknown): string[] {
  return list(value, (one) => text(one) ?? null);
}

/** Read every item of a list, less those that are not as expected. */
export function list<Item>(value: unknown, read: (one: unknown) => Item | null): Item[] {
  return Array.isArray(value) ? value.map(read).filter((one) => one !== null) : [];
}

export function readLink(value: unknown): Link | null {
  const { title, url } = fields(value);
  return typeof title === "string" && typeof url === "string" ? { title, url } : null;
}

/** Leave out the fields that are undefined. */
export function present<Shape extends object>(
  shape: Shape,
): { [Key in keyof Shape]?: NonNullable<Shape[Key]> } {
  return Object.fromEntries(Object.entries(shape).filter(([, value]) => value !== undefined)) as never;
}

export function readChoice(value: unknown): Choice | null {
  const { title, payload, role } = fields(value);
  if (typeof title !== "string" || typeof payload !== "string") return null;
  const known = ROLES.find((one) => one === role);
  return known ? { title, payload, role: known } : { title, payload };
}

export function readPeople(value: unknown): People | undefined {
  const { state, case: reference, position, name } = fields(value);
  const known = STATES.find((one) => one === state);
  if (!known) return undefined;
  return {
    state: known,
    ...present({
      case: text(reference),
      position: count(position),
      name: text(name)?.slice(0, LONGEST_NAME),
    }),
  };
}

/** Read a number that counts something: whole, and at least one. */
export function count(value: unknown): number | undefined {
  return Number.isSafeInteger(value) && (value as number) > 0 ? (value as number) : undefined;
}

function readBooking(value: unknown): Booking | undefined {
  const { status, reference, start, minutes, clinician, ics } = fields(value);
  const read = present({
    status: text(status),
    reference: text(reference),
    start: text(start),
    minutes: typeof minutes === "number" ? minutes : undefined,
    clinician: text(clinician),
    ics: text(ics),
  });
  return Object.keys(read).length ? read : undefined;
}

function readAsks(value: unknown): Asks | undefined {
  const { input, min, max, options } = fields(value);
  if (!INPUTS.includes(input as Asks["input"])) return undefined;
  return {
    input: input as Asks["input"],
    options: texts(options),
    ...present({ min: text(min), max: text(max) }),
  };
}
