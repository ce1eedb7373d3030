import { render } from "lit";
import { describe, expect, it, vi } from "vitest";

import { readReply, type Reply } from "../src/protocol";
import type { Entry } from "../src/talk/entries";
import { safeAddress } from "../src/views/link";
import { type Circumstances, messageView } from "../src/views/message";
import type { Doing } from "../src/views/state";

const DOING = { tap: vi.fn(), say: vi.fn(), retry: vi.fn() } as unknown as Doing;

function shown(
  entry: Entry,
  { doing = DOING, ...told }: Partial<Circumstances & { doing: Doing }> = {},
): HTMLElement {
  const place = document.createElement("div");
  render(messageView(entry, { last: true, fresh: true, reachable: true, ...told }, doing), place);
  return place;
}

function answer(more: Record<string, unknown>): Entry {
  const reply = readReply({ kind: "faq", language: "sv", paragraphs: ["Hej"], ...more }) as Reply;
  return { who: "desk", id: "1", at: 0, reply };
}

function titles(place: HTMLElement, selector: string): string[] {
  return [...place.querySelectorAll(selector)].map((one) => one.textContent.trim());
}

describe("addresses", () => {
  it.each(["https://1177.se/", "tel:112", "mailto:a@b.example"])("lets %s be followed", (url) =>
    expect(safeAddress(url)).toBe(url),
  );

  it.each([
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    " javascript:alert(1)",
    "java\nscript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:x",
    "blob:https://x/y",
    "file:///etc/passwd",
    "//evil.example",
    "",
  ])("lets %j be no link", (url) => expect(safeAddress(url)).toBeNull());
});

describe("an answer", () => {
  it("is text, whatever it looks like", () => {
    const place = shown(
      answer({
        paragraphs: ["<img src=x onerror=alert(1)>"],
        links: [{ title: "<b>x</b>", url: "javascript:1" }],
      }),
    );
    expect(place.querySelector("img, b, a")).toBeNull();
    expect(place.textContent).toContain("<img src=x onerror=alert(1)>");
  });

  it("has its choices while it is the last thing said", () => {
    const entry = answer({ buttons: [{ title: "Boka en tid", payload: "p" }] });
    expect(titles(shown(entry), "button")).toEqual(["Boka en tid"]);
    expect(titles(shown(entry, { last: false }), "button")).toEqual([]);
  });

  it("keeps the choices of a did-you-mean, for the first try may be wrong", () => {
    const entry = answer({ kind: "suggest", buttons: [{ title: "Avgifter", payload: "p" }] });
    expect(titles(shown(entry, { last: false }), "button")).toEqual(["Avgifter"]);
  });

  it("asks in a group of its own whether it helped", () => {
    const helped = { title: "Det hjälpte", payload: "h", role: "feedback" };
    const place = shown(answer({ buttons: [{ title: "Boka", payload: "b" }, helped] }));
    expect([...place.querySelectorAll("[role=group]")].map((one) => one.getAttribute("aria-label"))).toEqual([
      "Välj ett svar",
      "Hjälpte svaret?",
    ]);
  });

  it("of a person at the clinic has their name, to see and to hear", () => {
    const people = { state: "with_person", name: "Anna <b>" };
    const place = shown(answer({ people, paragraphs: ["Hej!"] }));
    expect(place.querySelector("article")?.className).toContain("staff");
    expect(place.querySelector("article")?.textContent.replace(/\s+/g, " ").trim()).toBe("Anna <b>: Hej!");
    expect(place.querySelector("b")).toBeNull();
    expect(shown(answer({ people: { state: "with_person" } })).querySelector(".staff")).toBeNull();
  });

  it("does not repeat what ends a talk with people", () => {
    const buttons = [{ title: "Lämna kön", payload: "p", role: "people" }];
    expect(titles(shown(answer({ buttons })), "button, [role=group]")).toEqual([]);
  });

  it("gives a tapped choice back as it came, with the answer's language", () => {
    const tap = vi.fn();
    const place = shown(answer({ language: "en", buttons: [{ title: "Yes", payload: "tap:x" }] }), {
      doing: { ...DOING, tap },
    });
    place.querySelector("button")?.click();
    expect(tap).toHaveBeenCalledWith({ title: "Yes", payload: "tap:x" }, "en");
  });

  it("says when it was reviewed", () => {
    expect(titles(shown(answer({ reviewed: "2026-11-22", source: "1177.se" })), ".review")).toEqual([
      "Granskad 22 november 2026",
    ]);
  });
});

