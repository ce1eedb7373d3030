import { css } from "lit";

/** The launcher, and the panel around the conversation. */
export const frame = css`
  :host {
    position: fixed;
    z-index: var(--vardlots-z-index, 2147483000);
    inset-block-end: var(--vardlots-inset, 1rem);
    inset-inline-end: var(--vardlots-inset, 1rem);
  }
  :host([side="start"]) {
    inset-inline: var(--vardlots-inset, 1rem) auto;
  }
  :host([inline]) {
    display: block;
    position: relative;
    z-index: auto;
    inset: auto;
    height: var(--vardlots-height, 40rem);
    max-height: 100dvh;
  }

  .launcher {
    display: flex;
    align-items: center;
    gap: 0.6em;
    min-height: 3.25em;
    border: 1px solid transparent;
    border-radius: 1.7em;
    padding: 0.6em 1.3em 0.6em 1.1em;
    background: var(--_accent);
    color: var(--_on-accent);
    font-weight: 600;
    box-shadow: var(--_shadow);
  }
  .launcher:focus-visible {
    outline-color: var(--_text);
  }
  .unread {
    border-radius: 1em;
    padding: 0 0.6em;
    background: var(--_surface);
    color: var(--_danger-text);
    font-size: 0.875em;
  }

  #panel {
    container-type: inline-size;
    flex-direction: column;
    width: 100%;
    height: 100%;
    max-width: none;
    max-height: none;
    border: 0;
    padding: 0;
    background: var(--_surface);
    color: inherit;
    overflow: clip;
  }
  #panel > *,
  .launcher,
  .forget {
    direction: ltr; /* Swedish and English, on whatever page */
  }
  section#panel {
    display: flex;
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
  }
  dialog#panel[open] {
    display: flex;
  }
  dialog#panel {
    position: fixed;
    inset: var(--_top, 0) 0 auto;
    height: min(100dvh, var(--_height, 100dvh));
    margin: 0;
  }
  dialog#panel:not(:modal) {
    inset: auto;
    inset-block-end: calc(var(--vardlots-inset, 1rem) + 4.2em);
    inset-inline-end: var(--vardlots-inset, 1rem);
    width: min(var(--vardlots-width, 26rem), 100vw - 2 * var(--vardlots-inset, 1rem));
    height: min(var(--vardlots-height, 44rem), 100dvh - var(--vardlots-inset, 1rem) - 5.2em);
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    box-shadow: var(--_shadow);
  }
  :host([side="start"]) dialog#panel:not(:modal) {
    inset-inline: var(--vardlots-inset, 1rem) auto;
  }

  header {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.15em;
    padding: 0.5em 0.5em 0.5em 1em;
    border-bottom: 1px solid var(--_border);
  }
  .title {
    flex: 1;
    line-height: 1.25;
  }
  h2 {
    font-size: 1.125em;
    font-weight: 650;
  }
  .title p {
    color: var(--_muted);
    font-size: 0.875em;
  }
  .quiet {
    border-color: transparent;
    padding-inline: 0.7em;
    color: var(--_link);
    text-decoration: underline;
    text-underline-offset: 0.2em;
  }
  .icon {
    display: grid;
    place-items: center;
    width: 2.75em;
    border-color: transparent;
    padding: 0;
  }
  .top {
    position: relative;
  }
  .menu {
    position: absolute;
    z-index: 1;
    inset-block-start: calc(100% + 0.2em);
    inset-inline-end: 0.5em;
    max-width: calc(100% - 1em);
    max-height: 70vh;
    overflow-y: auto;
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    padding: 0.4em;
    background: var(--_surface);
    box-shadow: var(--_shadow);
    list-style: none;
  }
  .menu button,
  .menu a {
    display: flex;
    align-items: center;
    gap: 0.4em;
    width: 100%;
    min-height: 2.75em;
    border: 0;
    border-radius: 0.6em;
    padding: 0.4em 0.8em;
    color: var(--_text);
    text-align: start;
  }

  .urgent {
    display: flex;
    flex-wrap: wrap;
    gap: 0 1.2em;
    padding: 0 1em;
    background: var(--_danger-tint);
    font-size: 0.875em;
  }
  .urgent a {
    display: inline-block;
    padding: 0.45em 0.15em;
    font-weight: 650;
  }
  .standing {
    display: flex;
    flex: none;
    align-items: center;
    gap: 0.8em;
    padding-inline: 1em;
    background: var(--_tint);
    font-size: 0.9375em;
  }
  .standing p {
    flex: 1;
    min-width: 0;
    padding-block: 0.5em;
    font-weight: 600;
    line-height: 1.35;
    overflow-wrap: anywhere;
  }
  .leave {
    flex: 0 1 auto;
    margin-block: 0.3em;
    line-height: 1.25;
    background: var(--_surface);
  }
  .status {
    background: var(--_tint);
  }
  .status > * {
    padding: 0.4em 1em;
  }
  .status > :first-child {
    font-weight: 600;
  }
  .status .links {
    padding-block: 0;
  }

  .forget {
    max-width: min(26rem, 100vw - 2rem);
    margin: auto;
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    padding: 1.2em;
    background: var(--_surface);
    color: inherit;
  }
  .forget > * + * {
    margin-top: 0.8em;
  }
  dialog::backdrop {
    background: #0008;
  }

  @media (hover: hover) {
    .quiet:hover,
    .icon:hover,
    .menu button:hover,
    .menu a:hover {
      background: var(--_tint);
    }
    .launcher:hover,
    .send:hover {
      filter: brightness(1.12);
    }
  }
  @container (max-width: 24em) {
    .spare {
      display: none;
    }
  }
  @media (max-height: 22rem) {
    .menu {
      max-height: calc(100dvh - 5.5em);
    }
    .title p {
      display: none;
    }
    header {
      padding-block: 0;
    }
    .standing p {
      padding-block: 0.15em;
    }
    .leave {
      min-height: 2em;
      margin-block: 0.1em;
      padding-block: 0;
    }
  }
`;
