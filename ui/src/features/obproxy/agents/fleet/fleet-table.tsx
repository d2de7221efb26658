import { Checkbox } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import type { AgentProxy } from "../../../../ipc/generated";
import { FleetRow } from "./fleet-row";
import classes from "./fleet-table.module.css";
import { RowDetail } from "./row-detail";
import type { Ask } from "./use-ask";

type Props = {
  connectionId: string;
  name: string;
  agents: AgentProxy[];
  ticked: ReadonlySet<string>;
  onTicked: (ticked: ReadonlySet<string>) => void;
  ask: Ask;
  onPassword: () => void;
};

const COLUMNS = ["agent", "proxy", "address", "version", "task"] as const;

/** One row an agent; unfolded it says all that is known of its OBProxy. */
export function FleetTable({ connectionId, name, agents, ticked, onTicked, ask, onPassword }: Props) {
  const { t } = useTranslation("proxies");
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const all = agents.length > 0 && agents.every(({ agent }) => ticked.has(agent));
  return (
    <div className={classes.frame}>
      <table className={classes.table} aria-label={t("table.label", { name })}>
        <thead>
          <tr>
            <th scope="col" className={classes.tick}>
              <Checkbox
                aria-label={t("table.tickAll")}
                checked={all}
                indeterminate={!all && ticked.size > 0}
                onChange={() => onTicked(new Set(all ? [] : agents.map(({ agent }) => agent)))}
              />
            </th>
            {COLUMNS.map((column) => (
              <th key={column} scope="col" className={classes[column]}>
                {t(`table.${column}`)}
              </th>
            ))}
            <th scope="col" className={classes.menu}>
              <span className="sr">{t("table.actions")}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {agents.map((proxy) => {
            const unfolded = open.has(proxy.agent);
            return [
              <FleetRow
                key={proxy.agent}
                connectionId={connectionId}
                proxy={proxy}
                ticked={ticked.has(proxy.agent)}
                onTick={() => onTicked(flipped(ticked, proxy.agent))}
                open={unfolded}
                onFold={() => setOpen(flipped(open, proxy.agent))}
                ask={ask}
                onPassword={onPassword}
              />,
              unfolded && (
                <tr key={`${proxy.agent} detail`} className={classes.detailRow}>
                  <td colSpan={COLUMNS.length + 2}>
                    <RowDetail proxy={proxy} onPassword={onPassword} />
                  </td>
                </tr>
              ),
            ];
          })}
        </tbody>
      </table>
    </div>
  );
}

function flipped(set: ReadonlySet<string>, one: string): ReadonlySet<string> {
  const next = new Set(set);
  if (!next.delete(one)) next.add(one);
  return next;
}
