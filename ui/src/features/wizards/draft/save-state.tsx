import { useTranslation } from "react-i18next";

import { Freshness } from "../../../shared/shell/freshness";
import { Ago } from "../../../shared/time/ago";
import type { Saving } from "./editor";

/** Whether the draft is kept as it is shown. */
export function SaveState({ saving }: { saving: Saving }) {
  const { t } = useTranslation("wizard");
  if (saving.type === "pending") return <Freshness state="stale">{t("savingNow")}</Freshness>;
  if (saving.type === "failed") return <Freshness state="failed">{t("notSaved")}</Freshness>;
  return (
    <Freshness state="live">
      {t("saved")} <Ago at={saving.at} />
    </Freshness>
  );
}
