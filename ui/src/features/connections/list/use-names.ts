import { useTranslation } from "react-i18next";

import type { OperationSummary } from "../../../ipc/generated";
import { useTitleOf } from "../../tasks/model/title";
import type { Work } from "../model/work";

/** What a run is called in a row that names its connection already. */
export function useRunName(): (run: OperationSummary) => string {
  const { t } = useTranslation("connections");
  const titleOf = useTitleOf();
  return (run) => (run.kind === "init" ? t("run") : titleOf(run));
}

export function useWorkName(): (work: Work) => string {
  const runName = useRunName();
  return ({ run, name }) => (run === null ? (name ?? "") : runName(run));
}
