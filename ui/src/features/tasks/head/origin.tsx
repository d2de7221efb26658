import { useTranslation } from "react-i18next";

import type { OperationHead } from "../../../ipc/generated";
import { Icon } from "../../../shared/icons/icon";
import { formatFull } from "../../../shared/time/format";
import classes from "./head.module.css";

/** Where a view comes from that nobody follows. */
export function Origin({ head: { origin, startedAt, endedAt } }: { head: OperationHead }) {
  const { t } = useTranslation("tasks");
  return (
    <span className={classes.origin} title={origin.type === "file" ? origin.name : undefined}>
      <Icon name="lock" size={14} />
      <b>{t("origin.readOnly")}</b>
      <span className="cut">{words()}</span>
    </span>
  );

  function words(): string {
    if (origin.type !== "file") return t("origin.history", { time: formatFull(endedAt ?? startedAt) });
    const { name, savedAt } = origin;
    return savedAt === null ? t("origin.fileUndated", { name }) : t("origin.file", { name, time: formatFull(savedAt) });
  }
}
