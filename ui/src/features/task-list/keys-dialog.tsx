import { useTranslation } from "react-i18next";

import { KeysDialog } from "../../shared/ui/keys-dialog";
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
      { does: "obproxy", press: ["g o"] },
      { does: "audit", press: ["g a"] },
      { does: "settings", press: ["g s"] },
      { does: "back", press: ["Esc"] },
      { does: "help", press: ["?"] },
    ],
  },
];

/** The keys of the list of tasks. */
export function ListKeysDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation("taskList");
  const groups = GROUPS.map(({ name, keys }) => ({
    name: t(`keys.group.${name}`),
    keys: keys.map(({ does, press }) => ({ does: t(`keys.does.${does}`), press })),
  }));
  return <KeysDialog title={t("keys.title")} groups={groups} onClose={onClose} />;
}
