/** Days and times as people read them. The clinic is in Sweden, wherever the browser is. */

import { type Language } from "./protocol";
import { TEXTS } from "./texts";

const MOMENT = {
  weekday: "long",
  day: "numeric",
  month: "long",
  hour: "2-digit",
  minute: "2-digit",
} as const;

/** Return a point in time, in Stockholm; what is no time as it is. */
export function momentOf(iso: string, language: Language): string {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return iso;
  const said = date.toLocaleString(TEXTS[language].locale, { ...MOMENT, timeZone: "Europe/Stockholm" });
  return language === "sv" ? said.replace(/kl\.? (\d\d):(\d\d)/, "kl.\u00a0$1.$2") : said;
}

/** Return a day such as 2026-11-22 in words; what is no day as it is. */
export function dayOf(iso: string, language: Language): string {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return iso;
  return date.toLocaleDateString(TEXTS[language].locale, { dateStyle: "long", timeZone: "UTC" });
}
