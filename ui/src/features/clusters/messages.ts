import { en as enImpact } from "./impact-messages-en";
import { zh as zhImpact } from "./impact-messages-zh";
import { en as enPage } from "./messages-en";
import { zh as zhPage } from "./messages-zh";

export const en = { ...enPage, ...enImpact };
export const zh: typeof en = { ...zhPage, ...zhImpact };
