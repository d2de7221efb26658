import { useMemo, useState } from "react";

import type { LogRow } from "../../../ipc/generated";
import { errorFrom } from "./lines";
import type { LogState } from "./log-store";
import type { Hit } from "./search";

type Props = {
  state: LogState;
  /** The step or run has failed. */
  failed: boolean;
  /** The error to open at, where one was asked for. */
  error: "first" | "last" | null;
  /** There is no further error in this log; false when there is none elsewhere either. */
  onBeyond: (by: 1 | -1) => boolean;
};

export type Places = {
  follow: boolean;
  setFollow: (follow: boolean) => void;
  /** The line to bring into sight, and what it is brought for. */
  shown: number | null;
  wish: unknown;
  current: Hit | null;
  /** The current hit, from 0. */
  hitAt: number;
  goError: (by: 1 | -1) => void;
  goHit: (by: 1 | -1) => void;
  /** The search is another. */
  restart: () => void;
};

/** Where in the log one is. A failed step opens at its first error; the tail of one that runs is the news. */
export function usePlaces({ state, failed, error, onBeyond }: Props): Places {
  const { book, lines, filter, search, complete, loaded } = state;
  const [chosenFollow, setFollow] = useState<boolean | null>(null);
  const [target, setTarget] = useState<LogRow | null>(null);
  const [hitAt, setHitAt] = useState(0);
  const total = search?.total() ?? 0;
  const current = total === 0 ? null : (search?.hit(hitAt % total) ?? null);
  const follow = chosenFollow ?? !(failed || error !== null || complete);
  const opensAt = chosenFollow === null ? (error ?? (failed ? "first" : null)) : null;
  // oxlint-disable-next-line react-hooks/exhaustive-deps -- `state` stands for the lines, which change in place
  const first = useMemo(() => opening(), [state, opensAt]);
  const targetLine = target === null ? null : lines.lineOf(book.indexOf(target));
  const at = targetLine ?? first;

  function opening(): number | null {
    if (opensAt === null) return null;
    const { attempt, runKey } = filter;
    const errors = filter.level === "warn" ? 0 : book.count("error", attempt, runKey);
    // What failed without an error line has said why at its end.
    if (errors === 0) return failed && loaded && lines.count() > 0 ? lines.count() - 1 : null;
    return opensAt === "first" ? errorFrom(lines, -1, 1) : errorFrom(lines, lines.count(), -1);
  }

  return {
    follow,
    setFollow,
    shown: current?.line ?? at,
    wish: current === null ? (target ?? (at === null ? null : lines.at(at)?.row)) : `${current.line}/${current.nth}`,
    current,
    hitAt: total === 0 ? 0 : hitAt % total,
    goError: (by) => {
      const next = errorFrom(lines, at ?? (by === 1 ? -1 : lines.count()), by);
      const round = next === null || (at !== null && (next - at) * by <= 0);
      if (round && onBeyond(by)) return;
      setFollow(false);
      setTarget(next === null ? null : (lines.at(next)?.row ?? null));
    },
    goHit: (by) => {
      if (total === 0) return;
      setFollow(false);
      setHitAt((before) => ((before % total) + by + total) % total);
    },
    restart: () => {
      setHitAt(0);
      setTarget(null);
    },
  };
}
