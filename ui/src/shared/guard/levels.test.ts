import { describe, expect, it } from "vitest";

import { levelNamed, lowerings, stricterThan } from "./levels";

const guard = (base: "readOnly" | "typeName" | "confirm" | "open") => ({ level: base, base, lowered: null });

describe("levels", () => {
  it("lowers to what is laxer, the mildest first", () => {
    expect(lowerings(guard("readOnly"))).toEqual(["typeName", "confirm", "open"]);
    expect(lowerings(guard("confirm"))).toEqual(["open"]);
    expect(lowerings(guard("open"))).toEqual([]);
  });

  it("goes by the base while it is lowered", () => {
    const lowered = { level: "open" as const, base: "typeName" as const, lowered: { until: 1, reason: "abc" } };
    expect(lowerings(lowered)).toEqual(["confirm", "open"]);
  });

  it("raises to what is stricter", () => {
    expect(stricterThan("confirm")).toEqual(["readOnly", "typeName"]);
    expect(stricterThan("readOnly")).toEqual([]);
  });

  it("reads the level that an error names", () => {
    expect(["TypeName", "Confirm", "readOnly", "else", null].map(levelNamed)).toEqual([
      "typeName",
      "confirm",
      "readOnly",
      null,
      null,
    ]);
  });
});
