import type { HostFigures, RunComparison, StepComparison, StepFigures } from "../../../ipc/generated";
import { record } from "./records";

const HOSTS = ["10.10.20.10:2886", "10.10.20.11:2886", "10.10.20.12:2886"];

/** Two runs of a scale-out: one step that was tried twice, one that each has alone, one that did not run. */
export function comparison(now: number): RunComparison {
  const before = record("r-9", "succeeded", {
    startedAt: now - 9 * 86_400_000,
    endedAt: now - 9 * 86_400_000 + 141_000,
  });
  const after = record("r-13", "succeeded", { startedAt: now - 93_661_000, endedAt: now - 93_600_000, steps: 11 });
  const steps: StepComparison[] = [
    step("Integrate config", figures(1, [900]), figures(1, [1000])),
    step("Create observer workdir", figures(2, [2000, 1900, 2100]), figures(2, [2100, 2000, 2000])),
    step(
      "Start observer",
      {
        ...figures(3, [31_200, 33_800, 98_400], 2),
        message: "10.10.20.12:2886 observer did not start: port 2882 in use",
      },
      figures(3, [30_100, 32_000, 31_700]),
    ),
    step("Check disk of new servers", figures(4, [4200, 4100, 4000]), null),
    step("Cluster boostrap", figures(5, [16_000]), figures(4, [14_200])),
    step("Wait for replicas", figures(6, [9000]), figures(5, [38_000])),
    step("Check status of new servers", null, figures(6, [700, 800, 650])),
    step("Synchronize agent from cluster", figures(7, [2100, 2500, 10_100]), figures(7, [2000, 2400, 2500])),
    step("Convert master to cluster agent", figures(8, [3100]), { ...figures(8, [0]), tookMs: null, slowestMs: null }),
    step("Finish", figures(9, [120]), figures(9, [130])),
  ];
  return { before, after, steps };
}

/** As many steps as large OCP tasks have; every seventh had failed before, on a host that is not named. */
export function longComparison(now: number, count: number): RunComparison {
  const { before, after, steps } = comparison(now);
  const long = Array.from({ length: count }, (_, index): StepComparison => {
    const one = steps[index % steps.length];
    const name = `${one?.name ?? ""} of unit ${index + 1}`;
    const [left, right] = [numbered(one?.before, index + 1), numbered(one?.after, index + 1)];
    return step(name, index % 7 === 0 ? unlucky(left) : left, right);
  });
  return { before: { ...before, steps: count }, after: { ...after, steps: count }, steps: long };
}

function numbered(figures: StepFigures | null | undefined, number: number): StepFigures | null {
  return figures == null ? null : { ...figures, number };
}

function unlucky(figures: StepFigures | null): StepFigures | null {
  if (figures === null) return null;
  const hosts = figures.hosts.map((host): HostFigures => ({ ...host, host: "" }));
  return { ...figures, state: { kind: "failed", word: "FAILED" }, hosts };
}

function step(name: string, before: StepFigures | null, after: StepFigures | null): StepComparison {
  return { name, before, after };
}

function figures(number: number, took: number[], attempts = 1): StepFigures {
  const slowest = took.indexOf(Math.max(...took));
  const hosts = took.map((tookMs, index): HostFigures => ({
    host: HOSTS[index] ?? "",
    state: { kind: "succeeded", word: "SUCCEED/RUN" },
    attempts: index === slowest ? attempts : 1,
    tookMs,
  }));
  return {
    number,
    state: { kind: "succeeded", word: "SUCCEED/RUN" },
    tookMs: took[slowest] ?? null,
    attempts,
    slowestHost: HOSTS[slowest] ?? null,
    slowestMs: took[slowest] ?? null,
    hosts,
    message: null,
  };
}
