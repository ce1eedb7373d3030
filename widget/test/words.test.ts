import { describe, expect, it, vi } from "vitest";

import { dayOf, momentOf } from "../src/moments";
import { languageOf, serverOf } from "../src/page";
import type { Entry } from "../src/talk/entries";
import { Memory } from "../src/talk/memory";
import { transcript } from "../src/talk/transcript";
import { TEXTS } from "../src/texts";

const SERVER = new URL("https://assistant.example/");

describe("days and times", () => {
  it("are Stockholm's, with daylight saving", () => {
    expect(momentOf("2026-07-01T08:00:00Z", "sv")).toBe("onsdag 1 juli kl.\u00a010.00");
    expect(momentOf("2026-12-01T08:00:00Z", "en")).toContain("09:00");
    expect(dayOf("2026-11-22", "en")).toBe("22 November 2026");
  });

  it("that are none are shown as they came", () => {
    expect(momentOf("snart", "sv")).toBe("snart");
    expect(dayOf("", "sv")).toBe("");
  });
});

describe("the server's address", () => {
  it("is the one that the page names", () => {
    expect(serverOf("https://x.example/chat", SERVER).href).toBe("https://x.example/chat/");
  });

  it.each(["javascript:alert(1)", "data:text/html,x", "ftp://x.example", "", "https://[bad"])(
    "is never %s",
    (named) => {
      const told = vi.spyOn(console, "error").mockImplementation(() => undefined);
      expect(serverOf(named, SERVER)).toBe(SERVER);
      expect(told).toHaveBeenCalledOnce();
    },
  );
});

describe("the language", () => {
  it.each([
    ["en", "sv", "en"],
    [null, "en-GB", "en"],
    [null, "sv-SE", "sv"],
    [null, "fi", "sv"],
    ["klingon", "en", "sv"],
  ])("named %s on a page in %s is %s", (named, page, expected) => {
    document.documentElement.lang = page;
    expect(languageOf(document.body, named)).toBe(expected);
  });

  it("is that of the text around the chat, before the page's", () => {
    document.documentElement.lang = "sv";
    const section = document.createElement("section");
    section.lang = "en";
    const chat = section.appendChild(document.createElement("p"));
    expect(languageOf(chat, null)).toBe("en");
  });
});

describe("the memory", () => {
  it.each(["not json", "[]", '"text"', '{"messages": 5, "session": {}, "open": "yes"}'])(
    "makes nothing of %s",
    (kept) => {
      sessionStorage.setItem(`vardlots-chat:${SERVER.href}`, kept);
      expect(new Memory(SERVER).read()).toEqual({ messages: [] });
    },
  );

  it("does without when the browser forbids it", () => {
    const refuse = (): never => {
      throw new DOMException("no", "SecurityError");
    };
    vi.spyOn(Storage.prototype, "setItem").mockImplementation(refuse);
    vi.spyOn(Storage.prototype, "getItem").mockImplementation(refuse);
    const memory = new Memory(SERVER);
    memory.write({ messages: [] });
    expect(memory.read()).toEqual({ messages: [] });
  });
});

describe("the transcript", () => {
  it("has everything that was said, with who and which links", () => {
    const entries: Entry[] = [
      {
        who: "person",
        id: "1",
        at: 0,
        shown: "Vad kostar det?",
        message: "x",
        language: "sv",
        progress: "answered",
      },
      {
        who: "desk",
        id: "2",
        at: 0,
        reply: {
          kind: "faq",
          language: "sv",
          paragraphs: ["Det beror på."],
          buttons: [],
          links: [{ title: "Priser", url: "https://x.example/" }],
        },
      },
      {
        who: "desk",
        id: "3",
        at: 0,
        push: 1,
        reply: {
          kind: "handoff",
          language: "sv",
          paragraphs: ["Hej, det är Anna."],
          buttons: [],
          links: [],
          people: { state: "with_person", name: "Anna" },
        },
      },
    ];
    const text = transcript(entries, "sv", "Lingonkliniken");
    expect(text).toMatch(/^Vårdlots, Lingonkliniken\n/);
    expect(text).toMatch(/Du \(.*\):\nVad kostar det\?/);
    expect(text).toMatch(/Anna \(.*\):\nHej, det är Anna\.\n/);
    expect(text).toMatch(/Assistenten \(.*\):\nDet beror på\.\nPriser: https:\/\/x\.example\//);
  });
});

describe("the words of the controls", () => {
  it("are all there in both languages, and differ where they are words", () => {
    const same = Object.keys(TEXTS.sv).filter(
      (key) => TEXTS.sv[key as keyof typeof TEXTS.sv] === TEXTS.en[key as keyof typeof TEXTS.en],
    );
    expect(same).toEqual(["title", "region"]);
  });
});
