import { useState } from "react";
import { useTranslation } from "react-i18next";

import type { OperationGuard } from "../../ipc/generated";
import { Button } from "../ui/button";
import { GuardChip } from "./guard-chip";
import { LowerGuardDialog, RaiseGuardMenu } from "./guard-dialogs";
import classes from "./guard.module.css";

/** Which guard applies here, and the ways to change it. */
export function GuardStatus({ of: { connectionId, name, guard } }: { of: OperationGuard }) {
  const { t } = useTranslation("guard");
  const [dialog, setDialog] = useState<"closed" | "lower">("closed");
  if (connectionId === null) {
    return (
      <span className={classes.status} title={t("noConnection")}>
        <GuardChip guard={guard} />
      </span>
    );
  }
  return (
    <span className={classes.status}>
      <GuardChip guard={guard} />
      {guard.level !== "open" && (
        <Button
          size="sm"
          aria-label={t("lower.openNamed", { name })}
          title={t("lower.openNamed", { name })}
          onClick={() => setDialog("lower")}
        >
          {t("lower.open")}
        </Button>
      )}
      <RaiseGuardMenu connectionId={connectionId} guard={guard} name={name} />
      {dialog === "lower" && (
        <LowerGuardDialog connectionId={connectionId} name={name} guard={guard} onClose={() => setDialog("closed")} />
      )}
    </span>
  );
}
