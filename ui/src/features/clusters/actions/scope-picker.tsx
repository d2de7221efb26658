import { useTranslation } from "react-i18next";

import type { NodeScope, ZoneView } from "../../../ipc/generated";
import { Chip } from "../../../shared/ui/chip";
import { Segmented } from "../../../shared/ui/segmented";
import { chosenIn, emptyScope, toggled } from "../model/ask";
import { hostsOf } from "../model/state";
import classes from "./dialog.module.css";

type Props = { scope: NodeScope; zones: ZoneView[]; onChange: (scope: NodeScope) => void };

const TYPES = ["cluster", "zones", "servers"] as const;

/** The whole cluster, some of its zones, or some of its servers. */
export function ScopePicker({ scope, zones, onChange }: Props) {
  const { t } = useTranslation("clusters");
  const names = scope.type === "zones" ? zones.map(({ name }) => name) : hostsOf(zones).map(({ address }) => address);
  const chosen = chosenIn(scope);
  return (
    <div className={classes.scope}>
      <span className={classes.legend}>{t("impact.scope")}</span>
      <Segmented
        label={t("impact.scope")}
        options={TYPES.map((value) => ({ value, label: t(`impact.scopes.${value}`) }))}
        value={scope.type}
        onChange={(type) => onChange(emptyScope(type))}
      />
      {scope.type !== "cluster" && (
        <div
          role="group"
          aria-label={t(scope.type === "zones" ? "impact.pickZones" : "impact.pickServers")}
          className={classes.chips}
        >
          {names.map((name) => (
            <Chip key={name} pressed={chosen.includes(name)} onPress={() => onChange(toggled(scope, name))}>
              <bdi>{name}</bdi>
            </Chip>
          ))}
        </div>
      )}
    </div>
  );
}
