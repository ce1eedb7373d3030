/** The conversation: the greeting, every entry, and the dots while an answer is on its way. */

import { html, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";

import type { Entry } from "../talk/entries";
import { TEXTS } from "../texts";
import { choicesView } from "./choices";
import { messageView, paragraphs, speaker } from "./message";
import type { Doing, State } from "./state";

export function logView(state: State, doing: Doing): TemplateResult {
  const texts = TEXTS[state.language];
  const last = state.entries.at(-1);
  const reachable = state.status !== "offline" && state.status !== "down";
  const delivered = state.entries.findLast(isDelivered);
  return html`<div
      id="log"
      part="log"
      class="log"
      role="log"
      tabindex="0"
      aria-label=${texts.log}
      aria-live=${state.spoken ? "polite" : "off"}
    >
      ${greetingView(state, doing)}
      ${repeat(
        state.entries,
        ({ id }) => id,
        (entry) =>
          messageView(
            entry,
            {
              last: entry === last,
              fresh: entry.at >= state.since,
              reachable,
              delivered: entry === delivered,
            },
            doing,
          ),
      )}
      <p class="typing" aria-hidden="true" ?hidden=${state.typing === "no"}><i></i><i></i><i></i></p>
    </div>
    <p class="unseen" role="status" lang=${state.language}>
      ${state.typing === "said" ? texts.typing : ""}
    </p>`;
}

function isDelivered(entry: Entry): boolean {
  return entry.who === "person" && entry.progress === "delivered";
}

function greetingView({ language, settings }: State, doing: Doing): TemplateResult {
  const texts = TEXTS[language];
  const { greeting, topics } = settings.spoken[language];
  const choices = topics.map((title) => ({ title, payload: title }));
  return html`<article class="message desk greeting" part="message" lang=${language} data-kind="greeting">
    ${speaker(texts.desk)} ${paragraphs(greeting.length ? greeting : [texts.hello])}
    ${choicesView(choices, texts, (choice) => doing.tap(choice, language))}
  </article>`;
}