describe("an emergency", () => {
  it("of before the page was loaded is not read out again", () => {
    expect(shown(answer({ kind: "emergency" }), { fresh: false }).querySelector("[role=alert]")).toBeNull();
  });

  it("is read out at once, and has 112 first, also when the server forgot it", () => {
    const place = shown(answer({ kind: "emergency", links: [{ title: "Ring 1177", url: "tel:1177" }] }));
    expect(place.querySelector(".emergency")?.getAttribute("role")).toBe("alert");
    expect([...place.querySelectorAll("a")].map((link) => link.getAttribute("href"))).toEqual([
      "tel:112",
      "tel:1177",
    ]);
  });
});

describe("a form's question", () => {
  it.each([
    ["phone", "tel", "Telefonnummer"],
    ["date", "date", "Datum"],
    ["age", "text", "Ålder"],
    ["reference", "text", "Bokningskod"],
  ])("for %s has an input of type %s", (input, type, label) => {
    const place = shown(answer({ asks: { input } }));
    expect(place.querySelector("input")?.type).toBe(type);
    expect(place.querySelector("label span")?.textContent).toBe(label);
  });

  it("with options has a list, and what is picked is said", () => {
    const say = vi.fn();
    const place = shown(answer({ asks: { input: "region", options: ["Skåne", "Halland"] } }), {
      doing: { ...DOING, say },
    });
    const select = place.querySelector("select") as HTMLSelectElement;
    select.value = "Halland";
    place.querySelector("form")?.dispatchEvent(new Event("submit", { cancelable: true }));
    expect(say).toHaveBeenCalledWith("Halland");
  });

  it("that wants free text has no input of its own", () => {
    expect(shown(answer({ asks: { input: "text" } })).querySelector("form")).toBeNull();
  });
});

describe("what the person said", () => {
  const said = { who: "person", id: "7", at: 0, shown: "Hej", message: "Hej", language: "sv" } as const;

  it("tells when it waits for a connection", () => {
    expect(shown({ ...said, progress: "waiting" }, { reachable: false }).textContent).toContain(
      "Väntar på uppkoppling",
    );
    expect(shown({ ...said, progress: "waiting" }).textContent).not.toContain("Väntar");
  });

  it("tells where it is the last that was shown to a person, without a word aloud", () => {
    const place = shown({ ...said, progress: "delivered" }, { delivered: true });
    const told = place.querySelector(".progress");
    expect([told?.textContent, told?.getAttribute("aria-live")]).toEqual(["Levererat", "off"]);
    expect(shown({ ...said, progress: "delivered" }).querySelector(".progress")).toBeNull();
  });

  it("can be tried again when it was refused", () => {
    const retry = vi.fn();
    shown({ ...said, progress: "failed" }, { doing: { ...DOING, retry } })
      .querySelector("button")
      ?.click();
    expect(retry).toHaveBeenCalledWith("7");
  });
});

describe("an appointment", () => {
  const booking = {
    status: "booked",
    start: "2026-12-03T10:20:00+01:00",
    minutes: 30,
    reference: "7K3M-PQ2X",
  };

  it("says when, in Stockholm", () => {
    const place = shown(answer({ kind: "booking", booking }));
    expect(titles(place, "dd")).toEqual(["torsdag 3 december kl.\u00a010.20", "30 min", "7K3M-PQ2X"]);
    expect(titles(place, "h3")).toEqual(["Din tid"]);
  });

  it("comes with a calendar file, and only with one", () => {
    const ics = `data:text/calendar;base64,${btoa("BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n")}`;
    const link = (more: object): Element | null =>
      shown(answer({ booking: { ...booking, ...more } })).querySelector("a.file");
    expect(link({ ics })?.getAttribute("download")).toBe("7K3M-PQ2X.ics");
    expect(link({ ics: "data:text/html;base64,PGI+" })).toBeNull();
    expect(link({ ics: "javascript:alert(1)" })).toBeNull();
  });
});
