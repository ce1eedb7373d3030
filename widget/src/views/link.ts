/** Links that are safe to follow; anything else is only text. */

import { html, type TemplateResult } from "lit";

import type { Link } from "../protocol";
import type { Texts } from "../texts";

const SCHEMES: readonly string[] = ["https:", "http:", "tel:", "mailto:"];
/** A phone number, to be kept on one line. */
const NUMBER = /(\d[\d -]{4,}\d)/;

/** Return an address that may be followed: a page, a phone number, an e-mail; else null. */
export function safeAddress(url: string): string | null {
  try {
    const { protocol, href } = new URL(url);
    return SCHEMES.includes(protocol) ? href : null;
  } catch {
    return null;
  }
}

export function linkView({ title, url }: Link, texts: Texts, kind = ""): TemplateResult {
  const href = safeAddress(url);
  if (!href) return html`<span>${title}</span>`;
  if (href.startsWith("tel:")) return html`<a class="call ${kind}" href=${href}>${unbroken(title)}</a>`;
  if (href.startsWith("mailto:")) return html`<a class=${kind} href=${href}>${title}</a>`;
  return html`<a class="web ${kind}" href=${href} target="_blank" rel="noopener noreferrer"
    >${title}<span class="unseen"> (${texts.newTab})</span></a
  >`;
}

export function linksView(links: readonly Link[], texts: Texts): TemplateResult | null {
  if (!links.length) return null;
  return html`<ul class="links">
    ${links.map((link) => html`<li>${linkView(link, texts)}</li>`)}
  </ul>`;
}

function unbroken(title: string): TemplateResult[] {
  return title
    .split(NUMBER)
    .filter(Boolean)
    .map((part) => html`<span>${part}</span>`);
}
