import { Modal } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import type { IpcError } from "../../../ipc/generated";
import { StateIcon } from "../../../shared/state/state-icon";
import { Button } from "../../../shared/ui/button";
import { ErrorNote } from "../../../shared/ui/error-note";
import classes from "./form.module.css";
import type { FormNotes } from "./field-notes";

type Props = {
  title: string;
  submitLabel: string;
  disabledReason: string | null;
  problem: IpcError | null;
  notes: FormNotes;
  onSubmit: () => void;
  onClose: () => void;
  children: ReactNode;
};

/** Title and buttons stay in sight, the form between them scrolls. What is wrong is told at its field and here. */
export function FormDialog({ title, submitLabel, disabledReason, problem, notes, onSubmit, onClose, children }: Props) {
  const { t } = useTranslation("shared");
  const atFields = Object.values(notes);
  return (
    <Modal.Root opened onClose={onClose} size={680} closeOnClickOutside={false}>
      <Modal.Overlay />
      <Modal.Content>
        <Modal.Body p={0}>
          <form
            className={classes.frame}
            noValidate
            onSubmit={(event) => {
              event.preventDefault();
              if (disabledReason === null) onSubmit();
            }}
          >
            <div className={classes.title}>
              <Modal.Title className="cut" title={title}>
                {title}
              </Modal.Title>
            </div>
            <div className={classes.scroll}>{children}</div>
            {problem !== null && atFields.length === 0 && (
              <div className={classes.problem}>
                <ErrorNote error={problem} />
              </div>
            )}
            <div className={classes.footer}>
              <p className={classes.alarm} role="alert">
                {atFields.map(({ title: what }) => (
                  <span key={what}>
                    <StateIcon state="failed" size={12} /> {what}
                  </span>
                ))}
              </p>
              <Button size="lg" onClick={onClose}>
                {t("cancel")}
              </Button>
              <Button size="lg" look="primary" type="submit" disabledReason={disabledReason}>
                {submitLabel}
              </Button>
            </div>
          </form>
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
