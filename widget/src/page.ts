/** What the page says about the chat: where the assistant is, and in which language it speaks. */

import { isLanguage, type Language } from "./protocol";

const HERE = import.meta.url;
/** This file lies in `widget/` there. */
const HOME = new URL("../", HERE);

/** Return the assistant's address, with a slash at its end: the one that the page names, else where this came from. */
export function serverOf(named: string | null, home: URL = HOME): URL {
  const server = named === null ? home : parsed(named);
  if (server) return server;
  console.error(`vardlots-chat: server="${named ?? ""}" is no web address; using ${home.href}`);
  return home;
}

/** Return the language that the page names for the chat, else that of the text around it, else Swedish. */
export function languageOf(chat: Element, named: string | null): Language {
  const lang = named ?? chat.closest("[lang]")?.getAttribute("lang") ?? document.documentElement.lang;
  const short = lang.toLowerCase().split("-")[0];
  return isLanguage(short) ? short : "sv";
}

function parsed(named: string): URL | null {
  if (!named.trim()) return null;
  const address = named.endsWith("/") ? named : `${named}/`;
  if (!URL.canParse(address, document.baseURI)) return null;
  const url = new URL(address, document.baseURI);
  return url.protocol === "https:" || url.protocol === "http:" ? url : null;
}
