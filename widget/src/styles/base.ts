import { css } from "lit";

/** Text, drawings and phone numbers, the same in the chat and in a preview of an answer. */
export const base = css`
  :host {
    color: var(--_text);
    font-family: var(--_font);
    font-size: var(--vardlots-font-size, max(1rem, 16px));
    font-style: normal;
    font-weight: 400;
    line-height: 1.5;
    text-align: start;
    text-transform: none;
    white-space: normal;
    -webkit-text-size-adjust: 100%;
  }
  svg {
    flex: none;
    width: 1.5em;
    height: 1.5em;
    fill: none;
    stroke: currentColor;
    stroke-width: 2;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  .call {
    color: var(--_danger-text);
  }
  .call span {
    display: inline-block;
    white-space: pre-wrap;
  }
`;
