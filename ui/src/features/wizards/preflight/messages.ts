import { en } from "./messages-en";
import { zh } from "./messages-zh";

/** Texts of the pre-flight, namespace `preflight`. */
export { en, zh };
