import { useTranslation } from "react-i18next";

import type { HostView, Outlier } from "../../../ipc/generated";
import { formatOffset } from "../../../shared/time/format";
import { shortVersion } from "../../connections/model/version";
import { percentOf } from "../model/amounts";
import classes from "./host.module.css";

/** In what a host stands out, each as a word on amber. */
export function Outliers({ host }: { host: HostView }) {
  const word = useOutlierWord(host);
  return host.outliers.map((outlier) => (
    <span key={outlier} className={classes.outlier}>
      {word(outlier)}
    </span>
  ));
}

function useOutlierWord(host: HostView): (outlier: Outlier) => string {
  const { t } = useTranslation("clusters");
  const { usage, obVersion, obshellVersion, clockOffsetMs, architecture } = host;
  return (outlier) => {
    switch (outlier) {
      case "diskFull":
        return t("outlier.diskFull", { percent: usage.disk === null ? "?" : percentOf(usage.disk) });
      case "memoryFull":
        return t("outlier.memoryFull", { percent: usage.memory === null ? "?" : percentOf(usage.memory) });
      case "obVersion":
        return t("outlier.obVersion", { version: shortVersion(obVersion) });
      case "obshellVersion":
        return t("outlier.obshellVersion", { version: shortVersion(obshellVersion) });
      case "clock":
        return t("outlier.clock", { offset: clockOffsetMs === null ? "?" : formatOffset(clockOffsetMs) });
      case "silent":
        return t("outlier.silent");
      case "observerDown":
        return t("outlier.observerDown");
      case "architecture":
        return t("outlier.architecture", { architecture });
    }
  };
}
