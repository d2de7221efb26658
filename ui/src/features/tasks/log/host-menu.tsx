import { Menu } from "@mantine/core";
import { useTranslation } from "react-i18next";

import { Icon } from "../../../shared/icons/icon";
import classes from "./log.module.css";

export type HostChoice = { key: string; name: string };

type Props = { name: string; runs: HostChoice[]; value: string | null; onChoose: (runKey: string | null) => void };

/** All hosts, interleaved, or one of them alone. */
export function HostMenu({ name, runs, value, onChoose }: Props) {
  const { t } = useTranslation("tasks");
  const choices: { key: string | null; name: string }[] = [{ key: null, name: t("log.allHosts") }, ...runs];
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <button type="button" className={classes.hosts} title={name} aria-label={t("log.hosts", { name })}>
          <span>{name}</span>
          <Icon name="chevronDown" size={12} />
        </button>
      </Menu.Target>
      <Menu.Dropdown className={classes.hostList}>
        {choices.map((choice) => (
          <Menu.Item
            key={choice.key ?? ""}
            // Mantine makes every item a menuitem, which cannot be checked.
            renderRoot={(props) => (
              <button type="button" {...props} role="menuitemradio" aria-checked={choice.key === value} />
            )}
            leftSection={choice.key === value ? <Icon name="check" size={12} /> : <span className={classes.noMark} />}
            onClick={() => onChoose(choice.key)}
          >
            {choice.name}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
