import { useTranslation } from "react-i18next";

import type { StateView } from "../../ipc/generated";
import classes from "./state.module.css";
import { type ShownState, StateIcon } from "./state-icon";

/** Our word for a state; the server's word where it is unknown. */
export function useStateWord(): (state: StateView) => string {
  const { t } = useTranslation("shared");
  return (state) => (state.kind === "unknown" && state.word !== "" ? state.word : t(`state.${state.kind}`));
}

/** Icon and word in a tinted badge, 24 px. */
export function StateBadge({ state }: { state: StateView }) {
  const word = useStateWord();
  return (
    <span
      className={`${classes.badge} ${classes[state.kind]} ${classes[`${state.kind}Weak`] ?? ""}`}
      title={state.word}
    >
      <StateIcon state={state.kind} size={16} />
      {word(state)}
    </span>
  );
}

/** Icon and word on one line, for rows. */
export function StateLine({ state, word }: { state: ShownState; word: string }) {
  return (
    <span className={classes.line}>
      <StateIcon state={state} />
      <span className="cut">{word}</span>
    </span>
  );
}
