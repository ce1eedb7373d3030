import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import type { Reply } from "../src/protocol";
import { Conversation } from "../src/talk/conversation";
import { Assistant, said } from "./assistant";

let assistant: Assistant;
let talks: Conversation[];
let online: boolean;

beforeEach(() => {
  online = true;
  talks = [];
  sessionStorage.clear();
  vi.spyOn(navigator, "onLine", "get").mockImplementation(() => online);
});

afterEach(async () => {
  talks.forEach((talk) => talk.disconnect());
  await assistant.stop();
});

function begin(onReply: (reply: Reply) => void = () => undefined): Conversation {
  const talk = new Conversation(assistant.address, "sv", () => undefined, onReply);
  talks.push(talk);
  return talk;
}

/** Return who said what, as a list that is easy to read. */
function shown(talk: Conversation): string[] {
  return talk.entries.map((entry) => {
    if (entry.who === "person") return `> ${entry.shown}`;
    return (entry.who === "desk" ? entry.reply.paragraphs : entry.paragraphs).join(" ");
  });
}

function goes(way: "offline" | "online"): void {
  online = way === "online";
  dispatchEvent(new Event(way));
}

describe.each([{ sockets: true }, { sockets: false }])("over sockets: $sockets", ({ sockets }) => {
  beforeEach(async () => {
    assistant = await Assistant.start({ sockets });
  });

  it("answers what is said, in the session that the server began", async () => {
    const talk = begin();
    talk.say("Hej");
    await vi.waitFor(() => expect(shown(talk)).toEqual(["> Hej", "Svar på Hej"]));
    talk.say("Och sen?");
    await vi.waitFor(() => expect(shown(talk)).toHaveLength(4));
    expect(assistant.messages.map(({ session_id }) => session_id).at(-1)).toBe("session-1");
    expect(assistant.messages[0]?.metadata).toEqual({ language: "sv", greeted: false });
    expect(talk.status).toBe("online");
  });

  it("sends a choice's payload and shows its title", async () => {
    const talk = begin();
    talk.tap({ title: "Ja", payload: "tap:abc" }, "en");
    await vi.waitFor(() =>
      expect(assistant.messages[0]).toMatchObject({ message: "tap:abc", metadata: { language: "sv" } }),
    );
    expect(shown(talk)[0]).toBe("> Ja");
  });

  it("keeps what is typed offline and sends it in order when there is a connection again", async () => {
    const talk = begin();
    talk.say("ett");
    await vi.waitFor(() => expect(shown(talk)).toHaveLength(2));
    goes("offline");
    talk.say("två");
    talk.say("tre");
    expect(talk.status).toBe("offline");
    expect(talk.entries.slice(-2)).toMatchObject([{ progress: "waiting" }, { progress: "waiting" }]);
    goes("online");
    await vi.waitFor(() => expect(shown(talk).slice(-2)).toEqual(["Svar på två", "Svar på tre"]), 10_000);
    expect(new Set(assistant.messages.map(({ id }) => id)).size).toBe(3);
  });

  it("says that the assistant is down, and sends what waited when it is back", async () => {
    const talk = begin();
    talk.say("ett");
    await vi.waitFor(() => expect(shown(talk)).toHaveLength(2));
    await assistant.stop();
    talk.say("två");
    await vi.waitFor(() => expect(talk.status).toBe("down"), 10_000);
    expect(talk.entries.at(-1)).toMatchObject({ progress: "waiting" });
    await assistant.restart();
    await vi.waitFor(() => expect(shown(talk).at(-1)).toBe("Svar på två"), 15_000);
    expect(talk.status).toBe("online");
  }, 30_000);

  it("asks the server to forget, and has nothing left", async () => {
    const talk = begin();
    talk.say("ett");
    await vi.waitFor(() => expect(shown(talk)).toHaveLength(2));
    await talk.forget(["Samtalet är borttaget."]);
    expect(assistant.forgotten).toEqual(["session-1"]);
    expect(shown(talk)).toEqual(["Samtalet är borttaget."]);
    expect(sessionStorage.getItem(`vardlots-chat:${assistant.address.href}`)).not.toContain("ett");
    talk.say("ny");
    await vi.waitFor(() => expect(shown(talk).at(-1)).toBe("Svar på ny"));
    expect(talk.session).toBe("session-2");
  });

  it("keeps everything when the server cannot be asked to forget", async () => {
    const talk = begin();
    talk.say("ett");
    await vi.waitFor(() => expect(shown(talk)).toHaveLength(2));
    assistant.status = 503;
    await expect(talk.forget(["borta"])).rejects.toThrow("503");
    expect(shown(talk)).toHaveLength(2);
  });

  it("tells who listens of each answer, once", async () => {
    const heard: string[] = [];
    const talk = begin(({ kind }) => heard.push(kind));
    talk.say("ett");
    await vi.waitFor(() => expect(heard).toEqual(["faq"]));
    talk.answered(
      { kind: "faq", language: "sv", paragraphs: [], buttons: [], links: [] },
      assistant.messages[0]?.id ?? "",
    );
    expect(heard).toEqual(["faq"]);
  });
});

