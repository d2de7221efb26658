import { memo } from "react";
import { useTranslation } from "react-i18next";

import { Icon } from "../../../shared/icons/icon";
import { StateIcon } from "../../../shared/state/state-icon";
import { useStateWord } from "../../../shared/state/state-badge";
import { useDuration } from "../parts/use-duration";
import { sameRow } from "../timeline/rows";
import type { Fold } from "../timeline/use-folding";
import type { UsualTime } from "../model/usual";
import { type Said, describePart } from "./describe";
import classes from "./node.module.css";
import type { Part } from "./parts";

export type NodeProps = {
  part: Part;
  index: number;
  x: number;
  y: number;
  selected: boolean;
  /** The time, for a node that still grows; 0 for one that does not, so that it is not drawn again. */
  now: number;
  usual: UsualTime | null;
  critical: boolean;
  onSelect: (part: Part) => void;
  onFold: Fold;
};

export const Node = memo(function Node(props: NodeProps) {
  const { part, index, x, y, selected, now, usual, critical, onSelect, onFold } = props;
  const { t } = useTranslation("tasks");
  const word = useStateWord();
  const duration = useDuration();
  const said = describePart(part, now, { t, word, duration }, { usual, critical });
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus -- the tree has the focus and the keys
    <div
      id={`task-node-${index}`}
      role="treeitem"
      aria-level={part.level}
      aria-expanded={part.open ?? undefined}
      aria-selected={selected}
      className={classes.node}
      style={{ left: x, top: y, width: part.width, height: part.height }}
      title={said.all}
      data-type={part.type}
      data-kind={said.kind}
      data-folded={part.open === false || undefined}
      onClick={() => onSelect(part)}
      onDoubleClick={() => onFold(part)}
    >
      <span className="sr">{said.all}</span>
      <div aria-hidden className={classes.first}>
        <StateIcon state={said.kind} />
        {part.type === "step" && <span className={classes.number}>{part.step.number}</span>}
        <span className={part.type === "run" ? classes.host : classes.name}>{said.name}</span>
        {part.type === "call" && <span className={classes.host}>{part.host}</span>}
        {part.type === "run" && <span className={classes.zone}>{part.run.zone}</span>}
        {said.critical !== null && <i className={classes.critical} title={said.critical} />}
        {said.tries > 1 && <span className={classes.times}>×{said.tries}</span>}
        {part.open !== null && (
          // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions -- for the mouse; space does it by key
          <span
            className={classes.twist}
            onClick={(event) => {
              event.stopPropagation();
              onFold(part);
            }}
          >
            <Icon name={part.open ? "chevronDown" : "chevronRight"} size={12} />
          </span>
        )}
      </div>
      <Second said={said} hosts={part.type === "step" && part.open === false ? part.step.runs.length : 0} />
    </div>
  );
}, sameNode);

function Second({ said, hosts }: { said: Said; hosts: number }) {
  const sum = said.tally.length > 0;
  return (
    <div aria-hidden className={classes.second}>
      {hosts > 0 && <span className={classes.count}>×{hosts}</span>}
      {sum ? (
        said.tally.map(({ kind, text }) => (
          <span key={kind} className={classes.tally} data-kind={kind}>
            <StateIcon state={kind} size={12} />
            {text}
          </span>
        ))
      ) : (
        <span className={classes.word} data-kind={said.kind}>
          {said.word}
        </span>
      )}
      <span className={classes.took}>
        {said.slower !== null && <span className={classes.slower}>{said.slower}</span>}
        {said.took}
      </span>
    </div>
  );
}

function sameNode(before: NodeProps, after: NodeProps): boolean {
  const { part: old, ...rest } = before;
  return (
    sameRow(old, after.part) && Object.entries(rest).every(([key, value]) => Object.is(value, Reflect.get(after, key)))
  );
}
