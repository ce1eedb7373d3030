/** Where the person writes. */

import { html, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";

import { TEXTS } from "../texts";
import type { Doing, State } from "./state";

/** Characters of a message that the server takes. */
export const LONGEST = 2_000;

export function composerView({ language, draft }: State, doing: Doing): TemplateResult {
  const texts = TEXTS[language];
  const tooLong = draft.length > LONGEST;
  const submit = (event: Event): void => {
    event.preventDefault();
    if (!draft.trim() || tooLong) return;
    doing.write("");
    doing.say(draft.trim());
  };
  const enter = (event: KeyboardEvent): void => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) submit(event);
  };
  const write = (event: InputEvent): void => doing.write((event.target as HTMLTextAreaElement).value);
  return html`<form class="composer" part="composer" @submit=${submit}>
    <p id="too-long" class="mistake" role="alert" ?hidden=${!tooLong}>${tooLong ? texts.tooLong : ""}</p>
    <textarea
      id="words"
      rows="1"
      autocomplete="off"
      enterkeyhint="send"
      aria-label=${texts.write}
      placeholder=${texts.write}
      aria-invalid=${tooLong}
      aria-describedby="too-long"
      .value=${live(draft)}
      @input=${write}
      @keydown=${enter}
    ></textarea>
    <button type="submit" part="send" class="send">${texts.send}</button>
  </form>`;
}
