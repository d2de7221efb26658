import { useCallback, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";

import type { OperationView, RunView } from "../../../ipc/generated";
import { useCommandMutation } from "../../../ipc/hooks";
import { utcOffset } from "../../../shared/time/format";
import { SavedNote } from "../../saved/saved-note";
import type { Selected } from "../model/selection";
import { shortHost } from "../parts/host-name";
import { useScreenKeys } from "../parts/use-screen-keys";
import { MOST_SHOWN } from "./line-text";
import { type LogFilter, logText, rowsShown } from "./lines";
import { type Attempt, LogHead } from "./log-head";
import { clockOf } from "./log-line";
import { LogLines } from "./log-lines";
import { CUT } from "./log-store";
import classes from "./log.module.css";
import { useMarks } from "./marks";
import type { Query } from "./matcher";
import { useLog } from "./use-log";
import { useLogKeys } from "./use-log-keys";
import { usePlaces } from "./use-places";

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
  /** One reads or looks for something here: this log stays when the task goes on. */
  onPin: () => void;
} & LogView;

/** How much more of a long line each press shows. */
const MORE = 6;

/** The log of the chosen step or run. Give it the row's id as key: another row starts afresh. */
export function LogPanel(props: Props) {
  const { operation, selected, attempt, error, onBeyond, onPin, wrap, onWrap, full, onFull } = props;
  const { call, step, run } = selected;
  const { t } = useTranslation("tasks");
  const { hosts } = operation.head;
  const of = { operationId: operation.head.id, callKey: call.head.key, stepKey: step.key };
  const [state, tell] = useLog({ ...of, runKey: run?.key ?? null }, { attempt, level: "all", runKey: null });
  const { book, lines, filter, query } = state;
  const [opened, setOpened] = useState<ReadonlyMap<string, number>>(new Map());
  const search = useRef<HTMLInputElement>(null);
  const save = useCommandMutation("save_log");

  const runs = useMemo(() => (run ? [run] : step.runs), [run, step]);
  const looked = useMemo(() => runs.filter(({ key }) => (filter.runKey ?? key) === key), [runs, filter.runKey]);
  const attempts = useMemo(() => attemptsIn(looked), [looked]);
  const failed =
    looked.some((one) => one.state.kind === "failed") || (runs.length === 0 && step.state.kind === "failed");
  const places = usePlaces({ state, failed, error, onBeyond });
  const marks = useMarks(state, (rows) => logText(rows, clockOf), onPin);
  const onOpen = useCallback((key: string) => {
    setOpened((before) => new Map(before).set(key, Math.min(MOST_SHOWN, (before.get(key) ?? CUT) * MORE)));
  }, []);

  const show = (next: { filter?: LogFilter; query?: Query }) => {
    onPin();
    places.restart();
    tell({ type: "show", filter, query, ...next });
  };
  const nextAttempt = () => {
    const numbers = [null, ...attempts.map(({ number }) => number)];
    const next = numbers[(numbers.indexOf(filter.attempt) + 1) % numbers.length] ?? null;
    show({ filter: { ...filter, attempt: next } });
  };
  const onSave = () => {
    const utcOffsetMinutes = utcOffset(step.startedAt ?? operation.head.startedAt);
    save.mutate({ ...of, runKey: run?.key ?? filter.runKey, attempt: filter.attempt, utcOffsetMinutes });
  };
  const leave = () => {
    onPin();
    places.setFollow(false);
  };
  const onFollow = () => (places.follow ? leave() : places.setFollow(true));
  const goError = (by: 1 | -1) => {
    onPin();
    places.goError(by);
  };
  const goHit = (by: 1 | -1) => {
    onPin();
    places.goHit(by);
  };
  useScreenKeys({
    nextError: () => goError(1),
    previousError: () => goError(-1),
    follow: onFollow,
    wrap: onWrap,
    nextAttempt,
  });
  useLogKeys({
    search: () => {
      search.current?.focus();
      search.current?.select();
    },
    nextHit: () => goHit(1),
    previousHit: () => goHit(-1),
    save: onSave,
  });

  const one = looked.length === 1 && runs.length > 1 ? looked[0] : run;
  const host = one && shortHost(one.host, hosts);
  const whole = t("timeline.hostCount", { count: runs.length });
  // Over the whole screen nothing else says which step it is.
  const name =
    runs.length > 1 || (host && full)
      ? t("log.ofStep", { name: step.name, hosts: host ?? whole })
      : (host ?? step.name);
  const marked = marks.count;
  return (
    <section className={classes.log} aria-label={t("log.title")}>
      <LogHead
        name={name}
        runs={
          run === null && runs.length > 1 ? runs.map(({ key, host: of }) => ({ key, name: shortHost(of, hosts) })) : []
        }
        attempts={attempts}
        filter={filter}
        onFilter={(next) => show({ filter: next })}
        warnings={book.count("warn", filter.attempt, filter.runKey)}
        errors={book.count("error", filter.attempt, filter.runKey)}
        searchField={search}
        query={query}
        onQuery={(next) => show({ query: next })}
        badPattern={state.badPattern}
        hit={{ at: places.current === null ? 0 : places.hitAt + 1, count: state.search?.total() ?? 0 }}
        searching={state.searching}
        onHit={goHit}
        follow={places.follow}
        onFollow={onFollow}
        wrap={wrap}
        onWrap={onWrap}
        full={full}
        onFull={onFull}
        copyLabel={marked > 0 ? t("log.copyMarked", { count: marked }) : t("log.copy")}
        copyText={() => logText(marked > 0 ? marks.rows() : rowsShown(book.rows, filter), clockOf)}
        onSave={onSave}
        saving={save.isPending}
      />
      <div className={classes.body}>
        {!save.isPending && <SavedNote reply={save.data} problem={save.error?.problem ?? null} onClose={save.reset} />}
        <LogLines
          state={state}
          tell={tell}
          hosts={hosts}
          runs={runs}
          current={places.current}
          shown={places.shown}
          wish={places.wish}
          follow={places.follow}
          wrap={wrap}
          marks={marks}
          opened={opened}
          onOpen={onOpen}
          onLeave={leave}
          onTail={() => places.setFollow(!state.complete)}
          note={note()}
        />
      </div>
    </section>
  );

  function note(): string | null {
    if (state.problem) return t("log.problem", { message: state.problem.message });
    if (step.startedAt === null && book.rows.length === 0) return t("log.planned");
    if (book.dropped() > 0) return t("log.dropped", { count: book.dropped() });
    if (!state.loaded || lines.count() > 0) return null;
    return t(book.rows.length > 0 ? "log.nothing" : "log.empty");
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
