import type { ReactNode } from "react";

import type { Environment } from "../../ipc/generated";
import { useTranslation } from "react-i18next";
import classes from "./chip.module.css";

/** A filter or a suggestion that can be pressed, 24 px. */
export function Chip({
  pressed,
  onPress,
  count,
  children,
}: {
  pressed?: boolean;
  onPress: () => void;
  count?: number;
  children: ReactNode;
}) {
  return (
    <button type="button" className={classes.chip} aria-pressed={pressed} onClick={onPress}>
      {children}
      {count !== undefined && <b>{count}</b>}
    </button>
  );
}

/** A word about a thing, 18 px. */
export function Tag({ weak = false, children, title }: { weak?: boolean; children: ReactNode; title?: string }) {
  return (
    <span className={`${classes.tag} ${weak ? classes.weak : ""}`} title={title}>
      {children}
    </span>
  );
}

/** DEV, STAGE, PROD: word and colour. */
export function EnvironmentChip({ environment }: { environment: Environment }) {
  const { t } = useTranslation("shared");
  return <span className={`${classes.env} ${classes[environment]}`}>{t(`environment.${environment}`)}</span>;
}
