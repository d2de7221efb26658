import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";

import type { OperationView, RunView } from "../../../ipc/generated";
import type { Selected } from "../model/selection";
import { shortHost } from "../parts/host-name";
import { useScreenKeys } from "../parts/use-screen-keys";
import { foldRepeats } from "./fold";
import { type LogFilter, countLevel, errorFrom, linesOf, logText } from "./lines";
import { type Attempt, LogHead } from "./log-head";
import { clockOf } from "./log-line";
import { LogLines } from "./log-lines";
import classes from "./log.module.css";
import { findHits } from "./search";
import { useLog } from "./use-log";

/** How the log is shown, whichever it is. */
export type LogView = { wrap: boolean; onWrap: () => void; full: boolean; onFull: () => void };

type Step = NonNullable<Selected["step"]>;
type Props = {
  operation: OperationView;
  selected: Selected & { step: Step };
  /** The attempt to open with; null for all. */
  attempt: number | null;
  /** The error to open at, where one was asked for. */
  error: "first" | "last" | null;
  /** There is no further error in this log; false when there is none elsewhere either. */
  onBeyond: (by: 1 | -1) => boolean;
} & LogView;

/** The log of the chosen step or run. Give it the row's id as key: another row starts afresh. */
export function LogPanel({ operation, selected, attempt, error, onBeyond, wrap, onWrap, full, onFull }: Props) {
  const { call, step, run } = selected;
  const { t } = useTranslation("tasks");
  const log = useLog({
    operationId: operation.head.id,
    callKey: call.head.key,
    stepKey: step.key,
    runKey: run?.key ?? null,
  });
  const [filter, setFilter] = useState<LogFilter>({ attempt, level: "all" });
  const [query, setQuery] = useState("");
  const [hitAt, setHitAt] = useState(0);
  const [chosenFollow, setFollow] = useState<boolean | null>(null);
  const [target, setTarget] = useState<number | null>(null);

  const attempts = useMemo(() => attemptsIn(run ? [run] : step.runs), [run, step]);
  // A search shows every line it counts.
  const lines = useMemo(() => {
    const all = linesOf(log.rows, filter);
    return query === "" ? foldRepeats(all) : all;
  }, [log.rows, filter, query]);
  const hits = useMemo(() => findHits(lines, query), [lines, query]);
  const hit = hits[hitAt % Math.max(hits.length, 1)] ?? null;
  const failed = (run ?? step).state.kind === "failed";
  const follow = chosenFollow ?? !(failed || error !== null || log.complete);
  // A failed step opens at its first error; the tail of one that runs is the news.
  const opensAt = error ?? (failed ? "first" : null);
  const first =
    opensAt === null || chosenFollow !== null
      ? null
      : opensAt === "first"
        ? errorFrom(lines, -1, 1)
        : errorFrom(lines, lines.length, -1);
  const shown = hit && query !== "" ? hit.line : (target ?? first);

  const goError = (by: 1 | -1) => {
    const before = target ?? first;
    const next = errorFrom(lines, before ?? (by === 1 ? -1 : lines.length), by);
    const round = next === null || (before !== null && (next - before) * by <= 0);
    if (round && onBeyond(by)) return;
    setFollow(false);
    setTarget(next);
  };
  const goHit = (step: 1 | -1) => {
    setFollow(false);
    setHitAt((before) => (before + step + hits.length) % Math.max(hits.length, 1));
  };
  const nextAttempt = () => {
    const numbers = [null, ...attempts.map((attempt) => attempt.number)];
    setFilter({ ...filter, attempt: numbers[(numbers.indexOf(filter.attempt) + 1) % numbers.length] ?? null });
  };
  useScreenKeys({
    nextError: () => goError(1),
    previousError: () => goError(-1),
    follow: () => setFollow(!follow),
    wrap: onWrap,
    nextAttempt,
  });

  const hosts = t("timeline.hostCount", { count: step.runs.length });
  const host = run && shortHost(run.host, operation.head.hosts);
  // Over the whole screen nothing else says which step it is.
  const name = host
    ? full
      ? t("log.ofStep", { name: step.name, hosts: host })
      : host
    : step.runs.length > 1
      ? t("log.ofStep", { name: step.name, hosts })
      : step.name;
  return (
    <section className={classes.log} aria-label={t("log.title")}>
      <LogHead
        name={name}
        attempts={attempts}
        filter={filter}
        onFilter={setFilter}
        warnings={countLevel(log.rows, "warn", filter.attempt)}
        errors={countLevel(log.rows, "error", filter.attempt)}
        query={query}
        onQuery={(next) => {
          setQuery(next);
          setHitAt(0);
          setTarget(null);
        }}
        hit={{ at: hits.length === 0 ? 0 : (hitAt % hits.length) + 1, count: hits.length }}
        onHit={goHit}
        follow={follow}
        onFollow={() => setFollow(!follow)}
        wrap={wrap}
        onWrap={onWrap}
        full={full}
        onFull={onFull}
        copyText={() => logText(linesOf(log.rows, filter), clockOf)}
      />
      <LogLines
        lines={lines}
        hosts={operation.head.hosts}
        hits={hits}
        current={hit}
        shown={shown}
        follow={follow}
        wrap={wrap}
        onLeave={() => setFollow(false)}
        note={note()}
      />
    </section>
  );

  function note(): string | null {
    if (log.problem) return t("log.problem", { message: log.problem.message });
    if (step.startedAt === null) return t("log.planned");
    if (!log.loaded || lines.length > 0) return null;
    return t(log.rows.length > 0 ? "log.nothing" : "log.empty");
  }
}

/** Every attempt of the runs, each in the worst state that a host ended it in. */
function attemptsIn(runs: RunView[]): Attempt[] {
  const byNumber = new Map<number, Attempt["kind"]>();
  for (const attempt of runs.flatMap((run) => run.attempts)) {
    const known = byNumber.get(attempt.number);
    if (known === undefined || known === "succeeded" || attempt.state.kind === "running")
      byNumber.set(attempt.number, attempt.state.kind);
  }
  return [...byNumber].map(([number, kind]) => ({ number, kind })).toSorted((a, b) => a.number - b.number);
}
