import { describe, expect, test } from "vitest";

import { isTyping, rowKey, screenKey } from "./keys";
import { createScale } from "./scale";
import { FIT, fitPace, leftEdge, reduceView, scaleKeeper } from "./view";

const rescale = (pace: number) => createScale(0, [], pace);
const plain = { ctrlKey: false, metaKey: false, altKey: false };

describe("view", () => {
  test("zooms about the cursor: the time under it stays", () => {
    const scale = rescale(0.01);
    const view = reduceView(FIT, { type: "zoom", factor: 2, at: 300, scale, left: 50, rescale, follow: false });
    if (view.mode === "fit") throw new Error("a zoom leaves fit");
    expect(rescale(view.pxPerMs).toTime(view.left + 300)).toBeCloseTo(scale.toTime(350), 6);
  });

  test("a pan stops following, jumping to now begins it again", () => {
    const following = reduceView(FIT, { type: "now", pxPerMs: 0.01 });
    expect(leftEdge(following, rescale(0.01), 100_000, 500)).toBe(1000 - 400);
    expect(reduceView(following, { type: "pan", by: 30, pxPerMs: 0.01, left: 600 })).toEqual({
      mode: "free",
      pxPerMs: 0.01,
      left: 630,
      follow: false,
    });
  });

  test("a growing span is fitted in leaps, a final one exactly", () => {
    const at = (to: number, growing: boolean) => fitPace({ from: 0, to }, [], 1040, 0, growing);
    expect(at(60_000, true)).toBe(at(60_500, true));
    expect(at(60_000, false)).toBeCloseTo(1000 / 60_000, 9);
  });

  test("keeps one scale for the same numbers", () => {
    const keep = scaleKeeper();
    const first = keep(0, [{ from: 10, to: 20 }], 1);
    expect(keep(0, [{ from: 10, to: 20 }], 1)).toBe(first);
    expect(keep(0, [{ from: 10, to: 21 }], 1)).not.toBe(first);
  });
});

describe("keys", () => {
  test("name what they do, and leave modified ones to others", () => {
    expect(["ArrowDown", "j", "ArrowLeft", "Enter", "x"].map((key) => rowKey({ key, ...plain }))).toEqual([
      "rowDown",
      "rowDown",
      "fold",
      "openLog",
      null,
    ]);
    expect(["+", "-", "0", "n", "l", "e", "E", ".", "w", "a"].map((key) => screenKey({ key, ...plain }))).toEqual([
      "zoomIn",
      "zoomOut",
      "fit",
      "now",
      "openLog",
      "nextError",
      "previousError",
      "follow",
      "wrap",
      "nextAttempt",
    ]);
    expect(screenKey({ key: "a", ...plain, ctrlKey: true })).toBeNull();
  });

  test("are text in an input", () => {
    const input = document.createElement("input");
    expect([isTyping(input), isTyping(document.body), isTyping(null)]).toEqual([true, false, false]);
  });
});
