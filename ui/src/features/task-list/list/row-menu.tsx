import { Menu } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";

import type { TaskRow } from "../../../ipc/generated";
import { usePlatform } from "../../../platform/context";
import { useRowName } from "../model/use-row-name";
import { type Way, wayTo } from "../use-open-row";
import classes from "./list.module.css";
import type { At } from "./task-line";

type Props = {
  row: TaskRow;
  at: At;
  onClose: () => void;
  onGo: (way: Way) => void;
  onCompare: (row: TaskRow) => void;
  onForget: (row: TaskRow) => void;
  onCluster: (connectionId: string) => void;
};

/** What can be done with a task of the list. What cannot be done says why. */
export function RowMenu({ row, at, onClose, onGo, onCompare, onForget, onCluster }: Props) {
  const { t } = useTranslation("taskList");
  const name = useRowName()(row);
  const { recordId, connectionId, taskId } = row;
  const way = wayTo(row);
  return (
    <Menu opened onClose={onClose} position="bottom-start" returnFocus={false}>
      <Menu.Target>
        <button
          type="button"
          className={classes.anchor}
          style={{ left: at.x, top: at.y }}
          tabIndex={-1}
          aria-label={t("menu.label", { name })}
        />
      </Menu.Target>
      <Menu.Dropdown>
        <Item label={t("menu.open")} off={way === null ? t("menu.noWay") : null} onPress={() => way && onGo(way)} />
        {recordId !== null && way?.type !== "record" && (
          <Item label={t("menu.openRecord")} off={null} onPress={() => onGo({ type: "record", recordId })} />
        )}
        <Item
          label={t("menu.compare")}
          off={recordId === null ? t("menu.notKept") : null}
          onPress={() => onCompare(row)}
        />
        {connectionId !== null && row.system === "obshell" && (
          <Item label={t("menu.cluster")} off={null} onPress={() => onCluster(connectionId)} />
        )}
        <Menu.Divider />
        {taskId === "" ? (
          <Item label={t("menu.copyId")} off={t("menu.noId")} onPress={onClose} />
        ) : (
          <CopyId taskId={taskId} />
        )}
        <Item
          label={t("menu.forget")}
          off={recordId === null ? t("menu.notInHistory") : null}
          onPress={() => onForget(row)}
        />
      </Menu.Dropdown>
    </Menu>
  );
}

function Item({ label, off, onPress }: { label: ReactNode; off: string | null; onPress: () => void }) {
  if (off === null) return <Menu.Item onClick={onPress}>{label}</Menu.Item>;
  return (
    <Menu.Item
      className={classes.off}
      closeMenuOnClick={false}
      // It stays reachable, so that its reason can be read.
      renderRoot={(props) => <button type="button" {...props} aria-disabled="true" />}
    >
      {label}
      <span className={classes.why}>{off}</span>
    </Menu.Item>
  );
}

/** The menu stays, so that it can say that it is done. */
function CopyId({ taskId }: { taskId: string }) {
  const { t } = useTranslation("taskList");
  const platform = usePlatform();
  const [phase, setPhase] = useState<"idle" | "copied">("idle");
  const copy = async () => {
    await platform.copyText(taskId);
    setPhase("copied");
  };
  return (
    <Menu.Item closeMenuOnClick={false} onClick={() => void copy()}>
      <span role="status">{t(phase === "copied" ? "menu.copied" : "menu.copyId")}</span>
      <span className={`${classes.why} mono`}>{taskId}</span>
    </Menu.Item>
  );
}
