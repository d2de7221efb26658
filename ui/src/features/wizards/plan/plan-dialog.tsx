import { Modal } from "@mantine/core";
import type { ReactNode } from "react";

import classes from "./plan.module.css";

type Props = { title: string; onClose: () => void; actions: ReactNode; children: ReactNode };

/** A dialog whose middle scrolls, so that its buttons stay in sight. */
export function PlanDialog({ title, onClose, actions, children }: Props) {
  return (
    <Modal.Root opened onClose={onClose} size={720}>
      <Modal.Overlay />
      <Modal.Content>
        <Modal.Body>
          <Modal.Title>{title}</Modal.Title>
          <div className={classes.body}>{children}</div>
          <div className={classes.actions}>{actions}</div>
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
