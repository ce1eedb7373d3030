/** Choices to tap, and the question whether an answer helped. What ends a talk with people is above the conversation. */

import { html, type TemplateResult } from "lit";

import type { Choice } from "../protocol";
import type { Texts } from "../texts";

export function choicesView(
  choices: readonly Choice[],
  texts: Texts,
  tap: (choice: Choice) => void,
): TemplateResult | null {
  const usual = choices.filter(({ role }) => role === undefined);
  const feedback = choices.filter(({ role }) => role === "feedback");
  if (!usual.length && !feedback.length) return null;
  return html`
    ${usual.length ? group(usual, texts.choices, "choices", tap) : null}
    ${feedback.length ? group(feedback, texts.feedback, "choices feedback", tap) : null}
  `;
}

function group(
  choices: readonly Choice[],
  name: string,
  kind: string,
  tap: (choice: Choice) => void,
): TemplateResult {
  return html`<div class=${kind} role="group" aria-label=${name}>
    ${choices.map(
      (choice) =>
        html`<button type="button" part="choice" class="choice" @click=${() => tap(choice)}>
          ${choice.title}
        </button>`,
    )}
  </div>`;
}
