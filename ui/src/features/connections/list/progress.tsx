import { useTranslation } from "react-i18next";

import type { StateView } from "../../../ipc/generated";
import { StateIcon } from "../../../shared/state/state-icon";
import classes from "./list.module.css";

type Props = { state: StateView; name: string; done: number; total: number };

/** Name, count and a bar, in two lines of one row. */
export function Progress({ state, name, done, total }: Props) {
  const { t } = useTranslation("connections");
  return (
    <span className={classes.progress}>
      <StateIcon state={state.kind} />
      <span className="cut" title={name}>
        {name}
      </span>
      <span className="t2">
        {done}/{total}
      </span>
      <span className={classes.track} role="img" aria-label={t("progress", { done, total })}>
        <i
          className={classes.bar}
          data-state={state.kind}
          style={{ width: `${total === 0 ? 0 : Math.min(100, (done / total) * 100)}%` }}
        />
      </span>
    </span>
  );
}
