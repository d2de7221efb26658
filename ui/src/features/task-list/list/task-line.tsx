import { memo } from "react";
import { useTranslation } from "react-i18next";

import type { TaskRow } from "../../../ipc/generated";
import { Button } from "../../../shared/ui/button";
import type { TaskLine as Line } from "../model/lines";
import type { Run } from "../model/series";
import { useRowName } from "../model/use-row-name";
import classes from "./list.module.css";
import { TaskCells } from "./task-cells";

/** Where the menu of a row opens, in pixels of the window. */
export type At = { x: number; y: number };

type Props = Pick<Line, "row" | "depth" | "main"> & {
  index: number;
  top: number;
  selected: boolean;
  runs: readonly Run[];
  onCursor: (key: string) => void;
  onOpen: (row: TaskRow) => void;
  onMenu: (row: TaskRow, at: At) => void;
};

export function rowDomId(key: string): string {
  return `task-${key}`;
}

/** One task's line. All rows share one menu: most are never asked for theirs. */
export const TaskLineRow = memo(function TaskLineRow(props: Props) {
  const { row, depth, main, index, top, selected, runs, onCursor, onOpen, onMenu } = props;
  const { t } = useTranslation("taskList");
  const name = useRowName()(row);
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus -- the grid has the focus and takes the keys
    <div
      role="row"
      id={rowDomId(row.key)}
      aria-rowindex={index + 2}
      aria-selected={selected}
      className={`${classes.columns} ${classes.row}`}
      style={{ top }}
      onClick={() => onCursor(row.key)}
      onDoubleClick={() => onOpen(row)}
      onContextMenu={(event) => {
        event.preventDefault();
        onCursor(row.key);
        onMenu(row, { x: event.clientX, y: event.clientY });
      }}
    >
      <TaskCells row={row} depth={depth} main={main} runs={runs} onOpen={onOpen} />
      <span role="gridcell">
        <Button
          size="sm"
          look="bare"
          icon="more"
          aria-label={t("menu.label", { name })}
          title={t("menu.label", { name })}
          aria-haspopup="menu"
          tabIndex={-1}
          data-menu
          onClick={(event) => {
            const { left, bottom } = event.currentTarget.getBoundingClientRect();
            onMenu(row, { x: left, y: bottom });
          }}
        />
      </span>
    </div>
  );
});
