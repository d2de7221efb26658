import { Menu, Popover } from "@mantine/core";
import { useTranslation } from "react-i18next";

import type { TaskExportFormat } from "../../ipc/generated";
import { useCommandMutation } from "../../ipc/hooks";
import type { IconName } from "../../shared/icons/icon";
import { Icon } from "../../shared/icons/icon";
import { Button } from "../../shared/ui/button";
import { utcOffset } from "../../shared/time/format";
import { SavedNote } from "./saved-note";
import classes from "./saved.module.css";

const FORMATS: { format: TaskExportFormat; icon: IconName }[] = [
  { format: "html", icon: "doc" },
  { format: "json", icon: "list" },
  { format: "bundle", icon: "lock" },
];

type Props = {
  operationId: string;
  /** When the task began: its file tells times by the clock of that moment, and not of the day it is written. */
  at: number;
};

/** Writes the task, whether live, kept or from a file, to a file that the user chooses, and says where it is. */
export function ExportMenu({ operationId, at }: Props) {
  const { t, i18n } = useTranslation("saved");
  const exporting = useCommandMutation("export_task");
  const { data, error, isPending, reset } = exporting;
  const told = !isPending && ((data?.path ?? null) !== null || error !== null);
  const language = i18n.language === "zh" ? "zh" : "en";
  return (
    <Popover
      opened={told}
      onClose={reset}
      position="bottom-end"
      width={440}
      closeOnClickOutside={false}
      withRoles={false}
      hideDetached={false}
      trapFocus
    >
      <Popover.Target>
        <span className={classes.export}>
          <Menu position="bottom-end" width={360}>
            <Menu.Target>
              <Button icon="import" disabledReason={isPending ? t("export.working") : null} reasonShown="elsewhere">
                {t("export.button")}
              </Button>
            </Menu.Target>
            <Menu.Dropdown>
              {FORMATS.map(({ format, icon }) => (
                <Menu.Item
                  key={format}
                  className={classes.format}
                  leftSection={<Icon name={icon} />}
                  onClick={() => exporting.mutate({ operationId, format, language, utcOffsetMinutes: utcOffset(at) })}
                >
                  <span className={classes.formatName}>{t(`export.${format}`)}</span>
                  <span className={classes.formatHint}>{t(`export.${format}Hint`)}</span>
                </Menu.Item>
              ))}
            </Menu.Dropdown>
          </Menu>
        </span>
      </Popover.Target>
      <Popover.Dropdown className={classes.told} role="dialog" aria-label={t("export.button")}>
        <SavedNote reply={data} problem={error?.problem ?? null} onClose={reset} />
      </Popover.Dropdown>
    </Popover>
  );
}
