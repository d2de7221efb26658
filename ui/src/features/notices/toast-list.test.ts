import { expect, it } from "vitest";

import { notice } from "./scenarios";
import { withNews } from "./toast-list";

it("keeps one of each operation, its last, the newest first", () => {
  const told = (operationId: string, toldAt: number) => notice({ operationId, toldAt });
  const first = withNews([], [told("a", 1), told("b", 2)]);
  expect(first.map(({ toldAt }) => toldAt)).toEqual([2, 1]);
  const second = withNews(first, [told("a", 3), told("c", 4)]);
  expect(second.map(({ toldAt }) => toldAt)).toEqual([4, 3, 2]);
});
