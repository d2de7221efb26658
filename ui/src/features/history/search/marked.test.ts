import { expect, it } from "vitest";

import { partsOf } from "./marked";

const marked = (text: string, ...words: string[]) =>
  partsOf(text, words)
    .map(({ part, hit }) => (hit ? `[${part}]` : part))
    .join("");

it("marks every word, whatever its case, and loses nothing", () => {
  expect(marked("Timeout: query timeout", "TIMEOUT", "query")).toBe("[Timeout]: [query] [timeout]");
  expect(marked("nothing here", "absent")).toBe("nothing here");
  expect(marked("nothing sought")).toBe("nothing sought");
});

it("takes signs for themselves, and the longest word first", () => {
  expect(marked("a.b (x) a+b", "a.b", "(x)")).toBe("[a.b] [(x)] a+b");
  expect(marked("timeouts", "time", "timeouts")).toBe("[timeouts]");
  expect(marked("查询超时", "超时")).toBe("查询[超时]");
});
