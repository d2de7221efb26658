import { useMemo } from "react";
import { useTranslation } from "react-i18next";

import { useSpeech } from "../../../shared/i18n/i18n";
import { useStateWord } from "../../../shared/state/state-badge";
import { formatMoment } from "../../../shared/time/format";
import { callName } from "../model/title";
import { useDuration } from "../parts/use-duration";
import { factsOf } from "./facts";
import type { TableRow } from "./rows";
import { COLUMNS, type Column } from "./sort";

export type Texts = Record<Column, string>;
/** A row in the window's language. */
export type Speak = (row: TableRow, now: number) => Texts;

/**
 * `hostCount` hosts carry out a step that is still to come on all of them. The task began at `begun`: what started on a
 * later day says so.
 */
export function useSpeak(hostCount: number, begun: number): Speak {
  const { t } = useTranslation("tasks");
  const speech = useSpeech();
  const word = useStateWord();
  const duration = useDuration();
  return useMemo(
    () => (row, now) => {
      const facts = factsOf(row, now);
      return {
        state: word(facts.state),
        number: facts.number ?? "",
        name: row.type === "call" ? callName(row.head, t) : (facts.name ?? ""),
        host: facts.host ?? hostsOf(row),
        attempt: facts.attempt === null ? "" : String(facts.attempt),
        started: facts.started === null ? "" : formatMoment(facts.started, begun, speech),
        took: facts.took === null ? "" : duration(facts.took),
        waited: facts.waited === null ? "" : duration(facts.waited),
        message: facts.message ?? (row.type === "call" ? t(`journalShort.${row.head.journal}`) : ""),
      };

      function hostsOf(row: TableRow): string {
        if (row.type !== "step") return "";
        const count = row.step.runs.length || (row.step.onAllHosts ? hostCount : 0);
        return count === 0 ? "" : t("timeline.hostCount", { count });
      }
    },
    // oxlint-disable-next-line react/exhaustive-deps -- `word` is a new function each time, and changes with the language only
    [t, speech, duration, hostCount, begun],
  );
}

/** Rows as lines with tabs between, as a spreadsheet takes them. */
export function linesOf(rows: TableRow[], now: number, speak: Speak): string[] {
  return rows.map((row) => {
    const texts = speak(row, now);
    return COLUMNS.map((column) => texts[column].replaceAll(/\s+/g, " ")).join("\t");
  });
}
