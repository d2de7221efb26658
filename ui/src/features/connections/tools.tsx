import type { RefObject } from "react";
import { useTranslation } from "react-i18next";

import { Icon } from "../../shared/icons/icon";
import { StateIcon } from "../../shared/state/state-icon";
import { Chip } from "../../shared/ui/chip";
import { SearchField } from "../../shared/ui/search-field";
import { Segmented } from "../../shared/ui/segmented";
import classes from "./connections-page.module.css";
import type { Look } from "./list/connection-grid";
import type { Filter, Only } from "./model/filter";

type Props = {
  field: RefObject<HTMLInputElement | null>;
  filter: Filter;
  counts: Record<Only, number>;
  look: Look;
  onFilter: (filter: Filter) => void;
  onLook: (look: Look) => void;
  /** From the field back into the list. */
  onLeave: () => void;
};

const LOOKS = [
  { value: "list", icon: "list" },
  { value: "cards", icon: "cards" },
] as const;

/** The filter, what to show, and how. */
export function Tools({ field, filter, counts, look, onFilter, onLook, onLeave }: Props) {
  const { t } = useTranslation("connections");
  const press = (only: Only) => onFilter({ ...filter, only: filter.only === only ? "all" : only });
  return (
    <div className={classes.tools}>
      <SearchField
        field={field}
        label={t("filterLabel")}
        placeholder={t("filter")}
        text={filter.text}
        className={classes.search}
        onText={(text) => onFilter({ ...filter, text })}
        onLeave={onLeave}
      />
      <div role="group" aria-label={t("onlyLabel")} className={classes.chips}>
        <Chip pressed={filter.only === "all"} count={counts.all} onPress={() => onFilter({ ...filter, only: "all" })}>
          {t("only.all")}
        </Chip>
        <Chip pressed={filter.only === "prod"} count={counts.prod} onPress={() => press("prod")}>
          {t("only.prod")}
        </Chip>
        <Chip pressed={filter.only === "running"} count={counts.running} onPress={() => press("running")}>
          {counts.running > 0 && <StateIcon state="running" />}
          {t("only.running")}
        </Chip>
        <Chip pressed={filter.only === "needsYou"} count={counts.needsYou} onPress={() => press("needsYou")}>
          {counts.needsYou > 0 && <StateIcon state="failed" />}
          {t("only.needsYou")}
        </Chip>
      </div>
      <span className="grow" />
      <Segmented
        label={t("look")}
        value={look}
        options={LOOKS.map(({ value, icon }) => ({
          value,
          label: (
            <>
              <Icon name={icon} size={14} />
              <span className={classes.lookWord}>{t(`looks.${value}`)}</span>
            </>
          ),
        }))}
        onChange={onLook}
      />
    </div>
  );
}
