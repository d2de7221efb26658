import { describe, expect, it } from "vitest";

import { formatBytes, formatClock, formatDay, formatDuration, formatMoment, formatOffset } from "./format";

const at = (hours: number, minutes = 0, day = 20, year = 2026) => new Date(year, 10, day, hours, minutes, 1).getTime();

describe("formatDuration", () => {
  it.each([
    [0, "0.0 s"],
    [440, "0.4 s"],
    [31_200, "31.2 s"],
    [59_949, "59.9 s"],
    [59_950, "1 m 00 s"],
    [66_000, "1 m 06 s"],
    [512_000, "8 m 32 s"],
    [3_849_000, "1 h 04 m 09 s"],
    [-5, "0.0 s"],
  ])("%d ms is %s", (ms, text) => {
    expect(formatDuration(ms)).toBe(text);
  });

  it("speaks Chinese", () => {
    expect(formatDuration(512_000, "zh")).toBe("8 分 32 秒");
  });
});

describe("moments", () => {
  it("shows the clock today and the date before", () => {
    expect(formatClock(at(16, 47))).toBe("16:47:01");
    expect(formatMoment(at(16, 47), at(18))).toBe("16:47:01");
    expect(formatMoment(at(16, 47, 12), at(18))).toBe("12 Nov 16:47");
    expect(formatMoment(at(16, 47, 12, 2025), at(18))).toBe("12 Nov 2025 16:47");
    expect([at(16, 47), at(16, 47, 12), at(16, 47, 12, 2025)].map((moment) => formatDay(moment, at(18)))).toEqual([
      "16:47:01",
      "12 Nov",
      "12 Nov 2025",
    ]);
    expect(formatMoment(at(16, 47, 12), at(18), "zh")).toBe("11 月 12 日 16:47");
  });
});

describe("sizes and offsets", () => {
  it.each([
    [0, "0 B"],
    [1023, "1023 B"],
    [16 * 1024 ** 3, "16 GB"],
    [29.13 * 1024 ** 3, "29.1 GB"],
    [2 * 1024 ** 4, "2 TB"],
  ])("%d bytes is %s", (bytes, text) => {
    expect(formatBytes(bytes)).toBe(text);
  });

  it("shows the direction of an offset", () => {
    expect([73, -1.2, 2400, 0, -0.3].map(formatOffset)).toEqual(["+73 ms", "−1 ms", "+2.4 s", "0 ms", "0 ms"]);
  });
});
