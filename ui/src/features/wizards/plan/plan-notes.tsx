import { useTranslation } from "react-i18next";

import type { DraftKind, PlanNote } from "../../../ipc/generated";
import { StateIcon } from "../../../shared/state/state-icon";
import classes from "./plan.module.css";

const KINDS = ["init", "join", "scaleOut"] as const satisfies DraftKind[];

/** What keeps a plan out, or is left out of it: each with its place in the file. */
export function PlanNotes({ notes, tone }: { notes: PlanNote[]; tone: "failed" | "warning" }) {
  const { t } = useTranslation("plan");
  const word = (text: string) => {
    const kind = KINDS.find((known) => known === text);
    return kind === undefined ? text : t(`kind.${kind}`);
  };
  return (
    <ul className={classes.notes}>
      {notes.map((note) => {
        const args =
          note.code === "otherKind"
            ? { ...note.args, kind: word(note.args["kind"] ?? ""), wanted: word(note.args["wanted"] ?? "") }
            : note.args;
        return (
          <li key={`${note.code} ${note.path} ${note.line} ${JSON.stringify(note.args)}`} className={classes.note}>
            <StateIcon state={tone} />
            <span>
              {t(`note.${note.code}`, { replace: args })}
              <Where note={note} />
            </span>
          </li>
        );
      })}
    </ul>
  );
}

function Where({ note: { line, path } }: { note: PlanNote }) {
  const { t } = useTranslation("plan");
  if (line === null && path === "") return null;
  const words =
    line === null ? t("at.path", { path }) : path === "" ? t("at.line", { line }) : t("at.both", { line, path });
  return <span className={classes.where}>{words}</span>;
}
