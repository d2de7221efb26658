import { type CSSProperties, memo, type PointerEvent } from "react";

import type { Line } from "../model/lines";
import type { Group, Row } from "../model/rows";
import { CardCell } from "./card";
import { ConnectionCells } from "./connection-row";
import { GroupHead } from "./group-head";
import classes from "./list.module.css";
import { DraftCells, RunCells } from "./work-rows";

type Props = {
  line: Line;
  look: "list" | "cards";
  perLine: number;
  cursor: string | null;
  dragged: string | null;
  onCursor: (id: string) => void;
  onOpen: () => void;
  onFold: (group: Group) => void;
  onPress: (event: PointerEvent<HTMLElement>, id: string) => void;
};

type Variables = CSSProperties & { "--per-line"?: number };

/** A head, a row, or a line of cards, at its place. `cursor` is null for every line but its own. */
export const GridLine = memo(function GridLine(props: Props) {
  const { line, look, perLine, cursor, dragged, onCursor, onOpen, onFold, onPress } = props;
  if (line.type === "group") {
    return (
      // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus -- the grid has the focus and takes the keys
      <div
        role="row"
        id={`connection-${line.key}`}
        aria-level={1}
        aria-expanded={!line.folded}
        aria-selected={line.key === cursor}
        className={classes.group}
        style={{ top: line.top, height: line.height }}
        onClick={() => line.folded && onCursor(line.key)}
      >
        <GroupHead group={line.group} folded={line.folded} onFold={() => onFold(line.group)} />
      </div>
    );
  }
  const style: Variables = { top: line.top, height: line.height, "--per-line": perLine };
  return (
    <div role="presentation" className={look === "list" ? classes.line : classes.cardRow} style={style}>
      {line.rows.map((row) => (
        // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus -- as above
        <div
          key={row.id}
          role="row"
          id={`connection-${row.id}`}
          aria-level={2}
          aria-selected={row.id === cursor}
          className={look === "list" ? `${classes.columns} ${classes.row}` : classes.cardPlace}
          data-dragged={row.id === dragged || undefined}
          onClick={() => onCursor(row.id)}
          onDoubleClick={onOpen}
          onPointerDown={(event) => {
            if (look === "list" && row.type === "connection") onPress(event, row.id);
          }}
        >
          {look === "list" ? <Cells row={row} /> : <CardCell row={row} />}
        </div>
      ))}
    </div>
  );
});

function Cells({ row }: { row: Row }) {
  switch (row.type) {
    case "connection":
      return <ConnectionCells connection={row.connection} runs={row.runs} draft={row.draft} />;
    case "draft":
      return <DraftCells draft={row.draft} />;
    case "run":
      return <RunCells run={row.run} />;
  }
}
