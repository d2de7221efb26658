import { Modal } from "@mantine/core";
import { useTranslation } from "react-i18next";

import { Button } from "../../shared/ui/button";
import classes from "../tasks/keys/keys.module.css";
import type { en } from "./messages-en";

type Keys = (typeof en)["keys"];
type Group = { name: keyof Keys["group"]; keys: { does: keyof Keys["does"]; press: string[] }[] };

/** The keys as they are printed, by where they work. */
const GROUPS: Group[] = [
  {
    name: "list",
    keys: [
      { does: "row", press: ["↑", "↓", "k", "j"] },
      { does: "page", press: ["PgUp", "PgDn"] },
      { does: "ends", press: ["Home", "End"] },
      { does: "open", press: ["Enter"] },
      { does: "compare", press: ["c"] },
      { does: "menu", press: ["m"] },
    ],
  },
  {
    name: "anywhere",
    keys: [
      { does: "filter", press: ["/"] },
      { does: "openSaved", press: ["Ctrl O"] },
      { does: "connections", press: ["g c"] },
      { does: "tasks", press: ["g t"] },
      { does: "audit", press: ["g a"] },
      { does: "settings", press: ["g s"] },
      { does: "back", press: ["Esc"] },
      { does: "help", press: ["?"] },
    ],
  },
];

/** Every key of the page and what it does. */
export function KeysDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation("taskList");
  const { t: shared } = useTranslation("shared");
  return (
    <Modal.Root opened onClose={onClose} size={720}>
      <Modal.Overlay />
      <Modal.Content>
        <Modal.Body>
          <Modal.Title>{t("keys.title")}</Modal.Title>
          <div className={classes.groups}>
            {GROUPS.map(({ name, keys }) => (
              <section key={name} aria-label={t(`keys.group.${name}`)}>
                <h3>{t(`keys.group.${name}`)}</h3>
                <dl>
                  {keys.map(({ does, press }) => (
                    <div key={does}>
                      <dt>{t(`keys.does.${does}`)}</dt>
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
              {shared("close")}
            </Button>
          </div>
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
