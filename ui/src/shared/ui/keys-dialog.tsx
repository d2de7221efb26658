import { Modal } from "@mantine/core";
import { useTranslation } from "react-i18next";

import { Button } from "./button";
import classes from "./keys-dialog.module.css";

/** Keys as they are printed, with what they do, by where they work. */
export type KeyGroup = { name: string; keys: { does: string; press: readonly string[] }[] };

type Props = { title: string; groups: readonly KeyGroup[]; onClose: () => void };

/** Every key of a screen and what it does. */
export function KeysDialog({ title, groups, onClose }: Props) {
  const { t } = useTranslation("shared");
  return (
    <Modal.Root opened onClose={onClose} size={720}>
      <Modal.Overlay />
      <Modal.Content>
        <Modal.Body>
          <Modal.Title>{title}</Modal.Title>
          <div className={classes.groups}>
            {groups.map(({ name, keys }) => (
              <section key={name} aria-label={name}>
                <h3>{name}</h3>
                <dl>
                  {keys.map(({ does, press }) => (
                    <div key={does}>
                      <dt>{does}</dt>
                      <dd>
                        {press.map((key) => (
                          <kbd key={key}>{key}</kbd>
                        ))}
                      </dd>
                    </div>
                  ))}
                </dl>
              </section>
            ))}
          </div>
          <div className={classes.actions}>
            <Button size="lg" data-autofocus onClick={onClose}>
              {t("close")}
            </Button>
          </div>
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
