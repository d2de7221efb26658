import { Menu } from "@mantine/core";
import { useTranslation } from "react-i18next";

import type { StepView } from "../../../ipc/generated";
import { Icon } from "../../../shared/icons/icon";
import classes from "./name-row.module.css";

type Props = { step: StepView; onPass: () => void };

/** What can be done with a single step that failed. */
export function StepMenu({ step, onPass }: Props) {
  const { t } = useTranslation("tasks");
  return (
    // oxlint-disable-next-line jsx-a11y/control-has-associated-label -- the button in it has one
    <span role="gridcell">
      <Menu position="bottom-end">
        <Menu.Target>
          <button
            type="button"
            className={classes.menu}
            aria-label={t("timeline.menu", { number: step.number })}
            onClick={(event) => event.stopPropagation()}
          >
            <Icon name="more" size={14} />
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            onClick={(event) => {
              event.stopPropagation();
              onPass();
            }}
          >
            {t("dialog.passStep", { number: step.number })}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </span>
  );
}
