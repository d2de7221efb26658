import { Fragment, type ReactNode } from "react";
import { useTranslation } from "react-i18next";

import type { Environment } from "../../ipc/generated";
import { Icon } from "../icons/icon";
import { EnvironmentChip } from "../ui/chip";
import classes from "./top-bar.module.css";

type Props = { environment: Environment | undefined; trail: string[]; status: ReactNode };

export function TopBar({ environment, trail, status }: Props) {
  const { t } = useTranslation("shared");
  return (
    <header className={classes.bar}>
      <span className={classes.mark}>
        <Icon name="mark" size={20} label={t("app")} />
      </span>
      {environment !== undefined && <EnvironmentChip environment={environment} />}
      <nav aria-label={t("nav.trail")} className={classes.trail}>
        {trail.map((place, index) => (
          <Fragment key={place}>
            {index > 0 && (
              <span aria-hidden className={classes.separator}>
                /
              </span>
            )}
            <span className={classes.place} aria-current={index === trail.length - 1 ? "page" : undefined}>
              {place}
            </span>
          </Fragment>
        ))}
      </nav>
      <div className={classes.status}>{status}</div>
    </header>
  );
}
