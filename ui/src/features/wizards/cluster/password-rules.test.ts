import { describe, expect, it } from "vitest";

import { generatePassword } from "./generate-password";
import { PASSWORD_RULES, rulesMet } from "./password-rules";

const missing = (password: string) => PASSWORD_RULES.filter((rule) => !rulesMet(password).has(rule));

describe("OceanBase's rules", () => {
  it.each([
    ["aaBB11##", []],
    ["aB1#", ["length", "upper", "lower", "digit", "special"]],
    ["aaaBB11#", ["special"]],
    ["aabb11##", ["upper"]],
    ["AABB11##", ["lower"]],
    ["aaBBcc##", ["digit"]],
    ["aaBB11##".repeat(5), ["length"]],
    ["aaBB11密码", ["special"]],
    ["", ["length", "upper", "lower", "digit", "special"]],
  ])("%s misses %j", (password, rules) => {
    expect(missing(password)).toEqual(rules);
  });
});

describe("generatePassword", () => {
  it("meets every rule whatever is drawn", () => {
    for (let seed = 1; seed <= 200; seed += 1) {
      let state = seed;
      const password = generatePassword((limit) => {
        state = (state * 48_271) % 2_147_483_647;
        return state % limit;
      });
      expect(missing(password)).toEqual([]);
      expect(password).toHaveLength(20);
    }
  });

  it("draws from the system's random source", () => {
    expect(generatePassword()).not.toBe(generatePassword());
  });
});
