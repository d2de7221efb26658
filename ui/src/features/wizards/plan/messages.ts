import { en } from "./messages-en";
import { zh } from "./messages-zh";

/** Texts of plan files, namespace `plan`. */
export { en, zh };
