import { css } from "lit";

import { base } from "./base";
import { messages } from "./messages";
import { tokens } from "./tokens";

/** The ground of a preview, and controls that look as they do in the chat though they do nothing. */
const ground = css`
  :host {
    display: block;
    direction: ltr; /* Swedish and English, on whatever page */
    min-width: 0;
    max-width: var(--vardlots-width, 26rem);
    overflow: clip;
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
  }
  :host([frame]) {
    box-sizing: content-box;
    max-width: 360px;
    border: 8px solid var(--_edge);
    border-radius: 1.8em;
  }
  fieldset {
    min-width: 0;
    border: 0;
    padding: 0;
  }
  fieldset :disabled {
    opacity: 1;
    pointer-events: none;
    -webkit-text-fill-color: currentColor;
  }
  [aria-disabled] {
    cursor: default;
  }
  @media (forced-colors: active) {
    fieldset .message button:disabled {
      border-color: ButtonBorder;
      color: ButtonText;
    }
    fieldset :is(input, select):disabled {
      border-color: FieldText;
      color: FieldText;
    }
  }
`;

/** How a preview looks: as the conversation in the chat. */
export const preview = [tokens, base, messages, ground];
