import { useTranslation } from "react-i18next";

import { Icon } from "../../../shared/icons/icon";
import classes from "./view-bar.module.css";

export const FILTER_ID = "task-filter";

type Props = {
  text: string;
  onText: (text: string) => void;
  /** Back to the steps. */
  onLeave: () => void;
};

/** Words that a step's name and a host must contain. Escape clears it, then goes back. */
export function FilterField({ text, onText, onLeave }: Props) {
  const { t } = useTranslation("tasks");
  return (
    <div className={classes.field}>
      <Icon name="search" size={14} />
      <input
        id={FILTER_ID}
        type="text"
        aria-label={t("filter.text")}
        placeholder={t("filter.text")}
        value={text}
        onChange={(event) => onText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== "Escape" && event.key !== "Enter") return;
          event.preventDefault();
          if (event.key === "Escape" && text !== "") onText("");
          else onLeave();
        }}
      />
      <kbd aria-hidden className={classes.key}>
        /
      </kbd>
    </div>
  );
}
