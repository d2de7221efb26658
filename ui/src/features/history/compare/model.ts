import type { HistoryRecord, HostFigures, StepComparison, StepFigures } from "../../../ipc/generated";

/** One time against another. */
export type Difference = {
  before: number | null;
  after: number | null;
  /** After minus before, in milliseconds; null while one is not known. */
  ms: number | null;
  /** How many times as long; null without a time to measure by. */
  ratio: number | null;
};

/** Less is the noise of any run. */
const NOISE_MS = 50;

export function differenceOf(before: number | null, after: number | null): Difference {
  if (before === null || after === null) return { before, after, ms: null, ratio: null };
  return { before, after, ms: after - before, ratio: before > 0 ? after / before : null };
}

export function isSame({ ms }: Difference): boolean {
  return ms !== null && Math.abs(ms) < NOISE_MS;
}

/** A step of both runs; one that a run has not takes its time from nothing. */
export function stepDifference({ before, after }: StepComparison): Difference {
  return differenceOf(before === null ? 0 : before.tookMs, after === null ? 0 : after.tookMs);
}

export function totalDifference(before: HistoryRecord, after: HistoryRecord): Difference {
  return differenceOf(tookOf(before), tookOf(after));
}

export type Order = "steps" | "difference";

export type StepLine = { key: string; step: StepComparison; difference: Difference };

/** As they ran. */
export function stepLines(steps: readonly StepComparison[]): StepLine[] {
  return steps.map((step, index) => ({ key: String(index), step, difference: stepDifference(step) }));
}

/** As they ran, or what differs most first; what is not known comes last. */
export function inOrder(lines: StepLine[], order: Order): StepLine[] {
  const size = ({ difference: { ms } }: StepLine) => (ms === null ? -1 : Math.abs(ms));
  return order === "steps" ? lines : lines.toSorted((a, b) => size(b) - size(a));
}

/** The step that makes most of a difference, when the runs differ. */
export function mostOf(lines: readonly StepLine[], total: Difference): StepLine | null {
  const { ms } = total;
  if (ms === null || isSame(total)) return null;
  const alike = lines.filter((line) => line.difference.ms !== null && Math.sign(line.difference.ms) === Math.sign(ms));
  return alike.reduce<StepLine | null>(
    (most, line) => (most === null || sizeOf(line) > sizeOf(most) ? line : most),
    null,
  );
}

export type HostLine = {
  key: string;
  /** Empty where the server names none. */
  host: string;
  before: HostFigures | null;
  after: HostFigures | null;
  difference: Difference;
};

/** Hosts of both runs by address, its first run on one beside the first on the same; in the order of the later run. */
export function hostLines(before: StepFigures | null, after: StepFigures | null): HostLine[] {
  const [earlier, later] = [byHost(before), byHost(after)];
  return [...new Set([...later.keys(), ...earlier.keys()])].map((key) => {
    const [left, right] = [earlier.get(key) ?? null, later.get(key) ?? null];
    return {
      key,
      host: (right ?? left)?.host ?? "",
      before: left,
      after: right,
      difference: differenceOf(left?.tookMs ?? null, right?.tookMs ?? null),
    };
  });
}

/** Whether there are any, without laying them out. */
export function hasHosts(before: StepFigures | null, after: StepFigures | null): boolean {
  return (before?.hosts.length ?? 0) + (after?.hosts.length ?? 0) > 0;
}

export function tookOf({ startedAt, endedAt }: HistoryRecord): number | null {
  return startedAt === null || endedAt === null ? null : Math.max(0, endedAt - startedAt);
}

/** `2.3`, `0.4`, `12`. */
export function ratioText(ratio: number): string {
  return ratio >= 10 ? String(Math.round(ratio)) : ratio.toFixed(1);
}

function sizeOf({ difference: { ms } }: StepLine): number {
  return Math.abs(ms ?? 0);
}

/** By address and by how often it came before: a step may run on a host more than once. */
function byHost(figures: StepFigures | null): Map<string, HostFigures> {
  const seen = new Map<string, number>();
  return new Map(
    (figures?.hosts ?? []).map((host) => {
      const earlier = seen.get(host.host) ?? 0;
      seen.set(host.host, earlier + 1);
      return [`${host.host} ${earlier}`, host];
    }),
  );
}
