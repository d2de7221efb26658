import { useTranslation } from "react-i18next";

import type { ConnectionWarning } from "../../../ipc/generated";
import { StateIcon } from "../../../shared/state/state-icon";
import classes from "./side.module.css";

/** Each with its cause and what to do; `agents` are named where there are several. */
export function Warnings({ warnings, alone = false }: { warnings: ConnectionWarning[]; alone?: boolean }) {
  const { t } = useTranslation("connections");
  if (warnings.length === 0) return null;
  return (
    <ul className={classes.warnings}>
      {warnings.map(({ code, agents }) => (
        <li key={code} className={classes.warning}>
          <StateIcon state="warning" />
          <div>
            <p className="med">{t(`warnings.${code}.title`)}</p>
            <p className="t2">
              {t("sentences", { first: t(`warnings.${code}.cause`), second: t(`warnings.${code}.remedy`) })}
            </p>
            {!alone && agents.length > 0 && (
              <p className="t3 cut" title={agents.join("\n")}>
                {t("warningAgents", { agents: agents.join(", ") })}
              </p>
            )}
          </div>
        </li>
      ))}
    </ul>
  );
}
