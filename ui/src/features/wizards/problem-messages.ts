import { en } from "./problem-messages-en";
import { zh } from "./problem-messages-zh";

/** Texts of problems and of the reasons for suggestions, namespace `problems`. */
export { en, zh };
