import { afterEach, describe, expect, it, vi } from "vitest";

import { VardlotsPreview } from "../src/preview";

const REPLY = { kind: "faq", language: "sv", paragraphs: ["Ett besök kostar 250 kronor."] };
const ENGLISH = { ...REPLY, language: "en", paragraphs: ["A visit costs SEK 250."] };

afterEach(() => document.body.replaceChildren());

interface Told {
  readonly [attribute: string]: string;
}

/** Put a preview on the page, as the office does: with JSON between its tags. */
async function shown(json: unknown, told: Told = {}, around = document.body): Promise<VardlotsPreview> {
  const element = new VardlotsPreview();
  Object.entries(told).forEach(([name, value]) => element.setAttribute(name, value));
  element.append(script(typeof json === "string" ? json : JSON.stringify(json)));
  around.append(element);
  await element.updateComplete;
  return element;
}

function script(json: string): HTMLScriptElement {
  return Object.assign(document.createElement("script"), { type: "application/json", textContent: json });
}

function group(element: VardlotsPreview): HTMLFieldSetElement {
  return element.renderRoot.querySelector("fieldset") as HTMLFieldSetElement;
}

function all(element: VardlotsPreview, selector: string): HTMLElement[] {
  return [...element.renderRoot.querySelectorAll<HTMLElement>(selector)];
}

function words(element: VardlotsPreview, selector = "article p, section p, .note p"): string[] {
  return all(element, selector).map((one) => one.textContent.trim());
}

/** Return whether a tap on a link would lead somewhere; it is not followed. */
function leads(link: HTMLElement): boolean {
  let followed = false;
  const stop = (event: Event): void => {
    followed = !event.defaultPrevented;
    event.preventDefault();
  };
  document.addEventListener("click", stop, { once: true });
  link.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true, composed: true }));
  return followed;
}

describe("a preview", () => {
  it("shows the replies between its tags", async () => {
    expect(words(await shown([REPLY]))).toEqual(["Ett besök kostar 250 kronor."]);
  });

  it("shows the replies of its attribute, and of its property", async () => {
    const element = await shown([], { replies: JSON.stringify([REPLY]) });
    expect(words(element)).toEqual(["Ett besök kostar 250 kronor."]);
    element.replies = [ENGLISH];
    await element.updateComplete;
    expect(words(element)).toEqual(["A visit costs SEK 250."]);
  });

  it("begins with what the patient asked", async () => {
    const element = await shown([REPLY], { question: "Vad kostar det?" });
    expect(words(element)).toEqual(["Vad kostar det?", "Ett besök kostar 250 kronor."]);
    expect(words(element, ".person p")).toEqual(["Vad kostar det?"]);
  });

  it("shows a whole conversation, and what can be answered only at its end, as the chat does", async () => {
    const buttons = [{ title: "Boka", payload: "b" }];
    const element = await shown([
      "Vad kostar det?",
      { ...REPLY, buttons },
      "Och för barn?",
      { ...REPLY, buttons },
    ]);
    expect(all(element, ".message").map((one) => one.classList[1])).toEqual([
      "person",
      "desk",
      "person",
      "desk",
    ]);
    expect(words(element, "button")).toEqual(["Boka"]);
  });

  it("shows other JSON when there is other JSON, on the page or after it has come back to it", async () => {
    const element = await shown([REPLY]);
    element.replaceChildren(script(JSON.stringify([ENGLISH])));
    await vi.waitFor(() => expect(words(element)).toEqual(["A visit costs SEK 250."]));
    element.remove();
    element.replaceChildren(script(JSON.stringify([REPLY])));
    document.body.append(element);
    await vi.waitFor(() => expect(words(element)).toEqual(["Ett besök kostar 250 kronor."]));
  });

  it("leaves out what has nothing to see in it", async () => {
    const silent = { kind: "handoff", language: "sv", people: { state: "waiting", position: 2 } };
    expect(words(await shown([REPLY, silent]))).toEqual(["Ett besök kostar 250 kronor."]);
  });

  it("is text, whatever it looks like", async () => {
    const element = await shown([{ ...REPLY, paragraphs: ["<img src=x onerror=alert(1)>"] }], {
      question: "<b>Hej</b>",
    });
    expect(all(element, "img, b")).toEqual([]);
    expect(words(element)).toEqual(["<b>Hej</b>", "<img src=x onerror=alert(1)>"]);
  });
});

