/** What is shown, and what the person may do: all that the views know. */

import type { Choice, Language } from "../protocol";
import type { Settings } from "../settings";
import type { Status } from "../talk/connection";
import type { Entry } from "../talk/entries";
import type { Standing } from "../talk/standing";

export interface State {
  readonly language: Language;
  readonly settings: Settings;
  readonly entries: readonly Entry[];
  readonly status: Status;
  /** How things stand with people at the clinic; and whether the person is about to leave them. */
  readonly standing: Standing | null;
  readonly leaving: boolean;
  /** An answer is on its way: `seen` as dots, and after a while `said` aloud. */
  readonly typing: "no" | "seen" | "said";
  /** Since when the page is there, in milliseconds since 1970: what was said before is not read out again. */
  readonly since: number;
  /** Whether anything has been said since then. */
  readonly spoken: boolean;
  readonly draft: string;
  readonly inline: boolean;
  readonly open: boolean;
  /** How many answers came while the chat was closed. */
  readonly unread: number;
  readonly menuOpen: boolean;
  readonly forgetFailed: boolean;
}

export interface Doing {
  toggle(): void;
  hide(): void;
  toggleMenu(): void;
  closeMenu(): void;
  switchLanguage(): void;
  /** Tap a choice of an answer in a language. */
  tap(choice: Choice, language: Language): void;
  /** Say something, typed or picked. */
  say(words: string): void;
  retry(id: string): void;
  /** Leave the people at the clinic, or the queue to them. */
  leave(): void;
  write(draft: string): void;
  talkToPerson(): void;
  download(): void;
  startOver(): void;
  askForget(): void;
  forget(): void;
  keepAll(): void;
}
