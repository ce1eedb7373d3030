/** The card of an appointment, with its calendar file. */

import { html, type TemplateResult } from "lit";
import { guard } from "lit/directives/guard.js";

import { calendarText, fileOf } from "../files";
import { momentOf } from "../moments";
import type { Booking, Language } from "../protocol";
import { TEXTS } from "../texts";

export function appointmentView(booking: Booking, language: Language): TemplateResult {
  const texts = TEXTS[language];
  const cancelled = booking.status === "cancelled";
  const { start, minutes, clinician, reference, ics } = booking;
  return html`<section class="appointment ${cancelled ? "cancelled" : ""}">
    <h3>${cancelled ? texts.cancelled : texts.booked}</h3>
    <dl>
      ${row("start", texts.when, start && momentOf(start, language))}
      ${row("minutes", texts.length, minutes && `${minutes} min`)}
      ${row("clinician", texts.clinician, clinician)} ${row("reference", texts.reference, reference)}
    </dl>
    ${ics && calendar(ics, reference, cancelled ? texts.uncalendar : texts.calendar)}
  </section>`;
}

function row(name: string, title: string, value: string | number | undefined): TemplateResult | null {
  if (!value) return null;
  return html`<div class=${name}>
    <dt>${title}</dt>
    <dd>${value}</dd>
  </div>`;
}

function calendar(ics: string, reference: string | undefined, title: string): unknown {
  const content = calendarText(ics);
  if (content === null) return null;
  const name = `${reference ?? "tid"}.ics`;
  // made once: each file takes memory until the page goes
  const file = () =>
    html`<a class="file" href=${fileOf(content, "text/calendar")} download=${name}>${title}</a>`;
  return guard([ics, title], file);
}
