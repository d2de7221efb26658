import { expect, test } from "vitest";

import { cleanLines } from "./clean";

test.each([
  ["plain\ttext 中文", ["plain\ttext 中文"]],
  ["\u001b[31mred\u001b[0m and \u001b[2Kgone", ["red and gone"]],
  ["\u001b]0;title\u0007shown", ["shown"]],
  ["a\u0000b\u0007c\u007fd", ["a␀b␇c␡d"]],
  ["half \u001b of it", ["half ␛ of it"]],
  ["\u202eexe.txt", ["[U+202E]exe.txt"]],
  ["line\u2028feed\u0085x", ["line[U+2028]feed[U+0085]x"]],
  ["<b>&amp;</b>", ["<b>&amp;</b>"]],
  ["progress 1%\rprogress 2%", ["progress 1%␍progress 2%"]],
  ["ends with one\r\n", ["ends with one"]],
  ["one\r\ntwo\n\nfour", ["one", "two", "", "four"]],
  ["bad \ufffd bytes", ["bad \ufffd bytes"]],
  ["", [""]],
])("%j", (text, lines) => expect(cleanLines(text)).toEqual(lines));

test("of very many lines the rest stays in one", () => {
  const lines = cleanLines("x\n".repeat(50_000) + "end");
  expect(lines).toHaveLength(1001);
  expect(lines.at(-1)?.endsWith("x␊end")).toBe(true);
  expect(lines.at(-1)?.startsWith("x␊x")).toBe(true);
});
