import { useTranslation } from "react-i18next";

import type { ParameterScope } from "../../../ipc/generated";
import { useWizard } from "../draft/context";

/** Whom a value is for; where servers are added, the widest scope is all of the new ones. */
export function useScopeText(): (scope: ParameterScope) => string {
  const { t } = useTranslation("wizard");
  const { draft } = useWizard();
  return (scope) =>
    scope.type === "cluster" && draft.kind === "scaleOut"
      ? t("resources.scope.newServers")
      : t(`resources.scope.${scope.type}`, { ...scope });
}
