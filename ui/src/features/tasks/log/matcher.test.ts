import { describe, expect, test } from "vitest";

import { type Matcher, type Query, matcherOf } from "./matcher";
import { cutAtHits } from "./search";

function matcher(text: string, over: Partial<Query> = {}): Matcher {
  const found = matcherOf({ text, exactCase: false, pattern: false, ...over });
  if (found === null || "problem" in found) throw new Error("no matcher");
  return found;
}

describe("what is searched for", () => {
  test("is plain text, whatever the case", () => {
    expect(matcher("timeout").places("Timeout, then timeout")).toEqual([
      { from: 0, to: 7 },
      { from: 14, to: 21 },
    ]);
    expect(matcher("A.B").places("xa.b")).toEqual([{ from: 1, to: 4 }]);
    expect(matcher(".*").count("a.b")).toBe(0);
    expect(matcher("(1/300)").count("check (1/300)")).toBe(1);
    expect(matcherOf({ text: "", exactCase: false, pattern: true })).toBeNull();
  });

  test("may mind the case, or be a pattern", () => {
    expect(matcher("Timeout", { exactCase: true }).count("Timeout, then timeout")).toBe(1);
    expect(matcher("t\\w+t", { pattern: true }).count("Timeout, then timeout")).toBe(2);
    expect(matcher("T\\w+t", { pattern: true, exactCase: true }).count("Timeout, then timeout")).toBe(1);
  });

  test("a pattern that fits nothing between two characters ends", () => {
    expect(matcher("x*", { pattern: true }).places("axxb")).toEqual([{ from: 1, to: 3 }]);
    expect(matcher("$", { pattern: true }).count("abc")).toBe(0);
    expect(matcher("\\b", { pattern: true }).count("a b c")).toBe(0);
  });

  test("counting and placing agree", () => {
    for (const text of ["aaaa", "", "İstanbul TIMEOUT ſ K", "中文 timeout"]) {
      for (const query of ["aa", "timeout", "s", "k", "中"]) {
        const places = matcher(query).places(text);
        expect(matcher(query).count(text)).toBe(places.length);
        expect(places.map((_, nth) => matcher(query).nth(text, nth))).toEqual(places);
        expect(matcher(query).nth(text, places.length)).toBeNull();
        expect(matcher(query).places(text, 1)).toEqual(places.slice(0, 1));
      }
    }
  });

  test("cuts the text at the hits and loses none of it", () => {
    const places = matcher("timeout").places("Timeout, then timeout");
    const parts = cutAtHits("Timeout, then timeout", places, places[1] ?? null);
    expect(parts.map((part) => part.hit)).toEqual(["hit", "none", "current"]);
    expect(parts.map((part) => part.text).join("")).toBe("Timeout, then timeout");
  });
});
