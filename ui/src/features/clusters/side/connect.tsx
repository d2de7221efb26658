import { Fragment, useState } from "react";
import { useTranslation } from "react-i18next";

import type { HostView } from "../../../ipc/generated";
import { CopyButton } from "../../../shared/ui/copy-button";
import { connectCommands } from "../model/connect";
import classes from "./side.module.css";

const FEW = 3;

/** How to connect with a client, to copy; servers that serve come first. */
export function Connect({ hosts }: { hosts: HostView[] }) {
  const { t } = useTranslation("clusters");
  const [fold, setFold] = useState<"few" | "all">("few");
  const commands = connectCommands(hosts);
  const shown = fold === "all" ? commands : commands.slice(0, FEW);
  return (
    <section>
      <h3 className={classes.heading}>{t("side.connect")}</h3>
      {commands.length === 0 && <p className={classes.none}>{t("side.noConnect")}</p>}
      {shown.map(({ host, command }) => (
        <div key={host} className={classes.command}>
          <code className="selectable">
            {command.split(" ").map((word) => (
              <Fragment key={word}>
                <span>{word}</span>{" "}
              </Fragment>
            ))}
          </code>
          <CopyButton text={command} label={t("side.copyOf", { host })} word="hidden" />
        </div>
      ))}
      {commands.length > FEW && (
        <button type="button" className={classes.more} onClick={() => setFold(fold === "few" ? "all" : "few")}>
          {fold === "few" ? t("side.all", { n: commands.length }) : t("side.few")}
        </button>
      )}
    </section>
  );
}