describe("what cannot be shown", () => {
  it.each(["", "{", "null", '{"kind": "faq"}', '"Hej"'])("is said when the JSON is %j", async (json) =>
    expect(words(await shown(json, { question: "Vad kostar det?" }))).toEqual([
      "Svaret kan inte visas här. Ladda om sidan.",
    ]),
  );

  it("is said in its place, and in the preview's language", async () => {
    const element = await shown([{ kind: "faq" }, ENGLISH], { lang: "en" });
    expect(words(element)).toEqual([
      "The answer can't be shown here. Reload the page.",
      "A visit costs SEK 250.",
    ]);
  });
});

describe("a preview's name", () => {
  it("says what it is, in its language", async () => {
    const element = await shown([REPLY]);
    expect(group(element).getAttribute("aria-label")).toBe("Förhandsvisning: så ser patienten svaret");
    element.lang = "en";
    await element.updateComplete;
    expect(group(element).getAttribute("aria-label")).toBe("Preview: how the patient sees the answer");
    expect(group(element).lang).toBe("en");
  });

  it("is in the language of the text around it", async () => {
    const around = Object.assign(document.createElement("div"), { lang: "en" });
    document.body.append(around);
    expect(group(await shown([REPLY], {}, around)).getAttribute("aria-label")).toMatch(/^Preview/);
  });

  it("is the one that the page gives", async () => {
    expect(group(await shown([REPLY], { label: "Nytt svar" })).getAttribute("aria-label")).toBe("Nytt svar");
  });
});

describe("in a preview, nothing", () => {
  const buttons = [
    { title: "Boka", payload: "b" },
    { title: "Ja", payload: "j", role: "feedback" },
  ];

  it("can be tapped or filled in", async () => {
    const element = await shown([{ ...REPLY, buttons, asks: { input: "phone" } }]);
    expect(all(element, "button, input").map((one) => one.matches("fieldset:disabled *"))).toEqual([
      true,
      true,
      true,
      true,
    ]);
    expect(words(element, "button")).toEqual(["Svara", "Boka", "Ja"]);
  });

  it("calls, writes or saves: web pages alone open, beside the page", async () => {
    const links = [
      { title: "1177", url: "https://www.1177.se/" },
      { title: "Ring 112", url: "tel:112" },
      { title: "Skriv", url: "mailto:a@clinic.example" },
    ];
    const ics = `data:text/calendar;base64,${btoa("BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n")}`;
    const element = await shown([{ ...REPLY, links, booking: { start: "2026-12-03T10:20:00+01:00", ics } }]);
    const [file, page, ...rest] = all(element, "a") as [HTMLElement, HTMLElement, ...HTMLElement[]];
    expect([page.getAttribute("target"), page.tabIndex, leads(page)]).toEqual(["_blank", 0, true]);
    for (const link of [file, ...rest])
      expect([link.tabIndex, link.getAttribute("aria-disabled"), leads(link)]).toEqual([-1, "true", false]);
    expect(rest.length).toBe(2);
  });

  it("calls when it is the phone number in a link that is tapped", async () => {
    const element = await shown([
      { ...REPLY, links: [{ title: "Ring 08-465 004 00", url: "tel:+46846500400" }] },
    ]);
    expect(all(element, "a span").map(leads)).toEqual([false, false]);
  });

  it("is read out by itself, not even an emergency", async () => {
    const element = await shown([{ ...REPLY, kind: "emergency", alarm: "emergency" }]);
    expect(words(element, ".emergency h3")).toEqual(["Akut hjälp"]);
    expect(all(element, "[role=alert], [role=log], [role=status]")).toEqual([]);
  });

  it("is fetched or kept", async () => {
    const [fetched, kept] = [vi.spyOn(globalThis, "fetch"), vi.spyOn(Storage.prototype, "setItem")];
    await shown([{ ...REPLY, buttons }], { question: "Vad kostar det?" });
    expect([fetched.mock.calls, kept.mock.calls]).toEqual([[], []]);
  });
});
