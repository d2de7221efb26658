import { useTranslation } from "react-i18next";

import { KeysDialog } from "../../../shared/ui/keys-dialog";
import { GROUPS } from "./groups";

/** The keys of a task's screen. */
export function TaskKeysDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation("tasks");
  const groups = GROUPS.map(({ name, keys }) => ({
    name: t(`keys.group.${name}`),
    keys: keys.map(({ does, press }) => ({ does: t(`keys.${does}`), press })),
  }));
  return <KeysDialog title={t("keys.title")} groups={groups} onClose={onClose} />;
}
