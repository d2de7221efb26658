import { expect, it } from "vitest";

import { strengthOf } from "./strength";

it.each([
  ["", "none"],
  ["obdeck", "weak"],
  ["Sommer26", "weak"],
  ["aaaaaaaaaaaaaaaaaaaaaaaa", "weak"],
  ["Sommer2026!x", "fair"],
  ["night boat", "weak"],
  ["night boat iron ladder", "strong"],
  ["夜里的船", "weak"],
  ["夜里的船开往北方的港口", "strong"],
] as const)("%s is %s", (passphrase, strength) => {
  expect(strengthOf(passphrase)).toBe(strength);
});
