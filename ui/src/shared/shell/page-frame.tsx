import { type ReactNode, useEffect } from "react";
import { useTranslation } from "react-i18next";

import type { Environment } from "../../ipc/generated";
import { usePlatform } from "../../platform/context";
import { NavRail } from "./nav-rail";
import classes from "./page-frame.module.css";
import { TopBar } from "./top-bar";

type Props = {
  /** Colours the frame; absent where no cluster is open. */
  environment?: Environment | undefined;
  /** Where the user is, outermost first; also the window's title. */
  trail: string[];
  /** Told by the title of the window alone: it is seen while another is in front. */
  progress?: string;
  /** Freshness and guards, at the right of the bar. */
  status?: ReactNode;
  children: ReactNode;
};

/** The window: bar, rail, and the page. PROD frames all of it, STAGE and DEV draw a line on top. */
export function PageFrame({ environment, trail, progress, status, children }: Props) {
  const { t } = useTranslation("shared");
  const platform = usePlatform();
  const title = [
    ...(environment === undefined ? [] : [t(`environment.${environment}`)]),
    ...trail,
    ...(progress === undefined ? [] : [progress]),
  ].join(" · ");
  useEffect(() => platform.setTitle(title), [platform, title]);
  return (
    <div className={classes.window} data-environment={environment}>
      <TopBar environment={environment} trail={trail} status={status} />
      <NavRail />
      <main className={classes.page}>{children}</main>
    </div>
  );
}
