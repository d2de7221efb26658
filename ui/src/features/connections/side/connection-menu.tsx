import { Menu } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import type { ConnectionView } from "../../../ipc/generated";
import { usePlatform } from "../../../platform/context";
import { lowerings, stricterThan } from "../../../shared/guard/levels";
import { Button } from "../../../shared/ui/button";
import { canContact } from "../model/state";
import type { Actions } from "../use-actions";

/** What the menu cannot do at once. */
export type MenuDialog =
  | { type: "edit"; id: string }
  | { type: "move"; id: string }
  | { type: "export"; id: string }
  | { type: "lower"; id: string };

type Props = { connection: ConnectionView; actions: Actions; onDialog: (dialog: MenuDialog) => void };

export function ConnectionMenu({ connection, actions, onDialog }: Props) {
  const { t } = useTranslation("connections");
  const { t: guards } = useTranslation("guard");
  const { id, settings, guard } = connection;
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button
          size="sm"
          look="bare"
          icon="more"
          aria-label={t("panel.menu", { name: settings.name })}
          title={t("panel.menu", { name: settings.name })}
        />
      </Menu.Target>
      <Menu.Dropdown>
        {canContact(connection) ? (
          <Menu.Item onClick={() => void actions.contact(id)}>{t("panel.contact")}</Menu.Item>
        ) : (
          <Menu.Item onClick={() => void actions.leave(id)}>{t("panel.stop")}</Menu.Item>
        )}
        <Menu.Item onClick={() => void actions.setPinned(connection, !settings.pinned)}>
          {t(settings.pinned ? "menu.unpin" : "menu.pin")}
        </Menu.Item>
        <CopyAddress addresses={settings.addresses} />
        <Menu.Divider />
        <Menu.Item onClick={() => onDialog({ type: "edit", id })}>{t("menu.edit")}</Menu.Item>
        <Menu.Item onClick={() => void actions.duplicate(id)}>{t("menu.duplicate")}</Menu.Item>
        <Menu.Item onClick={() => onDialog({ type: "move", id })}>{t("menu.move")}</Menu.Item>
        <Menu.Item onClick={() => onDialog({ type: "export", id })}>{t("menu.export")}</Menu.Item>
        <Menu.Divider />
        {guard.lowered !== null && (
          <Menu.Item onClick={() => void actions.raise(id, guard.base)}>
            {guards("raise.end", { level: guards(`short.${guard.base}`) })}
          </Menu.Item>
        )}
        {stricterThan(guard.base)
          .toReversed()
          .map((level) => (
            <Menu.Item key={level} onClick={() => void actions.raise(id, level)}>
              {guards("raise.to", { level: guards(`short.${level}`) })}
            </Menu.Item>
          ))}
        {lowerings(guard).length > 0 && (
          <Menu.Item onClick={() => onDialog({ type: "lower", id })}>{t("menu.lower")}</Menu.Item>
        )}
        <Menu.Divider />
        <Menu.Item onClick={() => void actions.remove(connection)}>{t("menu.delete")}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

/** The menu stays, so that it can say that it is done. */
function CopyAddress({ addresses }: { addresses: string[] }) {
  const { t } = useTranslation("connections");
  const platform = usePlatform();
  const [phase, setPhase] = useState<"idle" | "copied">("idle");
  const copy = async () => {
    await platform.copyText(addresses.join("\n"));
    setPhase("copied");
  };
  return (
    <Menu.Item closeMenuOnClick={false} onClick={() => void copy()}>
      <span role="status">{t(phase === "copied" ? "menu.copied" : "menu.copyAddress")}</span>
    </Menu.Item>
  );
}
