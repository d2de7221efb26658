import { Modal } from "@mantine/core";
import type { ReactNode } from "react";

import classes from "./transfer.module.css";

type Props = { title: string; size: number; onClose: () => void; actions: ReactNode; children: ReactNode };

/** A dialog whose middle scrolls, so that its buttons stay in sight. */
export function Dialog({ title, size, onClose, actions, children }: Props) {
  return (
    <Modal.Root opened onClose={onClose} size={size}>
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
