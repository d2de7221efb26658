import { useState } from "react";
import { useTranslation } from "react-i18next";

import type { DraftHost } from "../../../ipc/generated";
import { Button } from "../../../shared/ui/button";
import { ErrorNote } from "../../../shared/ui/error-note";
import { SecretField } from "../../../shared/ui/secret-field";
import { withHost } from "../draft/changes";
import { useStoreSecret } from "../draft/use-secret";
import { useProtection } from "../draft/use-protection";
import classes from "./host-detail.module.css";

/** The password of an agent that has one. Once stored, the host is asked again with it. */
export function AgentPassword({ host, index }: { host: DraftHost; index: number }) {
  const { t } = useTranslation("wizard");
  const protection = useProtection();
  const [mode, setMode] = useState<"shown" | "typing">("shown");
  const { store, storing } = useStoreSecret((draft, secret) =>
    withHost(draft, index, { agentPassword: secret, setPassword: false }),
  );
  if (host.agentPassword !== null && mode === "shown") {
    return (
      <p className={classes.set}>
        <span>
          {t("hosts.password")}: {t(`secretSet.${protection}`)}
        </span>
        <Button size="sm" onClick={() => setMode("typing")}>
          {t("secret.replace")}
        </Button>
      </p>
    );
  }
  return (
    <div className={classes.password}>
      <SecretField
        label={t("hosts.password")}
        hint={t("hosts.passwordHint", { kept: t(`kept.${protection}`) })}
        onSubmit={(value) => {
          setMode("shown");
          store(value, host.agentPassword);
        }}
      />
      {storing.type === "failed" && <ErrorNote error={storing.problem} />}
    </div>
  );
}
