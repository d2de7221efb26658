import type { Scale } from "./scale";

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const STEPS = [
  SECOND,
  2 * SECOND,
  5 * SECOND,
  10 * SECOND,
  20 * SECOND,
  30 * SECOND,
  MINUTE,
  2 * MINUTE,
  5 * MINUTE,
  10 * MINUTE,
  20 * MINUTE,
  30 * MINUTE,
  HOUR,
  2 * HOUR,
  6 * HOUR,
  12 * HOUR,
  DAY,
];
/** `16:47:01` is 48 px wide; with room about it. */
const ROOM = 72;
const LIMIT = 200;

export type Tick = { time: number; x: number };

/** The shortest round step whose ticks do not crowd. */
export function tickStep(pxPerMs: number): number {
  return STEPS.find((step) => step * pxPerMs >= ROOM) ?? DAY;
}

/** Round local times between two pixels of the scale, none inside a cut. `zone`: milliseconds that local time is ahead of UTC. */
export function ticksBetween(scale: Scale, left: number, right: number, zone: number): Tick[] {
  const step = tickStep(scale.pxPerMs);
  const end = scale.toTime(right);
  const ticks: Tick[] = [];
  let time = roundUp(scale.toTime(left), step, zone);
  while (time <= end && ticks.length < LIMIT) {
    const at = time;
    const fold = scale.folds.find((candidate) => at > candidate.from && at < candidate.to);
    if (fold) {
      time = roundUp(fold.to, step, zone);
      continue;
    }
    ticks.push({ time, x: scale.toX(time) });
    time += step;
  }
  return ticks;
}

function roundUp(time: number, step: number, zone: number): number {
  return Math.ceil((time + zone) / step) * step - zone;
}
