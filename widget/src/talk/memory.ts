/** What survives a reload and a change of page: kept in this tab's session storage, gone when the tab is closed. */

import { count, fields, isLanguage, type Language, list, present, text } from "../protocol";
import { type Entry, readEntry } from "./entries";
import { readStanding, type Standing } from "./standing";

/** Entries kept; of a longer conversation the newest. */
const MOST = 200;

export interface Kept {
  readonly session?: string;
  readonly language?: Language;
  readonly open?: boolean;
  readonly draft?: string;
  /** The highest number of what was said unasked. */
  readonly heard?: number;
  readonly standing?: Standing;
  readonly messages: readonly Entry[];
}

export class Memory {
  readonly #key: string;

  /** `server` is whose conversation it is: two assistants on one site do not share one. */
  constructor(server: URL) {
    this.#key = `vardlots-chat:${server.href}`;
  }

  /** Return what was kept; nothing of what is not as this program writes it. */
  read(): Kept {
    const { session, language, open, draft, heard, standing, messages } = fields(this.#json());
    return {
      messages: list(messages, readEntry),
      ...present({ session: text(session), draft: text(draft) }),
      ...present({ heard: count(heard), standing: readStanding(standing) }),
      ...(isLanguage(language) && { language }),
      ...(typeof open === "boolean" && { open }),
    };
  }

  /** Keep something; a browser that forbids it, or has no room, has a chat that ends with the page. */
  write(kept: Kept): void {
    try {
      sessionStorage.setItem(this.#key, JSON.stringify({ ...kept, messages: kept.messages.slice(-MOST) }));
    } catch {
      return;
    }
  }

  #json(): unknown {
    try {
      return JSON.parse(sessionStorage.getItem(this.#key) ?? "null");
    } catch {
      return null;
    }
  }
}
