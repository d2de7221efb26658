import type { ConnectionView } from "../../ipc/generated";
import { DIRECT } from "../../shared/reach/words";
import { guardAt } from "../audit/fakes/guards";
import { USUAL_OCP } from "../connections/model/ocp-options";

/** Connections that were never contacted, each with one password. */
export function connectionsFor(names: string[]): ConnectionView[] {
  return names.map((name, index) => ({
    id: `c-${name}`,
    settings: {
      name,
      group: "",
      environment: "dev",
      kind: "cluster",
      addresses: [`10.10.10.${index + 1}:2886`],
      pinned: false,
      reach: DIRECT,
      passwords: { root: { id: `secret-${index}`, weak: false }, agent: null, ocpUser: null, ocp: null },
      ocp: USUAL_OCP,
      note: "",
    },
    guard: guardAt("open"),
    state: { kind: "notContacted", live: false, stale: true, answeredAt: null, problem: null, password: null },
    facts: null,
    agents: [],
    tasks: [],
  }));
}
