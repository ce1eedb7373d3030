/** How the chat looks. */

import { base } from "./base";
import { frame } from "./frame";
import { messages } from "./messages";
import { tokens } from "./tokens";

export const styles = [tokens, base, frame, messages];
