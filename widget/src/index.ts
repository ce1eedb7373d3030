/** The module that a page loads: it makes `<vardlots-chat>` known, once. */

import { VardlotsChat } from "./chat";

if (!customElements.get("vardlots-chat")) customElements.define("vardlots-chat", VardlotsChat);
