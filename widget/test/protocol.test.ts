import { describe, expect, it } from "vitest";

import { readAnswer, readReply } from "../src/protocol";
import { readSettings } from "../src/settings";
import { readEntry } from "../src/talk/entries";

const REPLY = { kind: "faq", language: "sv", paragraphs: ["Hej"], buttons: [], links: [] };

describe("reading a reply", () => {
  it.each([
    null,
    undefined,
    1,
    "hej",
    [],
    {},
    { kind: "faq" },
    { kind: "faq", language: "fi", paragraphs: [] },
  ])("takes no %j for one", (value) => expect(readReply(value)).toBeNull());

  it("leaves out what is not as expected, and keeps the rest", () => {
    const read = readReply({
      ...REPLY,
      paragraphs: ["Hej", 7, null, { evil: true }],
      buttons: [{ title: "Ja", payload: "p", role: "admin" }, { title: "Nej" }, "Kanske"],
      links: [
        { title: "x", url: 5 },
        { title: "Ring", url: "tel:112" },
      ],
      topic: 12,
      booking: { start: {}, reference: "7K3M", minutes: "30" },
      asks: { input: "script", options: [] },
      extra: "ignored",
    });
    expect(read).toEqual({
      ...REPLY,
      buttons: [{ title: "Ja", payload: "p" }],
      links: [{ title: "Ring", url: "tel:112" }],
      booking: { reference: "7K3M" },
    });
  });

  it("reads what a form's question wants", () => {
    const asks = { input: "date", min: "2026-12-01", max: "2026-12-24" };
    expect(readReply({ ...REPLY, asks })?.asks).toEqual({ ...asks, options: [] });
  });

  it("finds the one message of an answer that says everything", () => {
    expect(readAnswer([{ text: "Hej" }, { custom: REPLY }])).toEqual(REPLY);
    expect(readAnswer([{ text: "Hej" }])).toBeNull();
    expect(readAnswer({ custom: REPLY })).toBeNull();
  });
});

describe("reading what was kept", () => {
  const said = { who: "person", id: "1", at: 1, shown: "a", message: "a", language: "sv", progress: "sent" };

  it("reads back each kind of entry", () => {
    for (const entry of [
      said,
      { ...said, progress: "delivered" },
      { who: "desk", id: "2", at: 1, reply: REPLY, to: "1" },
      { who: "desk", id: "2", at: 1, reply: REPLY, push: 7 },
      { who: "chat", id: "3", at: 1, language: "en", paragraphs: ["x"] },
    ]) {
      expect(readEntry(JSON.parse(JSON.stringify(entry)))).toEqual(entry);
    }
  });

  it.each([
    { ...said, progress: "read" },
    { ...said, at: "yesterday" },
    { ...said, at: 1e300 },
    { ...said, progress: "gone" },
    { ...said, who: "admin" },
    { ...said, id: 4 },
    { who: "desk", id: "2", at: 1, reply: "<b>" },
  ])("takes no %j for an entry", (value) => expect(readEntry(value)).toBeNull());
});

describe("reading the settings", () => {
  it("has the numbers to call even when the server says nothing of them", () => {
    const { spoken, allowed } = readSettings({ texts: { sv: { helplines: "112" } } }, null);
    expect(spoken.sv.helplines.map(({ url }) => url)).toEqual(["tel:112", "tel:1177"]);
    expect(spoken.en.helplines.map(({ title }) => title)).toEqual(["Call 112", "Call 1177"]);
    expect(allowed).toBe(true);
  });

  it("reads addresses of pages as relative to the server", () => {
    const server = new URL("https://assistant.example/chat/");
    const { accessibility } = readSettings({ pages: { accessibility: { sv: "/om", en: 3 } } }, server);
    expect(accessibility).toEqual({ sv: "https://assistant.example/om" });
  });
});