describe("over HTTP alone", () => {
  it("shows a message that the server refuses as not sent, and can try it again", async () => {
    assistant = await Assistant.start({ sockets: false });
    assistant.status = 400;
    const talk = begin();
    talk.say("ett");
    await vi.waitFor(() => expect(talk.entries[0]).toMatchObject({ progress: "failed" }));
    assistant.status = 200;
    talk.retry(talk.entries[0]?.id ?? "");
    await vi.waitFor(() => expect(shown(talk)).toEqual(["> ett", "Svar på ett"]));
  });
});

describe("from one page to the next", () => {
  beforeEach(async () => {
    assistant = await Assistant.start();
  });

  it("goes on after a reload: what was not answered is sent again with the same id", async () => {
    const before = begin();
    before.say("ett");
    await vi.waitFor(() => expect(shown(before)).toHaveLength(2));
    assistant.answer = () => null;
    before.say("två");
    await vi.waitFor(() => expect(assistant.messages).toHaveLength(2));
    before.disconnect();
    assistant.answer = ({ message }) => said(`Svar på ${message}`);
    const after = begin();
    expect(after.session).toBe("session-1");
    expect(shown(after)).toEqual(["> ett", "Svar på ett", "> två"]);
    after.connect();
    await vi.waitFor(() => expect(shown(after)).toHaveLength(4));
    expect(assistant.messages[2]?.id).toBe(assistant.messages[1]?.id);
  });

  it("has a message refused over a socket, too", async () => {
    const talk = begin();
    assistant.refuses = true;
    talk.say("ett");
    await vi.waitFor(() => expect(talk.entries[0]).toMatchObject({ progress: "failed" }));
  });

  it("keeps what is typed and not sent", () => {
    const before = begin();
    before.draft = "Jag undrar";
    before.keep();
    expect(begin().draft).toBe("Jag undrar");
  });

  it("begins a session that knows nothing of the one before", async () => {
    const talk = begin();
    talk.say("ett");
    await vi.waitFor(() => expect(shown(talk)).toHaveLength(2));
    talk.startOver();
    expect(shown(talk)).toEqual([]);
    await vi.waitFor(() => expect(talk.session).toBe("session-2"));
    await vi.waitFor(() => expect(assistant.forgotten).toEqual(["session-1"]));
  });

  it("says so when the server no longer knows the session", async () => {
    const talk = begin();
    talk.say("ett");
    await vi.waitFor(() => expect(shown(talk)).toHaveLength(2));
    talk.entered("another");
    expect(shown(talk).at(-1)).toContain("minns inte");
  });

  it("remembers the language that the person chose, not the page's", () => {
    begin().keep();
    expect(
      new Conversation(
        assistant.address,
        "en",
        () => undefined,
        () => undefined,
      ).language,
    ).toBe("en");
    begin().speak("sv", true);
    expect(
      new Conversation(
        assistant.address,
        "en",
        () => undefined,
        () => undefined,
      ).language,
    ).toBe("sv");
  });
});
