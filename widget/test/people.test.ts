import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import type { Reply } from "../src/protocol";
import { Conversation } from "../src/talk/conversation";
import { Assistant, ended, said, waiting, withPerson, wrote } from "./assistant";

const LONG = 15_000;

let assistant: Assistant;
let talks: Conversation[];

beforeEach(() => {
  talks = [];
  sessionStorage.clear();
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

function shown(talk: Conversation): string[] {
  return talk.entries.map((entry) => {
    if (entry.who === "person") return `> ${entry.shown}`;
    if (entry.who === "chat") return entry.paragraphs.join(" ");
    return `${entry.reply.people?.name ?? "bot"}: ${entry.reply.paragraphs.join(" ")}`;
  });
}

/** Begin a conversation that waits for a person. */
async function waits(): Promise<Conversation> {
  assistant.answer = () => waiting(2, "Du är nummer 2.");
  const talk = begin();
  talk.say("människa");
  await vi.waitFor(() => expect(shown(talk)).toEqual(["> människa", "bot: Du är nummer 2."]), LONG);
  return talk;
}

describe.each([{ sockets: true }, { sockets: false }])("over sockets: $sockets", ({ sockets }) => {
  beforeEach(async () => {
    assistant = await Assistant.start({ sockets });
  });

  it(
    "hears what people say unasked, and who it is",
    async () => {
      const talk = await waits();
      expect(talk.standing).toMatchObject({ state: "waiting", position: 2 });
      assistant.push("session-1", wrote("Anna", "Hej, det är Anna."));
      await vi.waitFor(() => expect(shown(talk).at(-1)).toBe("Anna: Hej, det är Anna."), LONG);
      expect(talk.standing).toMatchObject({ state: "with_person", name: "Anna" });
      assistant.push("session-1", ended("Nu är det jag igen."));
      await vi.waitFor(() => expect(shown(talk).at(-1)).toBe("bot: Nu är det jag igen."), LONG);
      expect(talk.expecting).toBe(false);
    },
    2 * LONG,
  );

  it(
    "shows nothing for a receipt but that it was delivered",
    async () => {
      const talk = await waits();
      assistant.answer = () => withPerson();
      talk.say("Är du där?");
      await vi.waitFor(() => expect(talk.entries.at(-1)).toMatchObject({ progress: "delivered" }), LONG);
      expect(shown(talk)).toHaveLength(3);
      expect(talk.awaitingSince).toBeNull();
    },
    2 * LONG,
  );

  it(
    "after a reload gets what it missed, once and in order",
    async () => {
      const before = await waits();
      assistant.push("session-1", wrote("Anna", "ett"));
      await vi.waitFor(() => expect(shown(before).at(-1)).toBe("Anna: ett"), LONG);
      before.disconnect();
      assistant.push("session-1", wrote("Anna", "två"));
      assistant.push("session-2", wrote("Anna", "inte hit"));
      assistant.push("session-1", wrote("Bo", "tre"));
      const talk = begin();
      expect(talk.standing).toEqual(before.standing);
      talk.connect();
      await vi.waitFor(() => expect(shown(talk).slice(-2)).toEqual(["Anna: två", "Bo: tre"]), LONG);
      expect(shown(talk)).toHaveLength(5);
      expect(assistant.requests.at(-1)).toMatchObject({ session_id: "session-1", heard: 1 });
      expect(talk.standing?.name).toBe("Bo");
    },
    2 * LONG,
  );

  it(
    "leaves by the button that the server gave",
    async () => {
      const talk = await waits();
      assistant.answer = () => ended("Du är tillbaka.");
      talk.leave();
      await vi.waitFor(
        () => expect(shown(talk).slice(-2)).toEqual(["> Lämna kön", "bot: Du är tillbaka."]),
        LONG,
      );
      expect(assistant.messages.at(-1)?.message).toBe("tap:leave");
      expect(talk.expecting).toBe(false);
    },
    2 * LONG,
  );

  it(
    "has nobody any more after starting over, and asks for nothing of before",
    async () => {
      const talk = await waits();
      assistant.push("session-1", wrote("Anna", "ett"));
      await vi.waitFor(() => expect(shown(talk).at(-1)).toBe("Anna: ett"), LONG);
      talk.startOver();
      expect([talk.standing, talk.heard, shown(talk)]).toEqual([null, 0, []]);
      await vi.waitFor(() => expect(assistant.forgotten).toEqual(["session-1"]), LONG);
      assistant.answer = () => said("Hej.");
      talk.say("ny");
      await vi.waitFor(() => expect(shown(talk)).toEqual(["> ny", "bot: Hej."]), LONG);
      expect(talk.session).toBe("session-2");
    },
    2 * LONG,
  );
});

describe("over a socket", () => {
  beforeEach(async () => {
    assistant = await Assistant.start();
  });

  it("shows what is said twice once, and what comes late all the same", async () => {
    const talk = await waits();
    const late = assistant.push("session-1", wrote("Anna", "ett"), { lost: true });
    const next = assistant.push("session-1", wrote("Anna", "två"));
    assistant.repeat(next);
    assistant.repeat(late);
    assistant.repeat(late);
    assistant.push("session-1", wrote("Anna", "tre"));
    await vi.waitFor(() => expect(shown(talk).slice(2)).toEqual(["Anna: två", "Anna: ett", "Anna: tre"]));
  });

  it("changes the place in the queue without a word", async () => {
    const talk = await waits();
    assistant.push("session-1", waiting(1));
    await vi.waitFor(() => expect(talk.standing?.position).toBe(1));
    expect(shown(talk)).toHaveLength(2);
    expect(talk.standing?.leave?.title).toBe("Lämna kön");
    expect(talk.heard).toBe(1);
  });

  it("finds in time what got lost on the way to a page that is there", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"], shouldAdvanceTime: true });
    try {
      const talk = await waits();
      assistant.push("session-1", wrote("Anna", "Är du kvar?"), { lost: true });
      vi.advanceTimersByTime(20_000);
      await vi.waitFor(() => expect(shown(talk).at(-1)).toBe("Anna: Är du kvar?"));
    } finally {
      vi.useRealTimers();
    }
  });

  it("gets what was said while the assistant was away", async () => {
    const talk = await waits();
    await assistant.stop();
    assistant.push("session-1", wrote("Anna", "Är du kvar?"));
    await assistant.restart();
    await vi.waitFor(() => expect(shown(talk).at(-1)).toBe("Anna: Är du kvar?"), LONG);
    expect(shown(talk)).toHaveLength(3);
  }, 20_000);

  it("never asks for what was missed before there is a session", async () => {
    const talk = begin();
    talk.connect();
    await vi.waitFor(() => expect(talk.status).toBe("online"));
    expect(assistant.requests).toEqual([{ session_id: null }]);
  });

  it("is alone in a session that the server had to begin anew", async () => {
    const talk = await waits();
    talk.entered("another");
    expect(talk.expecting).toBe(false);
    expect(talk.heard).toBe(0);
  });
});
