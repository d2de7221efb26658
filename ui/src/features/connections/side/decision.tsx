import { type ReactNode, useId } from "react";
import { useTranslation } from "react-i18next";

import { StateIcon } from "../../../shared/state/state-icon";
import { Button } from "../../../shared/ui/button";
import classes from "./side.module.css";

/** Something only the user can decide; everything for it stands here. */
export function Decision({
  title,
  tone = "failed",
  level: Heading = "h3",
  children,
}: {
  title: string;
  level?: "h2" | "h3" | "h4";
  tone?: "failed" | "warning";
  children: ReactNode;
}) {
  const id = useId();
  return (
    <section className={classes.decision} data-tone={tone} aria-labelledby={id}>
      <Heading id={id} className={classes.decisionTitle}>
        <StateIcon state={tone} />
        <span>{title}</span>
      </Heading>
      {children}
    </section>
  );
}

/** Decided to leave it as it is; the choice stays within reach. */
export function Kept({ children, onAgain }: { children: ReactNode; onAgain: () => void }) {
  const { t } = useTranslation("connections");
  return (
    <p className={classes.kept} role="status">
      <StateIcon state="warning" />
      <span className="grow">{children}</span>
      <Button size="sm" onClick={onAgain}>
        {t("key.again")}
      </Button>
    </p>
  );
}
