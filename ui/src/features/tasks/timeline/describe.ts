import type { TFunction } from "i18next";

import type { StateView } from "../../../ipc/generated";
import { formatClock } from "../../../shared/time/format";
import { attemptsOf, callTook, runTook, stepTook, triesOf } from "../model/work";
import { type UsualTime, isComparable, slowerBy } from "../model/usual";
import type { Row } from "./rows";

export function stateOfRow(row: Row): StateView {
  if (row.type === "call") return row.call.head.state;
  return row.type === "step" ? row.step.state : row.run.state;
}

/** Whether the row's length depends on the clock. */
export function isGrowing(row: Row): boolean {
  if (row.type === "run") return row.run.attempts.some(isOpen);
  if (row.type === "step") return isOpen(row.step) || row.step.runs.some((run) => run.attempts.some(isOpen));
  return isOpen(row.call.head);
}

function isOpen({ startedAt, endedAt }: { startedAt: number | null; endedAt: number | null }): boolean {
  return startedAt !== null && endedAt === null;
}

export function tookOf(row: Row, now: number): number | null {
  if (row.type === "call") return callTook(row.call, now);
  return row.type === "step" ? stepTook(row.step, now) : runTook(row.run, now);
}

function startOf(row: Row): number | null {
  if (row.type === "call") return row.call.head.startedAt;
  return row.type === "step" ? row.step.startedAt : (row.run.attempts[0]?.startedAt ?? null);
}

/** How many times as long as usual a row takes, where it is clearly longer. */
export function slowness(row: Row, usual: UsualTime | null, now: number): number | null {
  return isComparable(stateOfRow(row).kind) ? slowerBy(tookOf(row, now), usual) : null;
}

type Words = { t: TFunction<"tasks">; word: (state: StateView) => string; duration: (ms: number) => string };

/** A row's bars in words: state, start, how long, how often. */
export function describeRow(
  row: Row,
  now: number,
  { t, word, duration }: Words,
  { usual = null, critical = false }: { usual?: UsualTime | null; critical?: boolean } = {},
): string {
  const start = startOf(row);
  const took = tookOf(row, now);
  const slow = slowness(row, usual, now);
  const attempts = row.type === "step" ? attemptsOf(row.step) : row.type === "run" ? triesOf(row.run) : 1;
  const facts = [
    word(stateOfRow(row)),
    start === null ? t("timeline.notStarted") : t("timeline.startedAt", { time: formatClock(start) }),
    took === null ? null : t("timeline.tookFor", { time: duration(took) }),
    usual === null ? null : t("usual.usually", { time: duration(usual.tookMs) }),
    slow === null ? null : t("usual.slower", { n: slow.toFixed(1) }),
    attempts > 1 ? t("timeline.attempts", { count: attempts }) : null,
    critical ? t(row.type === "run" ? "timeline.lastWhy" : "critical.why") : null,
  ];
  return facts.filter((fact) => fact !== null).join(t("timeline.comma"));
}
