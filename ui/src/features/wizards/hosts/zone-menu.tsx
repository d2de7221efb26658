import { Menu } from "@mantine/core";
import { useTranslation } from "react-i18next";

import { Button } from "../../../shared/ui/button";
import { withHost } from "../draft/changes";
import { useWizard } from "../draft/context";
import { nameOf, newZoneName, zonesOfTarget } from "../draft/use-target";

/** The zones that the cluster has, and one that it has not; nothing where the cluster is yet to be. */
export function ZoneMenu({ index }: { index: number }) {
  const { t } = useTranslation("wizard");
  const { draft, editor, target } = useWizard();
  const zones = zonesOfTarget(target);
  if (zones.length === 0) return null;
  const taken = [...new Set([...zones.map(({ name }) => name), ...draft.hosts.map(({ zone }) => zone)])];
  const fresh = taken.filter((zone) => zone !== "" && !zones.some(({ name }) => name === zone));
  if (fresh.length === 0) fresh.push(newZoneName(taken.filter(Boolean)));
  const choose = (zone: string) => editor.edit((now) => withHost(now, index, { zone }));
  const label = t("hosts.zones.choose", { n: index + 1 });
  return (
    <Menu position="bottom-start" withinPortal trapFocus>
      <Menu.Target>
        <Button size="sm" look="bare" icon="chevronDown" aria-label={label} title={label} />
      </Menu.Target>
      <Menu.Dropdown mah={320} style={{ overflowY: "auto" }}>
        <Menu.Label>{t("hosts.zones.here", { name: nameOf(draft, target) ?? "" })}</Menu.Label>
        {zones.map(({ name, members }) => (
          <Menu.Item key={name} onClick={() => choose(name)}>
            {name} <span className="t3 sm">{t("hosts.zones.members", { count: members })}</span>
          </Menu.Item>
        ))}
        <Menu.Divider />
        {fresh.map((zone) => (
          <Menu.Item key={zone} onClick={() => choose(zone)}>
            {t("hosts.zones.make", { zone })}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
