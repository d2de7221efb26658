export { en } from "./problems-en";
export { zh } from "./problems-zh";
