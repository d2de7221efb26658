import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";

import type { Imported, ImportPreview } from "../../ipc/generated";
import { useSpeech } from "../../shared/i18n/i18n";
import { formatMoment } from "../../shared/time/format";
import { useNow } from "../../shared/time/use-now";
import { Button } from "../../shared/ui/button";
import { ErrorNote } from "../../shared/ui/error-note";
import { Field, type FieldNote, TextInput } from "../../shared/ui/field";
import { Dialog } from "./dialog";
import { PreviewTable } from "./preview-table";
import classes from "./transfer.module.css";
import { useTransfer } from "./use-transfer";

type Props = { preview: ImportPreview; onDone: (done: Imported) => void; onOther: () => void; onClose: () => void };

/** What the file would change, row by row. New ones are ticked; what would overwrite something here is not. */
export function PreviewForm({ preview, onDone, onOther, onClose }: Props) {
  const { t } = useTranslation("transfer");
  const { t: shared } = useTranslation("shared");
  const { t: errors } = useTranslation("errors");
  const { importId, items, secrets } = preview;
  const [ticked, setTicked] = useState<ReadonlySet<string>>(
    () => new Set(items.filter((item) => item.change === "new").map((item) => item.key)),
  );
  const passphrase = useRef<HTMLInputElement>(null);
  const { send, problem, isWorking } = useTransfer("apply_import");
  const wrong: FieldNote | null =
    problem?.code === "wrongPassphrase"
      ? { tone: "block", title: errors("wrongPassphrase.title"), remedy: t("import.wrongRemedy") }
      : null;
  const takes = items.some((item) => item.change === "new" || item.change === "changed");
  const reason = isWorking
    ? t("import.storing")
    : ticked.size > 0
      ? null
      : takes
        ? t("noneTicked")
        : t("import.nothingToTake");
  const confirm = async () => {
    const given = passphrase.current?.value ?? "";
    if (passphrase.current !== null) passphrase.current.value = "";
    const accept = items.filter((item) => ticked.has(item.key)).map((item) => item.key);
    const done = await send({ importId, accept, passphrase: given === "" ? null : given });
    if (done !== null) onDone(done);
    else passphrase.current?.focus();
  };
  return (
    <Dialog
      title={t("import.previewTitle")}
      size={880}
      onClose={onClose}
      actions={
        <>
          <span className={classes.other}>
            <Button size="lg" look="bare" onClick={onOther}>
              {t("import.other")}
            </Button>
          </span>
          <Button size="lg" onClick={onClose}>
            {shared("cancel")}
          </Button>
          <Button size="lg" look="primary" disabledReason={reason} onClick={() => void confirm()}>
            {t("import.confirm", { count: ticked.size })}
          </Button>
        </>
      }
    >
      <div className={classes.form}>
        <FileLine preview={preview} />
        <PreviewTable items={items} ticked={ticked} onChange={setTicked} />
        {secrets > 0 && (
          <form
            className={classes.secrets}
            onSubmit={(event) => {
              event.preventDefault();
              if (reason === null) void confirm();
            }}
          >
            <Field label={t("import.passphrase")} hint={t("import.passphraseHint", { count: secrets })} note={wrong}>
              {(wiring) => <TextInput {...wiring} ref={passphrase} type="password" autoComplete="off" />}
            </Field>
          </form>
        )}
        {problem !== null && wrong === null && <ErrorNote error={problem} />}
      </div>
    </Dialog>
  );
}

function FileLine({ preview: { file, exportedAt } }: { preview: ImportPreview }) {
  const { t } = useTranslation("transfer");
  const speech = useSpeech();
  const now = useNow(60_000);
  return (
    <p className={classes.file}>
      <span className="mono selectable">{file}</span>
      {exportedAt !== null && <span>{t("import.exportedAt", { when: formatMoment(exportedAt, now, speech) })}</span>}
    </p>
  );
}
