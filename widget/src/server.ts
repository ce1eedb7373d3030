/** Where the assistant is. */

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

function parsed(named: string): URL | null {
  const address = named.endsWith("/") ? named : `${named}/`;
  if (!URL.canParse(address, document.baseURI)) return null;
  const url = new URL(address, document.baseURI);
  return url.protocol === "https:" || url.protocol === "http:" ? url : null;
}
