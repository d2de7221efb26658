import { useTranslation } from "react-i18next";

import type { ConnectionView, PasswordKind } from "../../../ipc/generated";
import { Decision } from "./decision";
import { PasswordForm } from "./password-form";

type Props = { connection: ConnectionView; kind: PasswordKind; level?: "h2" | "h3" | "h4" };

/** The password that is wrong or missing, to be entered right here. */
export function PasswordDecision({ connection, kind, level = "h3" }: Props) {
  const { t } = useTranslation("connections");
  const wrong = connection.state.kind === "passwordWrong";
  return (
    <Decision
      title={t(`password.${wrong ? "wrong" : "needed"}.${kind}`)}
      tone={wrong ? "failed" : "warning"}
      level={level}
    >
      <p>{t(wrong ? "password.wrongBody" : "password.neededBody")}</p>
      <PasswordForm connection={connection} kind={kind} />
    </Decision>
  );
}
