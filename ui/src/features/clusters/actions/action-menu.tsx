import { Menu } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import type { NodeActionKind, NodeActionView } from "../../../ipc/generated";
import { usePlatform } from "../../../platform/context";
import { Button } from "../../../shared/ui/button";
import type { Target } from "../model/ask";
import { isDestructive } from "../model/state";
import classes from "./action-menu.module.css";

/** Something to copy from the menu. */
export type Copyable = { label: string; text: string };

type Props = {
  label: string;
  size?: "sm" | "md";
  actions: NodeActionView[];
  target: Target;
  copies?: Copyable[];
  /** Reached by Enter on its card or row instead of by Tab. */
  tabIndex?: number;
  onAction: (kind: NodeActionKind, target: Target) => void;
};

const NOTHING: Copyable[] = [];

/** What can be done with a host, a zone or the cluster. What is off stays, and says why. */
export function ActionMenu({ label, size = "sm", actions, target, copies = NOTHING, tabIndex, onAction }: Props) {
  const { t } = useTranslation("clusters");
  const name = (action: NodeActionKind) =>
    target.type === "zone" && (action === "start" || action === "stop") ? t(`ofZone.${action}`) : t(`action.${action}`);
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button
          size={size}
          look={size === "sm" ? "bare" : "quiet"}
          icon="more"
          aria-label={label}
          title={label}
          tabIndex={tabIndex}
          data-menu
        />
      </Menu.Target>
      <Menu.Dropdown>
        {actions.length === 0 && copies.length === 0 && <p className={classes.nothing}>{t("noActions")}</p>}
        {actions.map(({ action, off }) =>
          off === null ? (
            <Menu.Item
              key={action}
              data-danger={isDestructive(action) || undefined}
              className={classes.item}
              onClick={() => onAction(action, target)}
            >
              {name(action)}
            </Menu.Item>
          ) : (
            <Menu.Item
              key={action}
              className={classes.item}
              data-off
              closeMenuOnClick={false}
              // Mantine drops aria-disabled, and its own disabled cannot be reached by key to be read.
              renderRoot={(props) => <button type="button" {...props} aria-disabled="true" />}
            >
              {name(action)}
              <span className={classes.why}>{t(`off.${off}`)}</span>
            </Menu.Item>
          ),
        )}
        {actions.length > 0 && copies.length > 0 && <Menu.Divider />}
        {copies.map((copy) => (
          <Copy key={copy.label} {...copy} />
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

/** The menu stays, so that it can say that it is done. */
function Copy({ label, text }: Copyable) {
  const { t } = useTranslation("clusters");
  const platform = usePlatform();
  const [phase, setPhase] = useState<"idle" | "copied">("idle");
  const copy = async () => {
    await platform.copyText(text);
    setPhase("copied");
  };
  return (
    <Menu.Item closeMenuOnClick={false} onClick={() => void copy()}>
      <span role="status">{phase === "copied" ? t("copied") : label}</span>
    </Menu.Item>
  );
}
