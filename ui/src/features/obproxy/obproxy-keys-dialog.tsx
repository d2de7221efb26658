import { useTranslation } from "react-i18next";

import { KeysDialog } from "../../shared/ui/keys-dialog";
import type { en } from "./messages-en";

type Keys = (typeof en)["keys"];
type Group = { name: keyof Keys["group"]; keys: { does: keyof Keys["does"]; press: string[] }[] };

const GROUPS: Group[] = [
  {
    name: "screen",
    keys: [
      { does: "refresh", press: ["r"] },
      { does: "filter", press: ["/"] },
      { does: "rows", press: ["Tab", "Enter"] },
      { does: "tick", press: ["Space"] },
      { does: "next", press: ["Ctrl Enter"] },
    ],
  },
  {
    name: "anywhere",
    keys: [
      { does: "obproxy", press: ["g o"] },
      { does: "connections", press: ["g c"] },
      { does: "tasks", press: ["g t"] },
      { does: "audit", press: ["g a"] },
      { does: "settings", press: ["g s"] },
      { does: "back", press: ["Esc"] },
      { does: "help", press: ["?"] },
    ],
  },
];

/** The keys of the screens for OBProxy. */
export function ObproxyKeysDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation("obproxy");
  const groups = GROUPS.map(({ name, keys }) => ({
    name: t(`keys.group.${name}`),
    keys: keys.map(({ does, press }) => ({ does: t(`keys.does.${does}`), press })),
  }));
  return <KeysDialog title={t("keys.title")} groups={groups} onClose={onClose} />;
}
