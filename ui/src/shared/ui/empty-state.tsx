import type { ReactNode } from "react";

import { Icon, type IconName } from "../icons/icon";
import classes from "./empty-state.module.css";

/** Nothing here yet, what would be here, and the one button that changes it. */
export function EmptyState({
  icon,
  title,
  children,
  action,
}: {
  icon: IconName;
  title: string;
  children: ReactNode;
  action?: ReactNode;
}) {
  return (
    <div className={classes.empty}>
      <Icon name={icon} size={20} />
      <h2>{title}</h2>
      <p>{children}</p>
      {action}
    </div>
  );
}
