/** What is shown, and what the person may do: all that the views know. */

import type { Choice, Language } from "../protocol";
import type { Settings } from "../settings";
import type { Status } from "../talk/connection";
import type { Entry } from "../talk/entries";

export interface State {
  readonly language: Language;
  readonly settings: Settings;
  readonly entries: readonly Entry[];
  readonly status: Status;
  /** An answer is on its way: `seen` as dots, and after a while `said` aloud. */
  readonly typing: "no" | "seen" | "said";
  /** Since when the page is there, in milliseconds since 1970: what was said before is not read out again. */
  readonly since: number;
  /** Whether anything has been said since then. */
  readonly spoken: boolean;
  readonly draft: string;
  readonly inline: boolean;
  readonly open: boolean;
  readonly unread: boolean;
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
  write(draft: string): void;
  talkToPerson(): void;
  download(): void;
  startOver(): void;
  askForget(): void;
  forget(): void;
  keepAll(): void;
}
