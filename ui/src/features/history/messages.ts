import { en } from "./messages-en";
import { zh } from "./messages-zh";

/** Texts of the history: its search and the comparison of two runs, namespace `history`. */
export { en, zh };
