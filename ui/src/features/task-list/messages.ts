import { en } from "./messages-en";
import { zh } from "./messages-zh";

/** Texts of the task centre, namespace `taskList`. */
export { en, zh };
