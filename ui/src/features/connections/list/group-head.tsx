import { useTranslation } from "react-i18next";

import { Icon } from "../../../shared/icons/icon";
import { CutName } from "../../../shared/ui/cut-name";
import type { Group } from "../model/rows";
import classes from "./list.module.css";

type Props = { group: Group; folded: boolean; onFold: () => void };

export function GroupHead({ group, folded, onFold }: Props) {
  const name = useGroupName(group);
  return (
    <span role="gridcell" className={classes.groupCell}>
      <button type="button" tabIndex={-1} className={classes.fold} aria-expanded={!folded} onClick={onFold}>
        <Icon name={folded ? "chevronRight" : "chevronDown"} size={12} />
        <CutName name={name} />
        <span className={classes.count}>{group.rows.length}</span>
      </button>
    </span>
  );
}

export function useGroupName(group: Group | null): string {
  const { t } = useTranslation("connections");
  if (group === null) return "";
  return group.type === "named" ? group.name : t(group.type);
}
