import { describe, expect, test } from "vitest";
import type { Span } from "../model/span";
import { must } from "../fixtures/must";
import { findFolds } from "./folds";
import { FOLD_WIDTH, createScale, drawnToScale } from "./scale";
import { tickStep, ticksBetween } from "./ticks";

/** A small linear congruential generator: the same cases at every run. */
function* numbers(seed: number): Generator<number> {
  for (let state = seed; ;) {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    yield state / 4_294_967_296;
  }
}

function randomCase(seed: number): { domain: Span; busy: Span[]; pace: number } {
  const source = numbers(seed);
  const next = (limit: number) => Math.floor((source.next().value ?? 0) * limit);
  const busy: Span[] = [];
  let at = 1_700_000_000_000;
  for (let count = 2 + next(8); count > 0; count--) {
    const from = at + next(next(2) === 0 ? 2000 : 900_000);
    at = from + next(60_000);
    busy.push({ from, to: at });
  }
  return { domain: { from: must(busy[0]).from, to: at + next(400_000) }, busy, pace: (1 + next(500)) / 10_000 };
}

const cases = Array.from({ length: 200 }, (_, seed) => randomCase(seed + 1));

describe("createScale", () => {
  test("is strictly monotonic, cuts or not", () => {
    for (const { domain, busy, pace } of cases) {
      const scale = createScale(domain.from, findFolds(domain, busy), pace);
      const length = domain.to - domain.from;
      const times = Array.from({ length: 60 }, (_, index) => domain.from - length * 0.1 + (index * length * 1.2) / 59);
      const xs = times.map(scale.toX);
      expect(xs.every((x, index) => index === 0 || x > must(xs[index - 1]))).toBe(true);
    }
  });

  test("gives back the time that it was given", () => {
    for (const { domain, busy, pace } of cases) {
      const scale = createScale(domain.from, findFolds(domain, busy), pace);
      const length = domain.to - domain.from;
      for (let index = 0; index <= 40; index++) {
        const time = domain.from + (length * index) / 40;
        expect(Math.abs(scale.toTime(scale.toX(time)) - time)).toBeLessThan(1);
      }
    }
  });

  test("draws a cut at its own width and the rest to scale", () => {
    for (const { domain, busy, pace } of cases) {
      const folds = findFolds(domain, busy);
      const scale = createScale(domain.from, folds, pace);
      for (const fold of scale.folds) expect(scale.toX(fold.to) - scale.toX(fold.from)).toBeCloseTo(FOLD_WIDTH, 3);
      const expected = drawnToScale(domain, folds) * pace + folds.length * FOLD_WIDTH;
      expect(scale.toX(domain.to) - scale.toX(domain.from)).toBeCloseTo(expected, 2);
    }
  });
});

describe("findFolds", () => {
  const minute = 60_000;

  test("cuts what dwarfs the rest, and then judges again", () => {
    const busy = [
      { from: 0, to: minute },
      { from: 6 * minute, to: 7 * minute },
      { from: 607 * minute, to: 608 * minute },
    ];
    const folds = findFolds({ from: 0, to: 608 * minute }, busy);
    expect(folds).toHaveLength(2);
    expect(must(folds[0]).from).toBeGreaterThan(minute);
    expect(must(folds[0]).to).toBeLessThan(6 * minute);
  });

  test("leaves short gaps and small shares", () => {
    expect(
      findFolds({ from: 0, to: 30_000 }, [
        { from: 0, to: 8000 },
        { from: 20_000, to: 30_000 },
      ]),
    ).toEqual([]);
    expect(
      findFolds({ from: 0, to: 1000 * minute }, [
        { from: 0, to: 900 * minute },
        { from: 960 * minute, to: 1000 * minute },
      ]),
    ).toEqual([]);
  });

  test("cuts the wait up to now", () => {
    expect(findFolds({ from: 0, to: 100 * minute }, [{ from: 0, to: minute }])).toHaveLength(1);
  });

  test("never touches a moment at work", () => {
    for (const { domain, busy } of cases) {
      for (const fold of findFolds(domain, busy))
        expect(busy.some((span) => span.from < fold.to && fold.from < span.to)).toBe(false);
    }
  });
});

describe("ticks", () => {
  const zone = 8 * 3_600_000;

  test("are round local times that do not crowd", () => {
    for (const { domain, busy, pace } of cases) {
      const scale = createScale(domain.from, findFolds(domain, busy), pace);
      const ticks = ticksBetween(scale, 0, 900, zone);
      const step = tickStep(pace);
      for (const { time } of ticks) expect((time + zone) % step).toBe(0);
      for (const { time } of ticks) expect(scale.folds.some((fold) => time > fold.from && time < fold.to)).toBe(false);
    }
  });

  test("take steps that people read", () => {
    expect(tickStep(72 / 1000)).toBe(1000);
    expect(tickStep(72 / 20_000)).toBe(20_000);
    expect(tickStep(72 / 61_000)).toBe(120_000);
    expect(tickStep(1e-9)).toBe(86_400_000);
  });
});
