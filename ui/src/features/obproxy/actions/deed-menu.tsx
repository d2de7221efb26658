import { Menu } from "@mantine/core";
import { useTranslation } from "react-i18next";

import type { ObproxyDeed, ObproxyDeedView } from "../../../ipc/generated";
import { Button } from "../../../shared/ui/button";
import { isDestructive } from "./ask";
import classes from "./actions.module.css";

type Props = {
  label: string;
  size?: "sm" | "md";
  deeds: ObproxyDeedView[];
  /** With all servers, or with what the menu stands beside. */
  about: "all" | "these";
  onDo: (deed: ObproxyDeed) => void;
};

/** What can be done. What is off stays, and says why. */
export function DeedMenu({ label, size = "md", deeds, about, onDo }: Props) {
  const { t } = useTranslation("obproxy");
  const name = (deed: ObproxyDeed) =>
    about === "all" && (deed === "restart" || deed === "start" || deed === "stop" || deed === "upgrade")
      ? t(`deedAll.${deed}`)
      : t(`deed.${deed}`);
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button size={size} look={size === "sm" ? "bare" : "quiet"} icon="more" aria-label={label} title={label} />
      </Menu.Target>
      <Menu.Dropdown>
        {deeds.length === 0 && <p className={classes.nothing}>{t("nothingToDo")}</p>}
        {deeds.map(({ deed, off, undocumented }) =>
          off === null ? (
            <Menu.Item
              key={deed}
              className={classes.item}
              data-danger={isDestructive(deed) || undefined}
              onClick={() => onDo(deed)}
            >
              {name(deed)}
              {undocumented && <span className={classes.why}>{t("undocumented")}</span>}
            </Menu.Item>
          ) : (
            <Menu.Item
              key={deed}
              className={classes.item}
              data-off
              closeMenuOnClick={false}
              // Mantine drops aria-disabled, and its own disabled cannot be reached by key to be read.
              renderRoot={(props) => <button type="button" {...props} aria-disabled="true" />}
            >
              {name(deed)}
              <span className={classes.why}>{t(`off.${off}`)}</span>
            </Menu.Item>
          ),
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
