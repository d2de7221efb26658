import { useTranslation } from "react-i18next";

import type { ClusterView } from "../../../ipc/generated";
import { type Ask, chosenIn, type Options } from "../model/ask";
import { hostsOf } from "../model/state";

/** What an action is about, as it stands in the title and on the button. */
export function useSubject({ kind, target }: Ask, { scope }: Options, cluster: ClusterView, name: string) {
  const { t } = useTranslation("clusters");
  if (kind === "removeAll") {
    const leaving = hostsOf(cluster.zones).filter(({ identity }) => identity === "MASTER" || identity === "FOLLOWER");
    return { title: name, verb: t("impact.agents", { count: leaving.length }) };
  }
  if (kind !== "start" && kind !== "stop") return both(nameOf(target) ?? name);
  const chosen = chosenIn(scope);
  if (scope.type === "cluster" || chosen.length === 0) return both(name);
  if (chosen.length === 1) return both(chosen[0] ?? name);
  return both(t(scope.type === "zones" ? "impact.zones" : "impact.hosts", { count: chosen.length }));
}

function nameOf(target: Ask["target"]): string | null {
  if (target.type === "cluster") return null;
  return target.type === "zone" ? target.zone : target.agent;
}

function both(what: string) {
  return { title: what, verb: what };
}
