/** How the chat looks. */

import { frame } from "./frame";
import { messages } from "./messages";
import { tokens } from "./tokens";

export const styles = [tokens, frame, messages];
