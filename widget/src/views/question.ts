/** The right input for a form's question. What is answered here goes as text: writing freely below does the same. */

import { html, type TemplateResult } from "lit";
import { ifDefined } from "lit/directives/if-defined.js";

import type { Asks } from "../protocol";
import type { Texts } from "../texts";

/** How an input looks: its type, which keyboard a phone shows, what the browser may fill in. */
interface Looks {
  readonly type: string;
  readonly inputmode?: string;
  readonly autocomplete: string;
}

const LOOKS: Partial<Record<Asks["input"], Looks>> = {
  phone: { type: "tel", inputmode: "tel", autocomplete: "tel" },
  contact: { type: "text", inputmode: "email", autocomplete: "on" },
  age: { type: "text", inputmode: "numeric", autocomplete: "off" },
  number: { type: "text", inputmode: "numeric", autocomplete: "off" },
  date: { type: "date", autocomplete: "off" },
  reference: { type: "text", autocomplete: "off" },
};

/** Return the input for a question; null where writing freely is the right one. */
export function questionView(
  asks: Asks,
  texts: Texts,
  answer: (words: string) => void,
): TemplateResult | null {
  const field = asks.options.length ? selectField(asks, texts) : inputField(asks, texts);
  if (!field) return null;
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const value = new FormData(event.currentTarget as HTMLFormElement).get("answer");
    if (typeof value === "string" && value.trim()) answer(value.trim());
  };
  return html`<form class="question" @submit=${submit}>
    <label>
      <span>${label(asks.input, texts)}</span>
      ${field}
    </label>
    <button type="submit">${texts.answer}</button>
  </form>`;
}

function label(input: Asks["input"], texts: Texts): string {
  return input === "text" ? texts.answer : texts[input];
}

function inputField({ input, min, max }: Asks, texts: Texts): TemplateResult | null {
  const looks = LOOKS[input];
  if (!looks) return null;
  return html`<input
    name="answer"
    type=${looks.type}
    required
    inputmode=${ifDefined(looks.inputmode)}
    autocomplete=${looks.autocomplete}
    min=${ifDefined(min)}
    max=${ifDefined(max)}
    lang=${texts.locale}
  />`;
}

function selectField({ options }: Asks, texts: Texts): TemplateResult {
  return html`<select name="answer" required>
    <option value="">${texts.choose}</option>
    ${options.map((option) => html`<option>${option}</option>`)}
  </select>`;
}
