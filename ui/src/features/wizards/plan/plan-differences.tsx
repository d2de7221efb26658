import { useTranslation } from "react-i18next";

import type { PlanDifference } from "../../../ipc/generated";
import classes from "./plan.module.css";

type Props = { differences: PlanDifference[]; before: string; after: string; label: string };

/** What one says and the other does not, or says otherwise. */
export function PlanDifferences({ differences, before, after, label }: Props) {
  const { t } = useTranslation("plan");
  const value = (text: string | null) =>
    text === null ? <span className="t3">{t("preview.absent")}</span> : <span className="mono">{text}</span>;
  return (
    <table className={classes.table} aria-label={label}>
      <thead>
        <tr>
          <th scope="col">{t("preview.what")}</th>
          <th scope="col">{before}</th>
          <th scope="col">{after}</th>
        </tr>
      </thead>
      <tbody>
        {differences.map((difference) => (
          <tr key={difference.path}>
            <th scope="row" className="mono">
              {difference.path}
            </th>
            <td>{value(difference.before)}</td>
            <td>{value(difference.after)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
