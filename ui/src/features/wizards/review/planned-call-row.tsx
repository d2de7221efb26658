import { useState } from "react";
import { useTranslation } from "react-i18next";

import type { PlannedCall } from "../../../ipc/generated";
import { Icon } from "../../../shared/icons/icon";
import { CodeBlock } from "../../../shared/ui/code-block";
import { callName } from "../../tasks/model/title";
import classes from "./review-step.module.css";

/** One call of the plan; unfolded it shows the body as it will be sent, secrets masked. */
export function PlannedCallRow({ call }: { call: PlannedCall }) {
  const { t } = useTranslation("wizard");
  const { t: tasks } = useTranslation("tasks");
  const [fold, setFold] = useState<"folded" | "open">("folded");
  const { method, path, target } = call;
  return (
    <li className={classes.call}>
      <button
        type="button"
        className={classes.head}
        aria-expanded={fold === "open"}
        onClick={() => setFold(fold === "open" ? "folded" : "open")}
      >
        <Icon name={fold === "open" ? "chevronDown" : "chevronRight"} size={12} />
        <span className="cut">{callName(call, tasks)}</span>
        <span className={classes.route}>
          <span className="mono semi">{method}</span>
          <span className="mono cut" title={path}>
            {path}
          </span>
        </span>
        <span className="mono">{target}</span>
        <span className="t3 sm cut" title={call.zone ?? undefined}>
          {call.zone}
        </span>
        <span className="sr">{t("review.body")}</span>
      </button>
      {fold === "open" && (
        <div className={classes.code}>
          <CodeBlock code={call.body} label={t("review.body")} />
        </div>
      )}
    </li>
  );
}
