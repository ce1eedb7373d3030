/** The question before a conversation is deleted. */

import { html, type TemplateResult } from "lit";

import { TEXTS } from "../texts";
import type { Doing, State } from "./state";

export function forgetView({ language, forgetFailed: failed }: State, doing: Doing): TemplateResult {
  const texts = TEXTS[language];
  return html`<dialog
    id="forget"
    class="forget"
    lang=${language}
    aria-labelledby="forget-title"
    aria-describedby="forget-ask"
    @close=${() => doing.keepAll()}
  >
    <h2 id="forget-title">${texts.forgetTitle}</h2>
    <p id="forget-ask">${texts.forgetAsk}</p>
    <p class="mistake" role="alert" ?hidden=${!failed}>${failed ? texts.forgetFailed : ""}</p>
    <div class="choices">
      <button type="button" class="choice danger" @click=${() => doing.forget()}>${texts.forgetYes}</button>
      <button type="button" class="choice" autofocus @click=${() => doing.keepAll()}>
        ${texts.forgetNo}
      </button>
    </div>
  </dialog>`;
}
