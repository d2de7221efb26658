import type { ReactNode, RefObject } from "react";
import { useTranslation } from "react-i18next";

import type { Environment } from "../../../ipc/generated";
import { Button } from "../../../shared/ui/button";
import { EnvironmentChip } from "../../../shared/ui/chip";
import { CutName } from "../../../shared/ui/cut-name";
import classes from "./side.module.css";

type Props = {
  panel: RefObject<HTMLElement | null>;
  name: string;
  environment: Environment | null;
  menu?: ReactNode;
  /** Back to the list; only a narrow window shows a button for it. */
  onClose: () => void;
  children: ReactNode;
};

/** What is selected, at the right. Escape goes back to the list. */
export function SidePanel({ panel, name, environment, menu, onClose, children }: Props) {
  const { t } = useTranslation("connections");
  const { t: shared } = useTranslation("shared");
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Escape works wherever the focus is in it
    <aside
      ref={panel}
      aria-label={t("panel.label", { name })}
      className={classes.panel}
      onKeyDown={(event) => {
        if (event.key !== "Escape" || event.defaultPrevented) return;
        event.preventDefault();
        onClose();
      }}
    >
      <header className={classes.head}>
        {environment !== null && <EnvironmentChip environment={environment} />}
        <h2 className="grow">
          <CutName name={name} />
        </h2>
        {menu}
        <span className={classes.close}>
          <Button size="sm" look="bare" icon="cross" aria-label={shared("close")} onClick={onClose} />
        </span>
      </header>
      {children}
    </aside>
  );
}
