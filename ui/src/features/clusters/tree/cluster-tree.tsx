import { memo, type RefObject, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";

import type { ConnectionView } from "../../../ipc/generated";
import { Icon } from "../../../shared/icons/icon";
import { StateIcon } from "../../../shared/state/state-icon";
import { CutName } from "../../../shared/ui/cut-name";
import { useConnectionWord } from "../../connections/list/state-cell";
import { stateIcon } from "../../connections/model/state";
import { usePreferences, useSavePreferences } from "../../settings/preferences";
import { groupClusters, type TreeGroup } from "./groups";
import classes from "./tree.module.css";

type Props = {
  connections: ConnectionView[];
  /** The id of the one that is open. */
  current: string;
  field: RefObject<HTMLInputElement | null>;
};

/** Every cluster and agent on the list, group by group; a press opens its overview. */
export const ClusterTree = memo(function ClusterTree({ connections, current, field }: Props) {
  const { t } = useTranslation("clusters");
  const [text, setText] = useState("");
  const { foldedGroups } = usePreferences();
  const { save } = useSavePreferences();
  const groups = useMemo(() => groupClusters(connections, text), [connections, text]);
  const fold = ({ key }: TreeGroup) => {
    const rest = foldedGroups.filter((other) => other !== key);
    save({ foldedGroups: foldedGroups.includes(key) ? rest : [...rest, key] });
  };
  return (
    <nav className={classes.tree} aria-label={t("tree.label")}>
      <label className={classes.search}>
        <Icon name="search" size={14} />
        <input
          ref={field}
          className={classes.filter}
          type="text"
          spellCheck={false}
          autoComplete="off"
          aria-label={t("tree.filterLabel")}
          placeholder={t("tree.filter")}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== "Escape") return;
            event.preventDefault();
            if (text === "") event.currentTarget.blur();
            else setText("");
          }}
        />
        <kbd className={classes.kbd}>/</kbd>
      </label>
      {groups.length === 0 && <p className={classes.none}>{t("tree.none")}</p>}
      {groups.map((group) => {
        // What is searched for is shown, even in a folded group.
        const folded = text.trim() === "" && foldedGroups.includes(group.key);
        return (
          <section key={group.key}>
            <button type="button" className={classes.group} aria-expanded={!folded} onClick={() => fold(group)}>
              <Icon name={folded ? "chevronRight" : "chevronDown"} size={12} />
              <CutName name={group.key === "" ? t("tree.loose") : group.key} />
            </button>
            {!folded &&
              group.connections.map((connection) => (
                <Leaf key={connection.id} connection={connection} here={connection.id === current} />
              ))}
          </section>
        );
      })}
    </nav>
  );
});

const Leaf = memo(function Leaf({ connection, here }: { connection: ConnectionView; here: boolean }) {
  const { t } = useTranslation("shared");
  const word = useConnectionWord(connection);
  const { id, settings, tasks } = connection;
  const running = tasks.some(({ state }) => state.kind === "running");
  const icon = running ? "running" : stateIcon(connection);
  return (
    <Link href={`/clusters/${id}`} className={classes.leaf} aria-current={here ? "page" : undefined}>
      <span
        className={`${classes.pip} ${classes[settings.environment]}`}
        title={t(`environment.${settings.environment}`)}
      >
        <span aria-hidden>{settings.environment.slice(0, 1).toUpperCase()}</span>
        <span className="sr">{t(`environment.${settings.environment}`)}</span>
      </span>
      <span className={classes.leafName}>
        <CutName name={settings.name} />
      </span>
      {icon !== "succeeded" && <StateIcon state={icon} label={running ? t("state.running") : word} />}
    </Link>
  );
});
