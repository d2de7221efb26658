import type { Notice } from "../../ipc/generated";
import type { FakeWorld } from "../../platform/fake/world";
import { nothing, noticesOf } from "./fake";

/** `?scenario=notices#/settings` */
export const scenarios: Record<string, (world: FakeWorld) => void> = {
  notices: (world) => tell(world, 3),
  "notices-many": (world) => tell(world, 9),
};

function tell(world: FakeWorld, count: number) {
  const notices = SAMPLES.concat(
    Array.from({ length: Math.max(0, count - SAMPLES.length) }, (_, index) =>
      notice({ operationId: `more-${index}`, clusterName: `ob_${index}` }),
    ),
  ).map((one, index) => ({ ...one, toldAt: world.now() + index }));
  const line = {
    operationId: "running",
    kind: "init",
    deed: null,
    subject: "",
    clusterName: "ob_books",
    environment: "prod",
  } as const;
  noticesOf(world).first = nothing({ running: 2, failed: 1, work: [{ ...line, done: 6, total: 12 }], notices });
}

export function notice(change: Partial<Notice> = {}): Notice {
  return {
    toldAt: 1,
    reason: "finished",
    operationId: "succeeded",
    kind: "init",
    deed: null,
    subject: "",
    clusterName: "ob_order",
    environment: "prod",
    step: null,
    host: null,
    afterMs: 250_000,
    ...change,
  };
}

const SAMPLES: Notice[] = [
  notice(),
  notice({
    reason: "stalled",
    operationId: "running",
    kind: "scaleOut",
    clusterName: "ob_a_cluster_with_a_very_long_name_that_nobody_would_type_twice",
    step: "Wait remote start finish",
    environment: "stage",
    afterMs: 600_000,
  }),
  notice({
    reason: "failed",
    operationId: "failed",
    step: "Start observer",
    host: "10.10.20.12:2886",
    afterMs: 41_300,
  }),
];
