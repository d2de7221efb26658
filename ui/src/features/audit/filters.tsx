import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";

import type { AuditEntry } from "../../ipc/generated";
import { useCommand } from "../../ipc/hooks";
import { StateIcon } from "../../shared/state/state-icon";
import { Chip } from "../../shared/ui/chip";
import classes from "./audit.module.css";
import type { AuditFilter } from "./use-audit";

type Props = { filter: AuditFilter; entries: AuditEntry[]; onChange: (filter: AuditFilter) => void };

/** Of which connection, and whether only what did not go as it should. */
export function Filters({ filter, entries, onChange }: Props) {
  const { t } = useTranslation("audit");
  const names = useNames(entries);
  const { connectionId, onlyTrouble } = filter;
  return (
    <div className={classes.filters}>
      <label className={classes.of}>
        {t("connection")}
        <select
          className={classes.select}
          value={connectionId ?? ""}
          onChange={({ currentTarget: { value } }) =>
            onChange({ ...filter, connectionId: value === "" ? null : value })
          }
        >
          <option value="">{t("allConnections")}</option>
          {[...names].map(([id, name]) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <Chip pressed={onlyTrouble} onPress={() => onChange({ ...filter, onlyTrouble: !onlyTrouble })}>
        <StateIcon state="failed" size={12} />
        {t("onlyTrouble")}
      </Chip>
    </div>
  );
}

/**
 * Connections on the list, and those that only the audit list still knows, by name. What was seen once stays: a filter
 * must not take away the names it can be changed to.
 */
function useNames(entries: AuditEntry[]): Map<string, string> {
  const { data } = useCommand("connections", {});
  const [seen, setSeen] = useState<ReadonlyMap<string, string>>(new Map());
  const fresh = entries.filter(({ connectionId }) => connectionId !== null && !seen.has(connectionId));
  if (fresh.length > 0) {
    // The newest entry comes first, and has the newest name.
    setSeen(new Map([...fresh.toReversed().map(named), ...seen]));
  }
  return useMemo(() => {
    const listed = (data?.connections ?? []).map(({ id, settings }) => [id, settings.name] as const);
    return new Map([...new Map([...seen, ...listed])].toSorted(([, a], [, b]) => a.localeCompare(b)));
  }, [data, seen]);
}

function named({ connectionId, connectionName }: AuditEntry): [string, string] {
  return [connectionId ?? "", connectionName];
}
