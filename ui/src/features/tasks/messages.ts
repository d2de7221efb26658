import { en } from "./messages-en";
import { zh } from "./messages-zh";

/** Texts of the run screen, namespace `tasks`. */
export { en, zh };
