import type { FakeWorld } from "../../../platform/fake/world";
import { blankDraft } from "./blank-draft";
import { answeringHost } from "./hosts";

/** The cluster that most worlds are about to make: six hosts in three zones. */
export function orderDraft(world: FakeWorld) {
  const draft = blankDraft("draft-a", world.now() - 4000, { environment: "stage" });
  draft.cluster.name = "ob_order";
  draft.cluster.id = "12";
  draft.hosts = [1, 2, 3, 4, 5, 6].map((n) => ({
    address: `10.10.10.${n}:2886`,
    zone: `zone${((n - 1) % 3) + 1}`,
    agentPassword: null,
    setPassword: false,
  }));
  return draft;
}

/** Nine hosts that answer, 10.10.10.1 to 9. */
export function answerAll(world: FakeWorld): void {
  for (let n = 1; n <= 9; n += 1) world.hosts.set(`10.10.10.${n}:2886`, answeringHost(`10.10.10.${n}:2886`));
}
