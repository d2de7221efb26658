import { useTranslation } from "react-i18next";

import type { DraftKind, PlanNote } from "../../../ipc/generated";
import { StateIcon } from "../../../shared/state/state-icon";
import classes from "./plan.module.css";

const KINDS = ["init", "join", "scaleOut"] as const satisfies DraftKind[];

const EXPECTED = ["text", "list", "mapping"] as const;

/** What keeps a plan out, or is left out of it: each with its place in the file. */
export function PlanNotes({ notes, tone }: { notes: PlanNote[]; tone: "failed" | "warning" }) {
  const { t } = useTranslation("plan");
  const words = useNoteArgs();
  return (
    <ul className={classes.notes}>
      {notes.map((note) => {
        return (
          <li key={`${note.code} ${note.path} ${note.line} ${JSON.stringify(note.args)}`} className={classes.note}>
            <StateIcon state={tone} />
            <span>
              {t(`note.${note.code}`, { replace: words(note) })}
              <Where note={note} />
            </span>
          </li>
        );
      })}
    </ul>
  );
}

/** Some arguments are words of ours. */
function useNoteArgs(): (note: PlanNote) => PlanNote["args"] {
  const { t } = useTranslation("plan");
  const kindOf = (text: string | undefined) => {
    const kind = KINDS.find((known) => known === text);
    return kind === undefined ? (text ?? "") : t(`kind.${kind}`);
  };
  return ({ code, args }) => {
    if (code === "otherKind") return { kind: kindOf(args["kind"]), wanted: kindOf(args["wanted"]) };
    const expected = EXPECTED.find((known) => known === args["expected"]);
    return code === "wrongType" && expected !== undefined ? { expected: t(`expected.${expected}`) } : args;
  };
}

function Where({ note: { line, path } }: { note: PlanNote }) {
  const { t } = useTranslation("plan");
  if (line === null && path === "") return null;
  const words =
    line === null ? t("at.path", { path }) : path === "" ? t("at.line", { line }) : t("at.both", { line, path });
  return <span className={classes.where}>{words}</span>;
}
