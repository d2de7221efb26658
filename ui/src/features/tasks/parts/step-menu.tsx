import { Menu } from "@mantine/core";
import { useTranslation } from "react-i18next";

import type { OperatorView, StepView, TaskOperator } from "../../../ipc/generated";
import { Icon } from "../../../shared/icons/icon";
import { useSystem } from "../model/system";
import { isUsable, stepReason } from "../head/operators";
import classes from "./step-menu.module.css";

type Props = {
  step: StepView;
  onOperate: (operator: TaskOperator) => void;
  /** Of the chosen step, with the words beside the dots. */
  named?: boolean;
};

/** What can be done with a single step; what cannot be says why. */
export function StepMenu({ step, onOperate, named = false }: Props) {
  const { t } = useTranslation("tasks");
  const label = t("stepMenu.label", { number: step.number });
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <button
          type="button"
          className={named ? classes.named : classes.dots}
          aria-label={label}
          title={label}
          // Mantine gives the button an id of its own.
          data-step-menu={named ? "chosen" : "row"}
          onClick={(event) => event.stopPropagation()}
        >
          {named && t("stepMenu.short", { number: step.number })}
          <Icon name="more" size={14} />
        </button>
      </Menu.Target>
      <Menu.Dropdown onClick={(event) => event.stopPropagation()} onDoubleClick={(event) => event.stopPropagation()}>
        {step.operators.map((view) => (
          <Item key={view.operator} step={step} view={view} onOperate={onOperate} />
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function Item({ step, view, onOperate }: { step: StepView; view: OperatorView } & Pick<Props, "onOperate">) {
  const { t } = useTranslation("tasks");
  const system = useSystem();
  const usable = isUsable(view);
  const reason = stepReason(view, step);
  return (
    <Menu.Item
      // Mantine drops aria-disabled, and its own disabled cannot be reached by key to be read.
      renderRoot={(props) => <button type="button" {...props} aria-disabled={!usable} />}
      data-off={!usable || undefined}
      className={classes.item}
      closeMenuOnClick={usable}
      onClick={() => (usable ? onOperate(view.operator) : undefined)}
    >
      <span>{t(`stepMenu.${view.operator}`, { number: step.number })}</span>
      {reason !== null && (
        <span className={classes.why}>{t(reason.key, { number: reason.number, who: t(`who.${system}`) })}</span>
      )}
    </Menu.Item>
  );
}
