/** Files that the person may keep: made here, in the browser, of text. */

/** Return an address of a file's content, good until the page goes. */
export function fileOf(content: string, type: string): string {
  return URL.createObjectURL(new Blob([content], { type }));
}

/** Return the text of a calendar file, which comes as a data URL or as it is; null when it is neither. */
export function calendarText(ics: string): string | null {
  const packed = /^data:text\/calendar[^,]*;base64,(.*)$/s.exec(ics)?.[1];
  const text = packed === undefined ? ics : unpacked(packed);
  return text?.startsWith("BEGIN:VCALENDAR") ? text : null;
}

/** Have the browser save a file. */
export function save(name: string, content: string): void {
  const href = fileOf(content, "text/plain;charset=utf-8");
  Object.assign(document.createElement("a"), { href, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(href), 10_000);
}

function unpacked(base64: string): string | null {
  try {
    return new TextDecoder().decode(Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0)));
  } catch {
    return null;
  }
}
