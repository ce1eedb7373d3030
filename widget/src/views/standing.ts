/** Whether the person waits for people at the clinic or writes with one, and the way back to the assistant. */

import { html, type TemplateResult } from "lit";

import type { Language } from "../protocol";
import { isWithPeople, type Standing } from "../talk/standing";
import { TEXTS } from "../texts";
import type { Doing, State } from "./state";

/** Show it in one line. It is not read out: what changes it is said in the conversation, too. */
export function standingView({ standing, language, leaving }: State, doing: Doing): TemplateResult | null {
  if (!standing || !isWithPeople(standing)) return null;
  const { leave, language: spoken } = standing;
  return html`<div class="standing">
    <p>${standingText(standing, language)}</p>
    ${leave && !leaving ? leaveView(leave.title, spoken, () => doing.leave()) : null}
  </div>`;
}

/** Return how things stand with people, in words. */
export function standingText({ state, position, name }: Standing, language: Language): string {
  const texts = TEXTS[language];
  if (state === "with_person")
    return name ? texts.withName.replace("{name}", () => name) : texts.withSomebody;
  if (position === undefined) return texts.wait;
  return position === 1 ? texts.next : texts.queue.replace("{position}", String(position));
}

function leaveView(title: string, language: Language, leave: () => void): TemplateResult {
  return html`<button type="button" class="leave" lang=${language} @click=${leave}>${title}</button>`;
}
