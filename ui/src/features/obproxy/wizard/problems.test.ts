import { renderHook } from "@testing-library/react";
import { describe, expect, it } from "vitest";

import type { ObproxyProblem, ObproxyProblemCode } from "../../../ipc/generated";
import { speak } from "../../../shared/i18n/i18n";
import { obproxyWorld } from "../fakes/screen";
import { addDraft } from "../scenarios";
import { formOf } from "./form";
import { useProblemText } from "./problem-text";
import { isOvertaken } from "./problems";

const problem = (code: ObproxyProblemCode, field: string | null = null): ObproxyProblem => ({
  step: "hosts",
  severity: "warn",
  code,
  field,
  args: {},
});
const form = (change: Parameters<typeof addDraft>[3]) => formOf(addDraft(obproxyWorld(), "one", "hosts", change));

describe("a problem of the draft as it was saved before", () => {
  it("is no longer told when what was missing is there", () => {
    expect(isOvertaken(problem("noHosts"), form({ hostIds: ["21"] }))).toBe(true);
    expect(isOvertaken(problem("noHosts"), form({ hostIds: [] }))).toBe(false);
    expect(isOvertaken(problem("linksNotOne"), form({ workMode: "rsList" }))).toBe(false);
    expect(isOvertaken(problem("linksNotOne"), form({ workMode: "configUrl" }))).toBe(true);
  });

  it("stays where only the next check can tell", () => {
    expect(isOvertaken(problem("hostOffline", "hosts[21]"), form({}))).toBe(false);
    expect(isOvertaken(problem("portEqual", "exporterPort"), form({}))).toBe(false);
  });
});

describe("a look-up that failed", () => {
  it("is named in the user's language", async () => {
    const failed = { ...problem("lookUpFailed", "links"), args: { what: "obClusters", problem: "connection refused" } };
    await speak("zh");
    const { result } = renderHook(() => useProblemText());
    expect(result.current(failed).title).toBe("无法从 OCP 读取：OceanBase 集群");
    await speak("en");
  });
});
