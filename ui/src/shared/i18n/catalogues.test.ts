import { describe, expect, it } from "vitest";

import { catalogues } from "./catalogues";

const en = textsOf(catalogues.en);
const zh = textsOf(catalogues.zh);

/** Names and units that are the same in both languages. */
const SAME =
  /^(?:\W|\d|OBDeck|obshell|OceanBase|OCP|https?|Zone|zone|MASTER|root@sys|proxyro|CPU|English|中文|Enter|trace|fd|GB?|MB|JSON|OBProxy|\{\{[^}]+\}\}|ms|h|m|s)*$/;

describe("catalogues", () => {
  it("have the same keys", () => {
    expect([...zh.keys()]).toEqual([...en.keys()]);
  });

  it("use the same values in a text", () => {
    const differing = [...en].filter(([key, text]) => valuesIn(text).join() !== valuesIn(zh.get(key) ?? "").join());
    // "one host" needs no number in English only where the text has none; ours always have it.
    expect(differing).toEqual([]);
  });

  it("leave nothing untranslated", () => {
    const leftover = [...zh].filter(([key, text]) => text === en.get(key) && !SAME.test(text));
    expect(leftover).toEqual([]);
  });

  it("leave nothing empty in one language only", () => {
    const emptyIn = (texts: Map<string, string>) =>
      [...texts].filter(([, text]) => text.trim() === "").map(([key]) => key);
    expect(emptyIn(zh)).toEqual(emptyIn(en));
  });
});

function textsOf(tree: object, path = ""): Map<string, string> {
  const texts = new Map<string, string>();
  for (const [key, value] of Object.entries(tree)) {
    const here = path === "" ? key : `${path}.${key}`;
    if (typeof value === "string") texts.set(here, value);
    else for (const [inner, text] of textsOf(value, here)) texts.set(inner, text);
  }
  return texts;
}

function valuesIn(text: string): string[] {
  return [...new Set([...text.matchAll(/\{\{\s*(\w+)/g)].map((match) => match[1] ?? ""))].toSorted();
}
