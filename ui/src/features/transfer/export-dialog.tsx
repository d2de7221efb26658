import { Switch } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { useCommand } from "../../ipc/hooks";
import type { ConnectionView, Exported } from "../../ipc/generated";
import { Button } from "../../shared/ui/button";
import { ErrorNote } from "../../shared/ui/error-note";
import { NewPassphraseFields, useNewPassphrase } from "../settings/vault/new-passphrase";
import { ConnectionTicks } from "./connection-ticks";
import { Dialog } from "./dialog";
import { ExportDone } from "./export-done";
import classes from "./transfer.module.css";
import { useTransfer } from "./use-transfer";

type Props = {
  /** Ticked at first; empty: all of them. */
  ids: string[];
  onClose: () => void;
};

/** Writes connections to a file that the user chooses; with their passwords only under a passphrase. */
export function ExportDialog({ ids, onClose }: Props) {
  const { t } = useTranslation("transfer");
  const list = useCommand("connections", {});
  const [done, setDone] = useState<Exported | null>(null);
  if (done !== null && done.path !== null) return <ExportDone done={done} path={done.path} onClose={onClose} />;
  if (list.data === undefined) {
    return (
      <Dialog title={t("export.title")} size={560} onClose={onClose} actions={<CancelButton onClose={onClose} />}>
        {list.error !== null && <ErrorNote error={list.error.problem} onRetry={() => void list.refetch()} />}
      </Dialog>
    );
  }
  return <ExportForm connections={list.data.connections} ids={ids} onDone={setDone} onClose={onClose} />;
}

type FormProps = Props & { connections: ConnectionView[]; onDone: (done: Exported) => void };

function ExportForm({ connections, ids, onDone, onClose }: FormProps) {
  const { t } = useTranslation("transfer");
  const vault = useCommand("vault", {});
  const [ticked, setTicked] = useState<ReadonlySet<string>>(
    () => new Set(ids.length === 0 ? connections.map(({ id }) => id) : ids),
  );
  const [passwords, setPasswords] = useState<"without" | "with">("without");
  const [cancelled, setCancelled] = useState<"no" | "yes">("no");
  const passphrase = useNewPassphrase();
  const { send, problem, isWorking } = useTransfer("export_connections");
  const chosen = connections.filter(({ id }) => ticked.has(id)).map(({ id }) => id);
  const locked = vault.data?.protection === "locked";
  const reason =
    connections.length === 0
      ? t("export.nothing")
      : chosen.length === 0
        ? t("noneTicked")
        : isWorking
          ? t("export.writing")
          : passwords === "with" && passphrase.match !== "same"
            ? t("export.passphraseMissing")
            : null;
  const confirm = async () => {
    setCancelled("no");
    const sealed = passwords === "with" ? passphrase.take() : null;
    const exported = await send({ ids: chosen.length === connections.length ? [] : chosen, passphrase: sealed });
    if (exported === null) return;
    setCancelled(exported.path === null ? "yes" : "no");
    onDone(exported);
  };
  return (
    <Dialog
      title={t("export.title")}
      size={560}
      onClose={onClose}
      actions={
        <>
          <CancelButton onClose={onClose} />
          <Button size="lg" look="primary" disabledReason={reason} onClick={() => void confirm()}>
            {t("export.confirm", { count: chosen.length })}
          </Button>
        </>
      }
    >
      <div className={classes.form}>
        <ConnectionTicks connections={connections} ticked={ticked} onChange={setTicked} />
        <p>{t("export.contents")}</p>
        <Switch
          label={t("export.withPasswords")}
          description={t(locked ? "export.locked" : "export.withPasswordsHint")}
          checked={passwords === "with"}
          disabled={locked}
          onChange={(event) => setPasswords(event.currentTarget.checked ? "with" : "without")}
        />
        {passwords === "with" && (
          <form
            className={classes.inside}
            onSubmit={(event) => {
              event.preventDefault();
              if (reason === null) void confirm();
            }}
          >
            <NewPassphraseFields passphrase={passphrase} label={t("export.passphrase")} />
            <p className={classes.warning}>{t("export.warning")}</p>
            <input type="submit" hidden />
          </form>
        )}
        {cancelled === "yes" && (
          <p role="status" className="t2">
            {t("export.noFile")}
          </p>
        )}
        {problem !== null && <ErrorNote error={problem} />}
      </div>
    </Dialog>
  );
}

function CancelButton({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation("shared");
  return (
    <Button size="lg" onClick={onClose}>
      {t("cancel")}
    </Button>
  );
}
