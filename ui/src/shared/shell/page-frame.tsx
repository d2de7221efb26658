import type { TFunction } from "i18next";
import { type ReactNode, useEffect } from "react";
import { useTranslation } from "react-i18next";

import type { Environment } from "../../ipc/generated";
import { usePlatform } from "../../platform/context";
import { NavRail } from "./nav-rail";
import { type Others, useOtherWork } from "./other-work";
import classes from "./page-frame.module.css";
import { TopBar } from "./top-bar";

type Props = {
  /** Colours the frame; absent where no cluster is open. */
  environment?: Environment | undefined;
  /** Where the user is, outermost first; also the window's title, behind the count of what runs elsewhere. */
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
  const others = useOtherWork();
  const place = [
    ...(environment === undefined ? [] : [t(`environment.${environment}`)]),
    ...trail,
    ...(progress === undefined ? [] : [progress]),
  ].join(" · ");
  const title = [...elsewhere(others, t), place].join(" ");
  useEffect(() => platform.setTitle(title), [platform, title]);
  return (
    <div className={classes.window} data-environment={environment}>
      <TopBar environment={environment} trail={trail} status={status} />
      <NavRail />
      <main className={classes.page}>{children}</main>
    </div>
  );
}

/** `(2)`, `(2, 1 failed)`, `(1 failed)`, or nothing. */
function elsewhere({ running, failed }: Others, t: TFunction<"shared">): string[] {
  const parts = [...(running > 0 ? [String(running)] : []), ...(failed > 0 ? [t("failedElsewhere", { failed })] : [])];
  return parts.length === 0 ? [] : [`(${parts.join(", ")})`];
}
