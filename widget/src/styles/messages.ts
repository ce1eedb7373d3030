import { css } from "lit";

/** The conversation and the composer. */
export const messages = css`
  .log {
    position: relative;
    display: flex;
    flex: 1;
    flex-direction: column;
    gap: 0.8em;
    min-height: 0;
    overflow-y: auto;
    overscroll-behavior: contain;
    padding: 1em;
    background: var(--_background);
    outline-offset: -3px;
  }
  .message {
    flex: none;
    max-width: 92%;
    border: 1px solid transparent;
    border-radius: var(--_radius);
    padding: 0.8em 1em;
    overflow-wrap: anywhere;
  }
  .message > * + *,
  .note > * + * {
    margin-top: 0.65em;
  }
  .message > .unseen + * {
    margin-top: 0;
  }
  .message p {
    white-space: pre-line;
  }
  .desk {
    align-self: flex-start;
    border-color: var(--_border);
    border-end-start-radius: 0.3em;
    background: var(--_surface);
  }
  .staff {
    border-color: var(--_link);
    border-inline-start-width: 4px;
    background: var(--_tint);
  }
  .message .author {
    white-space: normal;
    font-weight: 650;
    line-height: 1.3;
  }
  .author svg {
    width: 1.35em;
    height: 1.35em;
    margin-inline-end: 0.35em;
    vertical-align: -0.3em;
  }
  .author + p {
    margin-top: 0.25em;
  }
  .person {
    align-self: flex-end;
    max-width: 82%;
    border-end-end-radius: 0.3em;
    background: var(--_accent);
    color: var(--_on-accent);
  }
  .progress {
    font-size: 0.875em;
    font-style: italic;
  }
  .retry {
    border-color: currentColor;
    font-style: normal;
  }
  .note {
    align-self: center;
    max-width: 92%;
    padding: 0.4em 1em;
    color: var(--_muted);
    font-size: 0.9375em;
    text-align: center;
  }
  .review {
    padding-top: 0.55em;
    border-top: 1px solid var(--_border);
    color: var(--_muted);
    font-size: 0.8125em;
    line-height: 1.4;
  }

  .choices {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5em;
    padding-top: 0.2em;
  }
  .choice {
    border-color: var(--_link);
    color: var(--_link);
    font-weight: 550;
    line-height: 1.25;
    text-align: start;
  }
  .feedback {
    align-items: center;
  }
  .feedback .choice {
    border-color: var(--_edge);
    color: var(--_text);
    font-size: 0.9375em;
    font-weight: 400;
  }
  .danger {
    border-color: var(--_danger);
    background: var(--_danger);
    color: #fff;
  }
  .links {
    display: grid;
    gap: 0.1em;
    padding: 0;
    list-style: none;
  }
  .links a {
    display: inline-block;
    padding: 0.4em 0;
    font-weight: 550;
  }
  .web::after {
    content: " ↗" / "";
  }

  .question {
    inline-size: 22em;
    max-inline-size: 100%;
    display: flex;
    flex-wrap: wrap;
    align-items: end;
    gap: 0.5em;
  }
  .question label {
    flex: 1 1 11em;
    min-width: 0;
  }
  .question label span {
    display: block;
    color: var(--_muted);
    font-size: 0.875em;
  }
  input,
  select {
    width: 100%;
    min-height: 2.75em;
    border: 1px solid var(--_edge);
    border-radius: 0.7em;
    padding: 0.4em 0.8em;
    background: var(--_background);
  }
  .question button,
  .send {
    border-color: transparent;
    background: var(--_accent);
    color: var(--_on-accent);
    font-weight: 600;
  }

  .emergency {
    align-self: stretch;
    max-width: none;
    border: 3px solid var(--_danger);
    padding: 0 1em 1em;
    background: var(--_danger-tint);
    overflow: clip;
  }
  h3 {
    font-size: 1.0625em;
    font-weight: 650;
  }
  .emergency h3 {
    margin-inline: -1em;
    padding: 0.6em 1em;
    background: var(--_danger);
    color: #fff;
    font-size: 1.125em;
  }
  .emergency h3::before {
    content: "!" / "";
    display: inline-grid;
    place-items: center;
    width: 1.5em;
    height: 1.5em;
    margin-inline-end: 0.6em;
    border-radius: 50%;
    background: #fff;
    color: #b3152f;
    font-weight: 800;
  }
  .emergency .first {
    text-wrap: pretty;
    font-size: 1.125em;
    font-weight: 650;
    line-height: 1.4;
  }
  .emergency .links {
    gap: 0.5em;
  }
  .emergency .links a {
    display: block;
    border: 2px solid var(--_danger);
    border-radius: 0.9em;
    padding: 0.65em 1em;
    color: var(--_text);
    font-weight: 650;
    text-align: center;
    text-decoration: none;
  }
  .emergency .links .call[href="tel:112"] {
    padding-block: 0.9em;
    background: var(--_danger);
    color: #fff;
    font-size: 1.25em;
  }

  .appointment {
    border-inline-start: 4px solid var(--_link);
    border-radius: 0.8em;
    padding: 0.8em 1em;
    background: var(--_tint);
  }
  dl {
    display: flex;
    flex-wrap: wrap;
    gap: 0.6em 1.8em;
    margin-block: 0.6em 0.8em;
  }
  dt {
    color: var(--_muted);
    font-size: 0.8125em;
  }
  dd {
    font-weight: 600;
  }
  .start {
    flex-basis: 100%;
  }
  .start dd::first-letter {
    text-transform: uppercase;
  }
  .reference dd {
    letter-spacing: 0.06em;
    white-space: nowrap;
  }
  .cancelled {
    border-color: var(--_edge);
  }
  .cancelled .start dd {
    text-decoration: line-through;
  }
  .file {
    display: inline-block;
    min-height: 2.75em;
    border: 1px solid currentColor;
    border-radius: 1.4em;
    padding: 0.5em 1.1em;
    font-weight: 600;
    text-decoration: none;
  }

  .typing {
    display: flex;
    flex: none;
    gap: 0.35em;
    align-self: flex-start;
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    border-end-start-radius: 0.3em;
    padding: 1.05em 1.1em;
    background: var(--_surface);
  }
  .typing i {
    width: 0.5em;
    height: 0.5em;
    border-radius: 50%;
    background: var(--_edge);
  }

  .composer {
    display: flex;
    flex-wrap: wrap;
    align-items: flex-end;
    gap: 0.6em;
    padding: 0.7em 1em calc(0.7em + env(safe-area-inset-bottom));
    border-top: 1px solid var(--_border);
  }
  textarea {
    flex: 1;
    min-width: 0;
    min-height: 3em;
    max-height: 8em;
    field-sizing: content;
    resize: none;
    border: 1px solid var(--_edge);
    border-radius: 1.5em;
    padding: 0.7em 1.1em;
    background: var(--_background);
  }
  textarea::placeholder {
    color: var(--_muted);
    opacity: 1;
  }
  .mistake {
    flex-basis: 100%;
    color: var(--_danger-text);
    font-weight: 600;
  }
  .send {
    min-height: 3em;
    border-radius: 1.5em;
  }

  @container (max-width: 22em) {
    .composer {
      padding-inline: 0.6em;
    }
    textarea {
      padding-inline: 0.8em;
    }
    .send {
      padding-inline: 0.8em;
    }
  }
  @media (max-height: 22rem) {
    .log {
      padding-block: 0.4em;
    }
    .composer {
      padding-block: 0.3em;
    }
    textarea {
      padding-block: 0.45em;
    }
    textarea,
    .send {
      min-height: 2.5em;
    }
  }
  @media (hover: hover) {
    .choice:hover {
      background: var(--_tint);
    }
    .danger:hover {
      background: var(--_danger);
      filter: brightness(1.12);
    }
  }
  @media (forced-colors: active) {
    .message,
    .appointment,
    .launcher,
    .send,
    .question button {
      border: 1px solid CanvasText;
    }
    .emergency {
      border-width: 3px;
    }
    .typing i {
      background: CanvasText;
    }
  }
  @media (prefers-reduced-motion: no-preference) {
    .log {
      scroll-behavior: smooth;
    }
    .typing i {
      animation: breathe 1.2s infinite ease-in-out;
    }
    .typing i:nth-child(2) {
      animation-delay: 0.15s;
    }
    .typing i:nth-child(3) {
      animation-delay: 0.3s;
    }
  }
  @keyframes breathe {
    50% {
      opacity: 0.3;
    }
  }
`;
