import type { TaskNote } from "../../../ipc/generated";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Room right of now, so that the line and what runs there can be seen. */
const AHEAD = 0.03 * DAY;
/** What two bars in a lane keep between them. */
const GAP = 0.012 * DAY;
const LANES = 3;
const TICK_HOURS = 3;

/** Places in per cent of the width. */
export type DayBar = { task: TaskNote; left: number; width: number; lane: number };
export type DayTick = { at: number; left: number };
export type Day = { bars: DayBar[]; ticks: DayTick[]; now: number };

/** The last 24 hours: the tasks in at most three lanes, and full hours of the local clock. */
export function layDay(tasks: TaskNote[], now: number): Day {
  const from = now - DAY;
  const span = DAY + AHEAD;
  const place = (at: number) => (Math.max(0, Math.min(span, at - from)) / span) * 100;
  const free = Array.from({ length: LANES }, () => Number.NEGATIVE_INFINITY);
  const shown = tasks
    .flatMap((task) => (task.startedAt === null ? [] : [{ task, start: task.startedAt, end: endOf(task, now) }]))
    .filter(({ end }) => end >= from)
    .toSorted((a, b) => a.start - b.start);
  const bars = shown.map(({ task, start, end }) => {
    const open = free.findIndex((until) => until + GAP <= start);
    const lane = open >= 0 ? open : free.indexOf(Math.min(...free));
    free[lane] = end;
    const left = place(start);
    return { task, left, width: place(end) - left, lane };
  });
  return { bars, ticks: ticksBetween(from, now).map((at) => ({ at, left: place(at) })), now: place(now) };
}

function endOf({ state, endedAt, startedAt }: TaskNote, now: number): number {
  return endedAt ?? (state.kind === "running" ? now : (startedAt ?? now));
}

/** Every third full hour; the first two stand where the caption is. */
function ticksBetween(from: number, now: number): number[] {
  const first = new Date(from + TICK_HOURS * HOUR * 0.9);
  first.setMinutes(0, 0, 0);
  first.setHours(Math.ceil((first.getHours() + 0.01) / TICK_HOURS) * TICK_HOURS);
  const ticks = [];
  for (let at = first.getTime(); at < now - HOUR / 3; at += TICK_HOURS * HOUR) ticks.push(at);
  return ticks;
}
