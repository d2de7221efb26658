import { en } from "./messages-en";
import { zh } from "./messages-zh";

/** Texts of the wizard, namespace `init`. */
export { en, zh };
