/** Keep what was said last in sight: the start of an answer, the end of what the person wrote. */

import type { LitElement, ReactiveController } from "lit";

import type { Entry } from "./talk/entries";

/** Pixels above an answer's start. */
const MARGIN = 16;

export class Follow implements ReactiveController {
  readonly #host: LitElement;
  readonly #entries: () => readonly Entry[];
  #last: string | undefined;
  #visible = false;

  constructor(host: LitElement, entries: () => readonly Entry[]) {
    this.#host = host;
    this.#entries = entries;
    host.addController(this);
  }

  hostUpdated(): void {
    const log = this.#host.renderRoot.querySelector<HTMLElement>("#log");
    if (!log) return;
    const [appeared, last] = [!this.#visible && log.clientHeight > 0, this.#entries().at(-1)];
    this.#visible = log.clientHeight > 0;
    const key = last && `${last.id} ${last.who === "person" && last.progress === "delivered"}`; // a line more then
    if (!this.#visible || (!appeared && key === this.#last)) return;
    const moved = this.#last !== undefined && !appeared;
    this.#last = key;
    log.scrollTo({ top: last ? this.#top(log, last) : 0, behavior: moved ? "auto" : "instant" });
  }

  #top(log: HTMLElement, last: Entry): number {
    if (last.who === "person") return log.scrollHeight;
    const messages = log.querySelectorAll<HTMLElement>(".message, .note");
    const shown = messages[messages.length - 1];
    return shown ? shown.offsetTop - MARGIN : log.scrollHeight;
  }
}
