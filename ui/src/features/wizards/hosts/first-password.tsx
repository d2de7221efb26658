import { useState } from "react";
import { useTranslation } from "react-i18next";

import type { DraftHost } from "../../../ipc/generated";
import { StateIcon } from "../../../shared/state/state-icon";
import { Button } from "../../../shared/ui/button";
import { ErrorNote } from "../../../shared/ui/error-note";
import { SecretField } from "../../../shared/ui/secret-field";
import { generatePassword } from "../cluster/generate-password";
import { withHost, withHosts } from "../draft/changes";
import { useWizard } from "../draft/context";
import { useProtection } from "../draft/use-protection";
import { useStoreSecret } from "../draft/use-secret";
import classes from "./host-detail.module.css";

/** An agent without a password: the run sets one before anything else. */
export function FirstPassword({ host, index }: { host: DraftHost; index: number }) {
  const { t } = useTranslation("wizard");
  const { editor } = useWizard();
  const { store, storing } = useStoreSecret((draft, secret) =>
    withHost(draft, index, { agentPassword: secret, setPassword: true }),
  );
  if (host.setPassword && host.agentPassword !== null) {
    return (
      <p className={classes.set} role="status">
        <StateIcon state="succeeded" />
        {t("hosts.first.willBe")}
        <Button
          size="sm"
          onClick={() => editor.edit((now) => withHost(now, index, { agentPassword: null, setPassword: false }))}
        >
          {t("hosts.first.undo")}
        </Button>
      </p>
    );
  }
  return (
    <div className={classes.password}>
      <NewPassword
        label={t("hosts.first.label")}
        hint={t("hosts.first.why")}
        onSubmit={(value) => store(value, host.agentPassword)}
      />
      {storing.type === "failed" && <ErrorNote error={storing.problem} />}
    </div>
  );
}

/** The same for every agent that has none, said above the table. */
export function FirstPasswordForAll() {
  const { t } = useTranslation("wizard");
  const { draft, probes } = useWizard();
  const [fold, setFold] = useState<"folded" | "open">("folded");
  const isOpen = (host: DraftHost) => {
    const probe = probes.of(host);
    const facts = probe.type === "answered" ? probe.probe.facts : null;
    return facts?.passwordSet === false && facts.identity === "SINGLE" && !host.setPassword;
  };
  const count = draft.hosts.filter(isOpen).length;
  const { store, storing } = useStoreSecret((now, secret) =>
    withHosts(
      now,
      now.hosts.map((host) => (isOpen(host) ? { ...host, agentPassword: secret, setPassword: true } : host)),
    ),
  );
  if (count === 0) return null;
  return (
    <div className={classes.forAll}>
      <p className={classes.open}>
        <StateIcon state="warning" size={12} />
        <span>
          <span className="med">{t("hosts.first.open", { count })}</span>{" "}
          <span className="t2">{t("hosts.first.whyAll", { count })}</span>
        </span>
      </p>
      {fold === "folded" ? (
        <Button size="sm" icon="key" onClick={() => setFold("open")}>
          {t("hosts.first.all", { count })}
        </Button>
      ) : (
        <div className={classes.password}>
          <NewPassword
            label={t("hosts.first.labelAll", { count })}
            onSubmit={(value) => {
              setFold("folded");
              store(value, null);
            }}
          />
        </div>
      )}
      {storing.type === "failed" && <ErrorNote error={storing.problem} />}
    </div>
  );
}

type NewProps = { label: string; hint?: string; onSubmit: (value: string) => void };

function NewPassword({ label, hint = "", onSubmit }: NewProps) {
  const { t } = useTranslation("wizard");
  const protection = useProtection();
  return (
    <SecretField
      label={label}
      hint={`${hint} ${t(`kept.${protection}`)}`.trim()}
      generate={{
        make: generatePassword,
        label: t("secret.generate"),
        shownOnce: t("secret.generated"),
        copy: t("secret.copy"),
      }}
      onSubmit={onSubmit}
    />
  );
}
