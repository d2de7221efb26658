import { Menu } from "@mantine/core";
import { useId } from "react";
import { useTranslation } from "react-i18next";

import type { AgentProxy } from "../../../../ipc/generated";
import { usePlatform } from "../../../../platform/context";
import { Button } from "../../../../shared/ui/button";
import { ACTS, barsOf, offOf } from "../model/fleet";
import { useOffWord } from "../words";
import classes from "./act-menu.module.css";
import type { Ask } from "./use-ask";

/** All that can be done with one agent. What is off stays, and says why; once, where it is the same for all. */
export function ActMenu({ proxy, ask }: { proxy: AgentProxy; ask: Ask }) {
  const { agent, deeds, known } = proxy;
  const { t } = useTranslation("proxies");
  const platform = usePlatform();
  const offWord = useOffWord();
  const label = t("table.menu", { agent });
  const reasonId = useId();
  const [bar] = barsOf([proxy]);
  const common = bar?.acts.length === ACTS.length ? bar.off : null;
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button size="sm" look="bare" icon="more" aria-label={label} title={label} />
      </Menu.Target>
      <Menu.Dropdown>
        {common !== null && (
          <p id={reasonId} className={classes.common}>
            {t("fleet.everything")}
            {t("colon")} {offWord(common)}
          </p>
        )}
        {ACTS.map((act) => {
          const off = offOf(deeds, act);
          return off === null ? (
            <Menu.Item
              key={act}
              className={classes.item ?? ""}
              data-danger={act === "delete" || undefined}
              onClick={() => ask.start(act, [agent])}
            >
              {t(`act.${act}`)}
            </Menu.Item>
          ) : (
            <Menu.Item
              key={act}
              className={classes.item ?? ""}
              data-off
              closeMenuOnClick={false}
              // Mantine drops aria-disabled, and its own disabled cannot be reached by key to be read.
              renderRoot={(props) => (
                <button
                  type="button"
                  {...props}
                  aria-disabled="true"
                  aria-describedby={common === null ? undefined : reasonId}
                />
              )}
            >
              {t(`act.${act}`)}
              {common === null && <span className={classes.why}>{offWord(off)}</span>}
            </Menu.Item>
          );
        })}
        {known !== null && (
          <>
            <Menu.Divider />
            <Menu.Item onClick={() => void platform.copyText(known.command)}>{t("copyCommand")}</Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
