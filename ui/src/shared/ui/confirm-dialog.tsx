import { Modal } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";

import type { IpcError } from "../../ipc/generated";
import { Button } from "./button";
import classes from "./confirm-dialog.module.css";
import { ErrorNote, type ErrorWords } from "./error-note";
import { Field, TextInput } from "./field";

type Props = {
  title: string;
  /** The verb: "Delete draft", never "OK". */
  confirmLabel: string;
  /** Instead of "Cancel", where cancelling is what the dialog asks about. */
  dismissLabel?: string;
  tone?: "danger" | "normal";
  /** Must be typed before it can be confirmed. */
  typeToConfirm?: string;
  /** Why it cannot be confirmed now. */
  disabledReason?: string | null;
  error?: IpcError | null;
  wordsOf?: ErrorWords | undefined;
  size?: number;
  /** Called with what was typed. */
  onConfirm: (typed: string) => void;
  onClose: () => void;
  children: ReactNode;
};

/** What will happen, and the verb on the button. Escape and Cancel leave everything as it is. */
export function ConfirmDialog({
  title,
  confirmLabel,
  dismissLabel,
  tone = "normal",
  typeToConfirm,
  disabledReason = null,
  error = null,
  wordsOf,
  size = 480,
  onConfirm,
  onClose,
  children,
}: Props) {
  const { t } = useTranslation("shared");
  const [typed, setTyped] = useState("");
  const named = typeToConfirm === undefined || typed === typeToConfirm;
  const reason = disabledReason ?? (named ? null : t("typeToConfirmMissing"));
  return (
    <Modal.Root opened onClose={onClose} size={size}>
      <Modal.Overlay />
      <Modal.Content>
        <Modal.Body>
          <Modal.Title>{title}</Modal.Title>
          <div className={classes.body}>{children}</div>
          {typeToConfirm !== undefined && (
            <Field label={t("typeToConfirm", { name: typeToConfirm })}>
              {(wiring) => (
                <TextInput
                  {...wiring}
                  data-autofocus
                  value={typed}
                  onKeyDown={(event) => {
                    if (event.key === "Enter" && reason === null) onConfirm(typed);
                  }}
                  onChange={(event) => setTyped(event.currentTarget.value)}
                />
              )}
            </Field>
          )}
          {error !== null && <ErrorNote error={error} words={wordsOf?.(error)} />}
          <div className={classes.actions}>
            <Button size="lg" onClick={onClose} data-autofocus={typeToConfirm === undefined || undefined}>
              {dismissLabel ?? t("cancel")}
            </Button>
            <Button
              size="lg"
              look={tone === "danger" ? "dangerFill" : "primary"}
              disabledReason={reason}
              onClick={() => onConfirm(typed)}
            >
              {confirmLabel}
            </Button>
          </div>
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
