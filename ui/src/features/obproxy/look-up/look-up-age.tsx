import { useTranslation } from "react-i18next";

import type { LookUpState } from "../../../ipc/generated";
import { Freshness } from "../../../shared/shell/freshness";
import { Ago } from "../../../shared/time/ago";
import { Button } from "../../../shared/ui/button";

type Props = { state: LookUpState | null; reading: boolean; onRefresh: () => void };

/** How old what is shown is, and the way to newer. */
export function LookUpAge({ state, reading, onRefresh }: Props) {
  const { t } = useTranslation("obproxy");
  const old = state !== null && state.problem !== null;
  return (
    <>
      {state?.readAt != null && (
        <Freshness state={old ? "failed" : "live"}>
          {t(old ? "age.old" : "age.read")} <Ago at={state.readAt} />
        </Freshness>
      )}
      <Button
        size="sm"
        icon="retry"
        aria-busy={reading || undefined}
        aria-label={t("age.refresh")}
        title={t("age.refreshKey")}
        onClick={onRefresh}
      />
    </>
  );
}
