import { Menu } from "@mantine/core";
import { useTranslation } from "react-i18next";

import type { ParameterScope } from "../../../ipc/generated";
import { Button } from "../../../shared/ui/button";
import { useWizard } from "../draft/context";
import { type ParameterRow, sameScope, withParameter } from "./rows";

const SHOWN_SERVERS = 200;

/** Adds a value for one zone or one server. */
export function OverrideMenu({ row }: { row: ParameterRow }) {
  const { t } = useTranslation("wizard");
  const { editor, draft, probes } = useWizard();
  const taken = (scope: ParameterScope) => row.overrides.some((entry) => sameScope(entry.parameter.scope, scope));
  const add = (scope: ParameterScope) =>
    editor.edit((now) => withParameter(now, scope, row.name, row.cluster?.parameter.value ?? ""));
  const zones = [...new Set(draft.hosts.map((host) => host.zone).filter(Boolean))].toSorted();
  const servers = draft.hosts.slice(0, SHOWN_SERVERS).map((host) => {
    const probe = probes.of(host);
    return probe.type === "answered" ? probe.probe.address : host.address;
  });
  const zoneScopes = zones.map((zone): ParameterScope => ({ type: "zone", zone })).filter((scope) => !taken(scope));
  const serverScopes = servers
    .map((address): ParameterScope => ({ type: "server", address }))
    .filter((scope) => !taken(scope));
  return (
    <Menu position="bottom-end" withinPortal trapFocus>
      <Menu.Target>
        <Button
          size="sm"
          look="bare"
          icon="more"
          aria-label={t("resources.override", { name: row.name })}
          title={t("resources.overrideFor")}
        />
      </Menu.Target>
      <Menu.Dropdown mah={320} style={{ overflowY: "auto" }}>
        <Menu.Label>{t("resources.overrideFor")}</Menu.Label>
        {[...zoneScopes, ...serverScopes].map((scope) => (
          <Menu.Item key={JSON.stringify(scope)} onClick={() => add(scope)}>
            <span className={scope.type === "server" ? "mono" : undefined}>
              {t(`resources.scope.${scope.type}`, { ...scope })}
            </span>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
