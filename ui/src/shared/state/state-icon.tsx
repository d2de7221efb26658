import type { StateKind } from "../../ipc/generated";
import { Icon } from "../icons/icon";
import classes from "./state.module.css";

/** A task's states, and `warning`, which only checks know. */
export type ShownState = StateKind | "warning";

type Props = { state: ShownState; size?: 12 | 14 | 16; label?: string };

/** Shape and colour; the word stands beside it or is given as label. */
export function StateIcon({ state, size = 14, label }: Props) {
  const moving = state === "running" ? classes.spin : "";
  const spoken = label === undefined ? {} : { label };
  return <Icon name={state} size={size} className={`${classes[state]} ${moving}`} {...spoken} />;
}
