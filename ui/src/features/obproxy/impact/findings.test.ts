import { describe, expect, it } from "vitest";

import type { ObproxyFinding } from "../../../ipc/generated";
import { argsOf, findingLines, readWarnings, tickOf } from "./findings";

const deleted = (agent: string, path = "/home/admin/obproxy"): ObproxyFinding => ({
  verdict: "warn",
  code: "filesDeleted",
  args: { agent, path },
});

describe("findings", () => {
  it("says the same of several in one line, and ticks them together", () => {
    const findings = [deleted("a"), deleted("b"), deleted("c", "/data/obproxy")];
    const lines = findingLines(findings);
    expect(lines.map(({ whom }) => whom)).toEqual([["a", "b"], ["c"]]);
    expect(lines.map((line) => argsOf(line, (whom) => whom.join(" and "))["agent"])).toEqual(["a and b", "c"]);
    expect(readWarnings(findings, new Set(lines[0]?.ticks))).toEqual({
      accepted: [
        { code: "filesDeleted", args: { agent: "a", path: "/home/admin/obproxy" } },
        { code: "filesDeleted", args: { agent: "b", path: "/home/admin/obproxy" } },
      ],
      unticked: 1,
    });
  });

  it("wants the tick anew when one more is concerned, or it says something else", () => {
    const ticked = new Set([tickOf(deleted("a"))]);
    expect(readWarnings([deleted("a")], ticked).unticked).toBe(0);
    expect(readWarnings([deleted("a"), deleted("b")], ticked).unticked).toBe(1);
    expect(readWarnings([deleted("a", "/elsewhere")], ticked).unticked).toBe(1);
  });
});
