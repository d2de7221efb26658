import { afterEach, expect, it, vi } from "vitest";

import { dayBefore } from "./days";

afterEach(() => vi.unstubAllEnvs());

it("the day before is yesterday also when yesterday had 23 or 25 hours", () => {
  vi.stubEnv("TZ", "Europe/Berlin");
  const before = (year: number, month: number, day: number, hour: number, minute: number) =>
    dayBefore(new Date(year, month - 1, day, hour, minute).getTime()).toDateString();
  expect(new Date(2026, 2, 30).getTime() - new Date(2026, 2, 29).getTime()).toBe(23 * 3_600_000);
  expect(before(2026, 3, 30, 0, 30)).toBe("Sun Mar 29 2026");
  expect(before(2026, 10, 25, 23, 45)).toBe("Sat Oct 24 2026");
  expect(before(2026, 1, 1, 12, 0)).toBe("Wed Dec 31 2025");
});
