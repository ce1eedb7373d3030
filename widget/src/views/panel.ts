/** The panel: its head, its menu, whom to call, how things stand, the conversation, and where one writes. */

import { html, type TemplateResult } from "lit";

import { LANGUAGES, type Language } from "../protocol";
import { isWithPeople } from "../talk/standing";
import { TEXTS } from "../texts";
import { composerView } from "./composer";
import { linkView, linksView, safeAddress } from "./link";
import { logView } from "./log";
import { standingView } from "./standing";
import type { Doing, State } from "./state";

export function panelView(state: State, doing: Doing): TemplateResult {
  return html`<div class="top">${headView(state, doing)} ${menuView(state, doing)} ${urgentView(state)}</div>
    ${standingView(state, doing)} ${statusView(state)} ${logView(state, doing)} ${composerView(state, doing)}`;
}

export function otherLanguage(language: Language): Language {
  return LANGUAGES.find((one) => one !== language) ?? language;
}

function headView(state: State, doing: Doing): TemplateResult {
  const texts = TEXTS[state.language];
  return html`<header part="header">
    <div class="title">
      <h2 id="title">${texts.title}</h2>
      <p>${state.standing?.state === "with_person" ? texts.staff : texts.automatic}</p>
    </div>
    <button
      type="button"
      class="quiet"
      lang=${otherLanguage(state.language)}
      @click=${() => doing.switchLanguage()}
    >
      ${texts.other}
    </button>
    <button
      type="button"
      id="menu-button"
      class="icon"
      aria-label=${texts.menu}
      aria-expanded=${state.menuOpen}
      aria-controls="menu"
      @click=${() => doing.toggleMenu()}
    >
      <svg viewBox="0 0 24 24" aria-hidden="true"><path d="M4 7h16M4 12h16M4 17h16" /></svg>
    </button>
    ${
      !state.inline
        ? html`<button type="button" class="icon" aria-label=${texts.close} @click=${() => doing.hide()}>
            <svg viewBox="0 0 24 24" aria-hidden="true"><path d="M6 6l12 12M18 6L6 18" /></svg>
          </button>`
        : null
    }
  </header>`;
}

function menuView({ language, menuOpen, settings, standing }: State, doing: Doing): TemplateResult {
  const texts = TEXTS[language];
  const accessibility = settings.accessibility[language];
  const address = accessibility && safeAddress(accessibility);
  const left = (event: FocusEvent): void => {
    const menu = event.currentTarget as HTMLElement;
    const to = event.relatedTarget;
    if (to instanceof Element && !menu.contains(to) && !to.closest("#menu-button, #forget"))
      doing.closeMenu();
  };
  return html`<ul id="menu" class="menu" ?hidden=${!menuOpen} @focusout=${left}>
    ${
      !isWithPeople(standing)
        ? html`<li>
            <button type="button" @click=${() => doing.talkToPerson()}>${texts.talkToPerson}</button>
          </li>`
        : null
    }
    <li><button type="button" @click=${() => doing.download()}>${texts.download}</button></li>
    <li><button type="button" @click=${() => doing.startOver()}>${texts.startOver}</button></li>
    <li><button type="button" @click=${() => doing.askForget()}>${texts.forget}</button></li>
    ${address ? html`<li>${linkView({ title: texts.accessibility, url: address }, texts)}</li>` : null}
  </ul>`;
}

/** Show whom to call, whatever happens. */
function urgentView({ language, settings }: State): TemplateResult {
  const texts = TEXTS[language];
  const [urgent, advice] = settings.spoken[language].helplines;
  return html`<p class="urgent">
    ${urgent ? html`<span>${texts.urgent} ${linkView(urgent, texts)}</span>` : null}
    ${advice ? html`<span><span class="spare">${texts.advice}</span> ${linkView(advice, texts)}</span>` : null}
  </p>`;
}

/** Say how things stand, when they are not as they should be. */
function statusView(state: State): TemplateResult {
  const contact = state.status === "down" ? state.settings.contact : [];
  const { reach } = TEXTS[state.language];
  return html`<div class="status" role="status">
    ${trouble(state).map((said) => html`<p>${said}</p>`)} ${contact.length ? html`<p>${reach}</p>` : null}
    ${linksView(contact, TEXTS[state.language])}
  </div>`;
}

function trouble({ status, language, settings }: State): readonly string[] {
  if (status === "offline") return [TEXTS[language].offline];
  if (status !== "down") return [];
  const { down } = settings.spoken[language];
  return down.length ? down : [TEXTS[language].down];
}
