import { useState } from "react";
import { useTranslation } from "react-i18next";

import type { ConnectionView } from "../../../ipc/generated";
import { ConfirmDialog } from "../../../shared/ui/confirm-dialog";
import { Field, TextInput } from "../../../shared/ui/field";
import { GroupChips } from "./group-chips";

type Props = {
  connection: ConnectionView;
  groups: string[];
  onMove: (group: string) => void;
  onClose: () => void;
};

export function MoveDialog({ connection, groups, onMove, onClose }: Props) {
  const { t } = useTranslation("connections");
  const { name, group: now } = connection.settings;
  const [group, setGroup] = useState(now);
  const move = () => {
    onMove(group.trim());
    onClose();
  };
  return (
    <ConfirmDialog
      title={t("move.title", { name })}
      confirmLabel={t("move.confirm")}
      onConfirm={move}
      onClose={onClose}
    >
      <Field label={t("move.group")} hint={t("move.hint")}>
        {(wiring) => (
          <TextInput
            {...wiring}
            data-autofocus
            value={group}
            onChange={(event) => setGroup(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key === "Enter") move();
            }}
          />
        )}
      </Field>
      <GroupChips label={t("move.existing")} groups={groups} chosen={group} onChoose={setGroup} />
    </ConfirmDialog>
  );
}
