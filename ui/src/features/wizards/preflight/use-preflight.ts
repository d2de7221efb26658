import { useEffect, useEffectEvent, useRef, useState } from "react";

import { toIpcError } from "../../../ipc/failure";
import type { IpcError, Preflight, WizardDraft } from "../../../ipc/generated";
import { usePlatform } from "../../../platform/context";
import type { DraftEditor } from "../draft/editor";

export type PreflightState = {
  /** The last that was told; of an older draft while `phase` is not `done`. */
  result: Preflight | null;
  phase: "none" | "running" | "done" | "failed";
  problem: IpcError | null;
  again: () => void;
  /** Asks one host again; the others keep what they said. */
  recheck: (address: string) => void;
};

type Kept = Pick<PreflightState, "result" | "phase" | "problem"> & { of: string };

const NONE: Kept = { result: null, phase: "none", problem: null, of: "" };
/** A result that is older than this is taken anew when its step is opened. */
const FRESH_MS = 5 * 60_000;

/**
 * The pre-flight of a draft. Runs by itself while it is `wanted` and there is no fresh result of the draft as it is;
 * what it found is kept from step to step.
 */
export function usePreflight(editor: DraftEditor, draft: WizardDraft, wanted: boolean): PreflightState {
  const platform = usePlatform();
  const [kept, setKept] = useState<Kept>(NONE);
  const stop = useRef<() => void>(() => {});
  const turn = useRef(0);
  const subject = subjectOf(draft);

  const run = async (hosts: string[]) => {
    stop.current();
    turn.current += 1;
    const mine = turn.current;
    await editor.flush();
    if (turn.current !== mine) return;
    setKept((now) => ({ ...now, phase: "running", problem: null, of: subjectOf(editor.state().draft) }));
    stop.current = platform.watch(
      "run_preflight",
      { draftId: draft.id, hosts },
      (result) => {
        if (turn.current !== mine) return;
        setKept((now) => ({ ...now, result, phase: result.endedAt === null ? "running" : "done" }));
      },
      (thrown) => {
        if (turn.current === mine) setKept((now) => ({ ...now, phase: "failed", problem: toIpcError(thrown) }));
      },
    );
  };
  const runIfStale = useEffectEvent((now: string) => {
    const fresh = kept.phase === "done" && Date.now() - (kept.result?.endedAt ?? 0) < FRESH_MS;
    if (kept.of === now && (fresh || kept.phase === "running")) return;
    void run([]);
  });

  useEffect(() => {
    if (wanted) runIfStale(subject);
  }, [wanted, subject]);
  useEffect(
    () => () => {
      turn.current += 1;
      stop.current();
    },
    [],
  );

  return {
    result: kept.result,
    phase: kept.of === subject || kept.phase === "none" ? kept.phase : "running",
    problem: kept.problem,
    again: () => void run([]),
    recheck: (address) => void run([address]),
  };
}

/** What the hosts are checked for. Where the user is, and what was agreed to, changes nothing about it. */
function subjectOf({ kind, hosts, parameters, reach, connectionId }: WizardDraft): string {
  return JSON.stringify([kind, hosts, parameters, reach, connectionId]);
}
