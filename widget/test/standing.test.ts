import { render, type TemplateResult } from "lit";
import { describe, expect, it, vi } from "vitest";

import { readReply, type Reply } from "../src/protocol";
import { UNKNOWN } from "../src/settings";
import { after, isWithPeople, readStanding, type Standing } from "../src/talk/standing";
import { launcherView } from "../src/views/launcher";
import { panelView } from "../src/views/panel";
import { standingView } from "../src/views/standing";
import type { Doing, State } from "../src/views/state";
import { ended, said, waiting, withPerson, wrote } from "./assistant";

const STATE: State = {
  language: "sv",
  settings: UNKNOWN,
  entries: [],
  status: "online",
  standing: null,
  leaving: false,
  typing: "no",
  since: 0,
  spoken: true,
  draft: "",
  inline: false,
  open: true,
  unread: 0,
  menuOpen: true,
  forgetFailed: false,
};

function shown(
  view: (state: State, doing: Doing) => TemplateResult | null,
  state: Partial<State>,
  doing = {},
): HTMLElement {
  const place = document.createElement("div");
  render(view({ ...STATE, ...state }, doing as Doing), place);
  return place;
}

function words(place: HTMLElement, selector: string): string[] {
  return [...place.querySelectorAll(selector)].map((one) => one.textContent.replace(/\s+/g, " ").trim());
}

describe("how things stand", () => {
  function stand(...replies: readonly unknown[]): Standing | null {
    return replies.reduce<Standing | null>(
      (before, one) => after(before, readReply(one) as Reply, true),
      null,
    );
  }

  it("keeps the name of who wrote last, within one talk", () => {
    expect(stand(waiting(1), wrote("Anna", "x"), withPerson())?.name).toBe("Anna");
    const another = { ...withPerson(), people: { state: "with_person", case: "P-2" } };
    expect(stand(wrote("Anna", "x"), another)?.name).toBeUndefined();
  });

  it("is not changed by what comes late", () => {
    expect(stand(withPerson(), ended(), wrote("Anna", "x"))?.state).toBe("ended");
    expect(stand(withPerson(), waiting(3))?.state).toBe("with_person");
  });

  it("begins again with another talk", () => {
    const another = { ...waiting(4), people: { state: "waiting", case: "P-2", position: 4 } };
    expect(stand(withPerson(), ended(), another)).toMatchObject({
      state: "waiting",
      case: "P-2",
      position: 4,
    });
  });

  it("survives an emergency and trouble, and ends when the assistant answers as it does alone", () => {
    expect(isWithPeople(stand(withPerson(), { ...said("Ring 112."), kind: "emergency" }))).toBe(true);
    expect(isWithPeople(stand(withPerson(), { ...said("Det kom inte fram."), kind: "error" }))).toBe(true);
    expect(isWithPeople(stand(waiting(1), said("Vilket nummer når vi dig på?")))).toBe(false);
  });

  it("is read back as it was kept, and from nothing else", () => {
    const standing = stand(waiting(2), wrote("Anna", "x"));
    expect(readStanding(JSON.parse(JSON.stringify(standing)))).toEqual(standing);
    for (const value of [null, "waiting", { state: "waiting" }, { state: "admin", language: "sv" }])
      expect(readStanding(value)).toBeUndefined();
  });

  it("has no place that is none, and no endless name", () => {
    for (const position of [0, -1, 1.5, "2", null, Infinity])
      expect(stand({ ...waiting(1), people: { state: "waiting", position } })?.position).toBeUndefined();
    expect(stand(wrote("a".repeat(10_000), "x"))?.name).toHaveLength(40);
  });
});

describe("the line above the conversation", () => {
  const waits: Standing = {
    state: "waiting",
    language: "sv",
    position: 2,
    leave: { title: "Lämna kön", payload: "p" },
  };

  it.each([
    [waits, "Du är nummer 2 i kön"],
    [{ ...waits, position: 1 }, "Du står först i kön"],
    [{ state: "waiting", language: "sv" }, "Du står i kön"],
    [{ state: "with_person", language: "sv" }, "Du skriver med en medarbetare"],
    [{ state: "with_person", language: "sv", name: "Anna $& {name}" }, "Du skriver med Anna $& {name}"],
  ] satisfies [Standing, string][])("for %j says %s", (standing, expected) => {
    expect(words(shown(standingView, { standing }), "p")).toEqual([expected]);
  });

  it("is not there when nobody has the conversation", () => {
    expect(shown(standingView, {}).textContent).toBe("");
    expect(shown(standingView, { standing: { state: "ended", language: "sv" } }).textContent).toBe("");
  });

  it("leads back to the assistant, once", () => {
    const leave = vi.fn();
    const place = shown(standingView, { standing: waits, language: "en" }, { leave });
    const button = place.querySelector("button");
    expect([button?.textContent.trim(), button?.lang]).toEqual(["Lämna kön", "sv"]);
    button?.click();
    expect(leave).toHaveBeenCalledOnce();
    expect(shown(standingView, { standing: waits, leaving: true }).querySelector("button")).toBeNull();
  });

  it("shows a name as text, whatever it looks like", () => {
    const place = shown(standingView, { standing: { ...waits, state: "with_person", name: "<img src=x>" } });
    expect(place.querySelector("img")).toBeNull();
  });
});

describe("the panel", () => {
  it("calls itself an assistant except where a person writes, and then asks for none", () => {
    const head = (standing: Standing | null): string[] => {
      const place = shown(panelView, { standing });
      return [...words(place, ".title p"), ...words(place, "#menu li:first-child")];
    };
    expect(head(null)).toEqual(["Automatisk assistent", "Prata med en person"]);
    expect(head({ state: "waiting", language: "sv" })[0]).toBe("Automatisk assistent");
    expect(head({ state: "with_person", language: "sv" })).toEqual(["Medarbetare", "Ladda ner samtalet"]);
    expect(head({ state: "ended", language: "sv" })).toEqual(head(null));
  });
});

describe("the launcher", () => {
  it.each([
    [0, "Chatta med oss"],
    [1, "Chatta med oss 1 nytt svar"],
    [3, "Chatta med oss 3 nya svar"],
  ])("with %i unread is called %s, and says so aloud", (unread, name) => {
    const place = shown(launcherView, { unread });
    expect(words(place, "button")).toEqual([name]);
    expect(words(place, "[role=status]")).toEqual([name.slice("Chatta med oss".length).trim()]);
  });
});
