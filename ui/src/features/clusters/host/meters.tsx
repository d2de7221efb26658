import { useTranslation } from "react-i18next";

import type { HostUsage, Outlier, Usage } from "../../../ipc/generated";
import { type Amount, bytesOf, coresOf, percentOf } from "../model/amounts";
import classes from "./host.module.css";

/** CPU, memory and disk: a bar, and used of total. What is not known is left out. */
export function Meters({ usage, odd }: { usage: HostUsage; odd: Outlier[] }) {
  const { t } = useTranslation("clusters");
  return (
    <div className={classes.meters}>
      <Line name={t("host.cpu")} usage={usage.cpu} amount={coresOf} high={false} />
      <Line name={t("host.memory")} usage={usage.memory} amount={bytesOf} high={odd.includes("memoryFull")} />
      <Line name={t("host.disk")} usage={usage.disk} amount={bytesOf} high={odd.includes("diskFull")} />
    </div>
  );
}

type LineProps = { name: string; usage: Usage | null; amount: (usage: Usage) => Amount; high: boolean };

function Line({ name, usage, amount, high }: LineProps) {
  const { t } = useTranslation("clusters");
  if (usage === null) return null;
  return (
    <div className={classes.meterLine}>
      <span className="t3">{name}</span>
      <Meter percent={percentOf(usage)} high={high} />
      <span className={classes.amount}>{t("of", amount(usage))}</span>
    </div>
  );
}

/** The amount stands beside it in words. */
export function Meter({ percent, high }: { percent: number; high: boolean }) {
  return (
    <span className={classes.meter} aria-hidden>
      <i data-high={high || undefined} style={{ width: `${percent}%` }} />
    </span>
  );
}
