import { Modal } from "@mantine/core";
import { useTranslation } from "react-i18next";

import { Button } from "../../../shared/ui/button";
import { GROUPS } from "./groups";
import classes from "./keys.module.css";

/** Every key of the screen and what it does. */
export function KeysDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation(["tasks", "shared"]);
  return (
    <Modal.Root opened onClose={onClose} size={720}>
      <Modal.Overlay />
      <Modal.Content>
        <Modal.Body>
          <Modal.Title>{t("tasks:keys.title")}</Modal.Title>
          <div className={classes.groups}>
            {GROUPS.map(({ name, keys }) => (
              <section key={name} aria-label={t(`tasks:keys.group.${name}`)}>
                <h3>{t(`tasks:keys.group.${name}`)}</h3>
                <dl>
                  {keys.map(({ does, press }) => (
                    <div key={does}>
                      <dt>{t(`tasks:keys.${does}`)}</dt>
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
              {t("shared:close")}
            </Button>
          </div>
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
