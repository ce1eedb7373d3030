/** The button in the corner that opens the chat. */

import { html, type TemplateResult } from "lit";

import { TEXTS } from "../texts";
import type { Doing, State } from "./state";

export function launcherView({ language, open, unread }: State, doing: Doing): TemplateResult {
  const texts = TEXTS[language];
  const news = unread ? `${unread} ${unread === 1 ? texts.unread : texts.unreadMore}` : "";
  return html`<button
      type="button"
      id="launcher"
      part="launcher"
      class="launcher"
      aria-haspopup="dialog"
      aria-expanded=${open}
      lang=${language}
      @click=${() => doing.toggle()}
    >
      <svg viewBox="0 0 24 24" aria-hidden="true">
        <path d="M5 5h14a2 2 0 0 1 2 2v8a2 2 0 0 1-2 2h-7l-4.5 3.6V17H5a2 2 0 0 1-2-2V7a2 2 0 0 1 2-2z" />
      </svg>
      <span>${texts.launcher}</span>
      ${news ? html`<span class="unread">${news}</span>` : null}
    </button>
    <p class="unseen" role="status" lang=${language}>${news}</p>`;
}
