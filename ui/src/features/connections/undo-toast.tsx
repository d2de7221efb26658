import { useEffect, useEffectEvent, useState } from "react";
import { useTranslation } from "react-i18next";

import { Button } from "../../shared/ui/button";
import classes from "./connections-page.module.css";

const STAYS_MS = 12_000;

type Props = { name: string; onUndo: () => void; onGone: () => void };

/** What was just deleted, and the way back. It waits while the pointer or the focus is on it. */
export function UndoToast({ name, onUndo, onGone }: Props) {
  const { t } = useTranslation("connections");
  const [held, setHeld] = useState<"running" | "held">("running");
  const gone = useEffectEvent(onGone);
  useEffect(() => {
    if (held === "held") return undefined;
    const timer = setTimeout(() => gone(), STAYS_MS);
    return () => clearTimeout(timer);
  }, [held]);
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- only to notice that it is looked at
    <div
      className={classes.toast}
      onPointerEnter={() => setHeld("held")}
      onPointerLeave={() => setHeld("running")}
      onFocus={() => setHeld("held")}
      onBlur={() => setHeld("running")}
    >
      <span role="status" className="cut" title={name}>
        {t("deleted", { name })}
      </span>
      <Button size="sm" onClick={onUndo} title="Ctrl Z">
        {t("undo")}
      </Button>
    </div>
  );
}
