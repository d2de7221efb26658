/** OceanBase's rules for the password of an account. */
export const PASSWORD_RULES = ["length", "upper", "lower", "digit", "special"] as const;

export type PasswordRule = (typeof PASSWORD_RULES)[number];

export const SPECIAL = "~!@#%^&*_-+=|(){}[]:;,.?/";

/** The rules that `password` meets. */
export function rulesMet(password: string): Set<PasswordRule> {
  const characters = [...password];
  const count = (is: (character: string) => boolean) => characters.filter(is).length;
  const verdicts: Record<PasswordRule, boolean> = {
    length: characters.length >= 8 && characters.length <= 32,
    upper: count((c) => c >= "A" && c <= "Z") >= 2,
    lower: count((c) => c >= "a" && c <= "z") >= 2,
    digit: count((c) => c >= "0" && c <= "9") >= 2,
    special: count((c) => SPECIAL.includes(c)) >= 2,
  };
  return new Set(PASSWORD_RULES.filter((rule) => verdicts[rule]));
}
