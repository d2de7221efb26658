import { Menu } from "@mantine/core";
import { useTranslation } from "react-i18next";

import type { ConnectionView } from "../../../ipc/generated";
import { Button } from "../../../shared/ui/button";
import { EnvironmentChip } from "../../../shared/ui/chip";
import { ErrorNote } from "../../../shared/ui/error-note";
import { useOcpWords } from "../look-up/use-ocp-words";
import classes from "./home.module.css";
import { useCreate } from "./use-create";

/** Begins the wizard; asks on which OCP where there are several. */
export function CreateButton({ ocps }: { ocps: ConnectionView[] }) {
  const { t } = useTranslation("obproxy");
  const { create, problem, creating } = useCreate();
  const wordsOf = useOcpWords();
  const [only] = ocps;
  const off = only === undefined ? t("home.createNoOcp") : creating ? t("home.creating") : null;
  return (
    <div>
      {ocps.length < 2 ? (
        <Button look="primary" icon="plus" disabledReason={off} onClick={() => only !== undefined && create(only.id)}>
          {t("home.create")}
        </Button>
      ) : (
        <Menu position="bottom-end">
          <Menu.Target>
            <Button look="primary" icon="plus" disabledReason={off}>
              {t("home.create")}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {ocps.map(({ id, settings }) => (
              <Menu.Item key={id} onClick={() => create(id)}>
                <span className={classes.menuItem}>
                  <EnvironmentChip environment={settings.environment} />
                  {t("home.createOn", { name: settings.name })}
                </span>
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
      {problem !== null && <ErrorNote error={problem} words={wordsOf(problem)} />}
    </div>
  );
}
