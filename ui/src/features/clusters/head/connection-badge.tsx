import type { ConnectionView } from "../../../ipc/generated";
import { StateIcon } from "../../../shared/state/state-icon";
import { useConnectionWord } from "../../connections/list/state-cell";
import { stateIcon } from "../../connections/model/state";
import classes from "./head.module.css";

/** The state of the connection as icon and word, tinted. */
export function ConnectionBadge({ connection }: { connection: ConnectionView }) {
  const word = useConnectionWord(connection);
  const icon = stateIcon(connection);
  return (
    <span className={classes.badge} data-state={icon}>
      <StateIcon state={icon} />
      {word}
    </span>
  );
}
