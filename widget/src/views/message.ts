/** One entry of the conversation, as it is shown. */

import { html, nothing, type TemplateResult } from "lit";

import { HELPLINES } from "../helplines";
import { dayOf } from "../moments";
import type { Reply } from "../protocol";
import type { Answered, Entry, Noted, Said } from "../talk/entries";
import { TEXTS, type Texts } from "../texts";
import { appointmentView } from "./appointment";
import { choicesView } from "./choices";
import { linksView } from "./link";
import { questionView } from "./question";
import type { Doing } from "./state";

/** What a message looks like depends on when and where it is shown. */
export interface Circumstances {
  /** Nothing was said after it, so that what it asks can be answered. */
  readonly last: boolean;
  /** It was said since the page was loaded. */
  readonly fresh: boolean;
  /** The assistant can be reached now. */
  readonly reachable: boolean;
  /** It is the last of the person's messages that were shown to somebody. */
  readonly delivered?: boolean;
}

/** What the person may do with a message. */
export type Acting = Pick<Doing, "tap" | "say" | "retry">;

export function messageView(entry: Entry, now: Circumstances, doing: Acting): TemplateResult {
  if (entry.who === "person") return saidView(entry, now, doing);
  if (entry.who === "chat") return notedView(entry);
  if (entry.reply.kind === "emergency") return emergencyView(entry, now, doing);
  return answerView(entry, now.last, doing);
}

export function paragraphs(texts: readonly string[]): TemplateResult[] {
  return texts.map((text) => html`<p>${text}</p>`);
}

/** Say who speaks, to those who cannot see on which side it stands. */
export function speaker(name: string): TemplateResult {
  return html`<span class="unseen">${name}: </span>`;
}

/** Say who wrote it, a person, to everybody. */
function author(name: string): TemplateResult {
  return html`<p class="author">
    <svg viewBox="0 0 24 24" aria-hidden="true">
      <path d="M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.5 20a7.5 7.5 0 0 1 15 0" />
    </svg>
    <span>${name}</span><span class="unseen">: </span>
  </p>`;
}

function saidView(
  { id, shown, language, progress }: Said,
  now: Circumstances,
  doing: Acting,
): TemplateResult {
  const texts = TEXTS[language];
  const { reachable, delivered } = now;
  const waits = progress === "waiting" && !reachable;
  return html`<article class="message person" part="message" lang=${language} data-progress=${progress}>
    ${speaker(texts.person)}
    <p>${shown}</p>
    ${waits ? html`<p class="progress">${texts.waiting}</p>` : null}
    ${delivered ? html`<p class="progress" aria-live="off">${texts.delivered}</p>` : null}
    ${
      progress === "failed"
        ? html`<p class="progress">
            ${texts.failed}
            <button type="button" class="retry" @click=${() => doing.retry(id)}>${texts.retry}</button>
          </p>`
        : null
    }
  </article>`;
}

function notedView({ language, paragraphs: said }: Noted): TemplateResult {
  return html`<div class="note" lang=${language}>${paragraphs(said)}</div>`;
}

function answerView({ reply }: Answered, last: boolean, doing: Acting): TemplateResult {
  const texts = TEXTS[reply.language];
  const name = reply.people?.name;
  const [first, ...rest] = reply.paragraphs.map((text) => html`<p>${text}</p>`);
  return html`<article
    class="message desk ${name ? "staff" : ""}"
    part="message"
    lang=${reply.language}
    data-kind=${reply.kind}
  >
    ${name ? author(name) : speaker(texts.desk)} ${first}
    ${reply.booking ? appointmentView(reply.booking, reply.language) : null} ${rest}
    ${linksView(reply.links, texts)} ${open(reply, last, texts, doing)} ${review(reply, texts)}
  </article>`;
}

function emergencyView({ reply }: Answered, { last, fresh }: Circumstances, doing: Acting): TemplateResult {
  const texts = TEXTS[reply.language];
  const [first = "", ...rest] = reply.paragraphs;
  const lacks112 = !reply.links.some(({ url }) => url === "tel:112");
  const links = lacks112 ? HELPLINES[reply.language].slice(0, 1) : [];
  return html`<section
    class="message emergency"
    part="message"
    role=${fresh ? "alert" : nothing}
    lang=${reply.language}
    data-kind="emergency"
  >
    <h3>${texts.emergency}</h3>
    <p class="first">${first}</p>
    ${linksView([...links, ...reply.links], texts)} ${paragraphs(rest)} ${open(reply, last, texts, doing)}
  </section>`;
}

/** Show what can be answered. Of earlier answers only a "did you mean" stays open: the first try may be wrong. */
function open(reply: Reply, last: boolean, texts: Texts, doing: Acting): unknown {
  if (!last && reply.kind !== "suggest") return null;
  const question = last && reply.asks ? questionView(reply.asks, texts, (words) => doing.say(words)) : null;
  return html`${question} ${choicesView(reply.buttons, texts, (choice) => doing.tap(choice, reply.language))}`;
}

/** Say when a person last reviewed it. Where it comes from is the editors' note, and stays with the answer. */
function review({ reviewed, language }: Reply, texts: Texts): TemplateResult | null {
  return reviewed ? html`<p class="review">${texts.reviewed} ${dayOf(reviewed, language)}</p>` : null;
}
