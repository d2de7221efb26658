export { en } from "./agents-en";
export { zh } from "./agents-zh";
