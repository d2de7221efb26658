import type { RefObject } from "react";
import { useTranslation } from "react-i18next";

import type { ClusterView, NodeActionKind } from "../../../ipc/generated";
import { SearchField } from "../../../shared/ui/search-field";
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
      <SearchField
        field={field}
        label={t("table.filterLabel")}
        placeholder={t("table.filter")}
        text={text}
        onText={onText}
        onLeave={onLeave}
      >
        <span className={classes.found} role="status">
          {t("table.found", { n: found, total })}
        </span>
      </SearchField>
    </div>
  );
}
