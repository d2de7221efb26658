import { useTranslation } from "react-i18next";

import type { AuditEntry, GuardLevel } from "../../ipc/generated";
import { levelNamed } from "../../shared/guard/levels";

/** A line of the list taken apart; a request as it went over the wire stays as it is. */
export type Call =
  | { type: "request"; text: string }
  | { type: "raise" | "lower"; level: GuardLevel }
  | { type: "start" | "task" | "step"; what: string; operator: string }
  | { type: "resume" }
  | { type: "trustKey"; what: string };

export function parseCall(text: string): Call {
  const guard = /^(raise|lower) guard to (\w+)/.exec(text);
  const level = levelNamed(guard?.[2] ?? null);
  if (level !== null) return { type: guard?.[1] === "raise" ? "raise" : "lower", level };
  const start = /^start: initialise cluster (.+)$/s.exec(text)?.[1];
  if (start !== undefined) return { type: "start", what: start, operator: "" };
  const step = /^Pass the step (.+)$/s.exec(text)?.[1];
  if (step !== undefined) return { type: "step", what: step, operator: "pass" };
  const task = /^(Retry|Rollback|Cancel|Pass) the task of (.+)$/s.exec(text);
  if (task !== null) return { type: "task", what: task[2] ?? "", operator: (task[1] ?? "").toLowerCase() };
  if (text === "resume the operation") return { type: "resume" };
  const key = /^trust key (.+)$/s.exec(text)?.[1];
  return key === undefined ? { type: "request", text } : { type: "trustKey", what: key };
}

/** What was done, in the user's language; a request stays verbatim. */
export function useCallWords(): (text: string) => string {
  const { t } = useTranslation("audit");
  const { t: guard } = useTranslation("guard");
  const { t: tasks } = useTranslation("tasks");
  return (text) => {
    const call = parseCall(text);
    switch (call.type) {
      case "request":
        return call.text;
      case "raise":
      case "lower":
        return t(`calls.${call.type}`, { level: guard(`short.${call.level}`) });
      case "start":
      case "step":
      case "trustKey":
        return t(`calls.${call.type}`, { what: call.what });
      case "task":
        return t("calls.task", { what: call.what, operator: tasks(`operator.${operatorOf(call.operator)}`) });
      case "resume":
        return t("calls.resume");
    }
  };
}

function operatorOf(word: string) {
  return (["retry", "rollback", "cancel"] as const).find((operator) => operator === word) ?? "pass";
}

const ALLOWED = { "name typed": "typed", confirmed: "confirmed", "guard open": "open" } as const;

/** What allowed a call, in the user's language; then the rest as it came. */
export function useDetailWords(): (entry: AuditEntry) => string {
  const { t } = useTranslation("audit");
  return ({ detail, outcome }) => {
    const [first = "", ...rest] = (detail ?? "").split("; ");
    const key = Object.entries(ALLOWED).find(([word]) => word === first)?.[1];
    if (key === undefined) return detail ?? "";
    const said = rest.join("; ");
    // What an agent says when it accepts is the id of its task.
    const told = outcome === "accepted" && said !== "" ? t("taskId", { id: said }) : said;
    return told === "" ? t(`allowed.${key}`) : t("allowedThen", { allowed: t(`allowed.${key}`), told });
  };
}
