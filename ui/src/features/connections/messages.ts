import { en as enForm, zh as zhForm } from "./messages-form";
import { en as enHome } from "./messages-en";
import { zh as zhHome } from "./messages-zh";

export const en = { ...enHome, form: enForm };
export const zh: typeof en = { ...zhHome, form: zhForm };
