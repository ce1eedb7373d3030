/** The panel as a window: beside the page on a wide screen, over all of it on a phone; and where the focus goes. */

import type { LitElement, ReactiveController } from "lit";

const WIDE = "(min-width: 30rem) and (min-height: 30rem)";
const TOUCH = "(hover: none)";

type Host = LitElement & { open: boolean; readonly inline: boolean };

export class PanelWindow implements ReactiveController {
  readonly #host: Host;

  constructor(host: Host) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    for (const event of ["resize", "scroll"]) visualViewport?.addEventListener(event, this.#fit);
    this.#fit();
  }

  hostDisconnected(): void {
    for (const event of ["resize", "scroll"]) visualViewport?.removeEventListener(event, this.#fit);
  }

  /** Make the dialog what the property says. */
  hostUpdated(): void {
    const dialog = this.#host.renderRoot.querySelector<HTMLDialogElement>("#panel");
    if (this.#host.inline || !dialog || dialog.open === this.#host.open) return;
    if (!this.#host.open) dialog.close();
    else if (wide())
      dialog.setAttribute("open", ""); // show() would take the focus, also when a page is only loaded
    else dialog.showModal();
  }

  /** Open because the person wants it: the focus follows. */
  async show(): Promise<void> {
    this.#host.open = true;
    await this.#host.updateComplete;
    this.focus();
  }

  /** Close, and give the focus back to where it came from. */
  async hide(): Promise<void> {
    const inside = this.#host.shadowRoot?.activeElement !== null;
    this.#host.open = false;
    await this.#host.updateComplete;
    if (inside) this.#find("#launcher")?.focus();
  }

  /** Be ready for what comes next. After a tap with a finger, a keyboard would slide up over the answer. */
  focus(): void {
    if (this.#host.shadowRoot?.activeElement?.id === "words") return;
    const name = matchMedia(TOUCH).matches ? "#log" : "#words";
    this.#find(name)?.focus({ preventScroll: true });
  }

  /** Keep the composer above a phone's keyboard. */
  readonly #fit = (): void => {
    if (!visualViewport) return;
    const { height, offsetTop } = visualViewport;
    this.#host.style.setProperty("--_height", `${Math.round(height)}px`);
    this.#host.style.setProperty("--_top", `${Math.round(offsetTop)}px`);
  };

  #find(selector: string): HTMLElement | null {
    return this.#host.renderRoot.querySelector<HTMLElement>(selector);
  }
}

/** Whether there is room for a panel beside the page. */
export function wide(): boolean {
  return matchMedia(WIDE).matches;
}
