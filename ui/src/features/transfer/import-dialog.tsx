import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import type { ImportPreview, Imported } from "../../ipc/generated";
import { Button } from "../../shared/ui/button";
import { ErrorNote } from "../../shared/ui/error-note";
import { Dialog } from "./dialog";
import { ImportDone } from "./import-done";
import { PreviewForm } from "./preview-form";
import classes from "./transfer.module.css";
import { useTransfer } from "./use-transfer";

type Stage = { type: "choose" } | { type: "preview"; preview: ImportPreview } | { type: "done"; done: Imported };

/** Reads a file, shows what it would change, and stores only what is ticked. */
export function ImportDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation("transfer");
  const { t: shared } = useTranslation("shared");
  const cache = useQueryClient();
  const [stage, setStage] = useState<Stage>({ type: "choose" });
  const { send, problem, isWorking } = useTransfer("read_import");
  const choose = async () => {
    const read = await send({});
    if (read?.preview != null) setStage({ type: "preview", preview: read.preview });
  };
  const finish = (done: Imported) => {
    setStage({ type: "done", done });
    for (const key of ["connections", "home", "app_info", "vault"]) void cache.invalidateQueries({ queryKey: [key] });
  };
  if (stage.type === "done") return <ImportDone done={stage.done} onClose={onClose} />;
  if (stage.type === "preview") {
    return (
      <PreviewForm
        key={stage.preview.importId}
        preview={stage.preview}
        onDone={finish}
        onOther={() => void choose()}
        onClose={onClose}
      />
    );
  }
  return (
    <Dialog
      title={t("import.title")}
      size={560}
      onClose={onClose}
      actions={
        <>
          <Button size="lg" onClick={onClose}>
            {shared("cancel")}
          </Button>
          <Button
            size="lg"
            look="primary"
            icon="doc"
            data-autofocus
            disabledReason={isWorking ? t("import.reading") : null}
            onClick={() => void choose()}
          >
            {t("import.choose")}
          </Button>
        </>
      }
    >
      <div className={classes.form}>
        <p>{t("import.lead")}</p>
        <p>{t("import.passwords")}</p>
        {problem !== null && <ErrorNote error={problem} />}
      </div>
    </Dialog>
  );
}
