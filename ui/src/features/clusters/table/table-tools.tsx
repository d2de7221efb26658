import type { RefObject } from "react";
import { useTranslation } from "react-i18next";

import type { ClusterView, NodeActionKind } from "../../../ipc/generated";
import { Icon } from "../../../shared/icons/icon";
import { ZoneHead } from "../board/zone-head";
import type { Target } from "../model/ask";
import classes from "./table.module.css";

type Props = {
  cluster: ClusterView;
  field: RefObject<HTMLInputElement | null>;
  text: string;
  found: number;
  total: number;
  onText: (text: string) => void;
  onLeave: () => void;
  onAction: (kind: NodeActionKind, target: Target) => void;
};

/** The zones with their menus, and the filter over all hosts. */
export function TableTools({ cluster, field, text, found, total, onText, onLeave, onAction }: Props) {
  const { t } = useTranslation("clusters");
  return (
    <div className={classes.tools}>
      <div className={classes.zones}>
        {cluster.zones.map((zone) => (
          <ZoneHead key={zone.name} zone={zone} stage={cluster.stage} onAction={onAction} />
        ))}
      </div>
      <label className={classes.search}>
        <Icon name="search" size={14} />
        <input
          ref={field}
          className={classes.filter}
          type="text"
          spellCheck={false}
          autoComplete="off"
          aria-label={t("table.filterLabel")}
          placeholder={t("table.filter")}
          value={text}
          onChange={(event) => onText(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === "Escape" && text !== "") {
              event.preventDefault();
              onText("");
            } else if (event.key === "Escape" || event.key === "ArrowDown" || event.key === "Enter") {
              event.preventDefault();
              onLeave();
            }
          }}
        />
        <span className={classes.found} role="status">
          {t("table.found", { n: found, total })}
        </span>
        <kbd className={classes.kbd}>/</kbd>
      </label>
    </div>
  );
}
