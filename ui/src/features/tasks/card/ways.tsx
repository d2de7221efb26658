import { useTranslation } from "react-i18next";

import type { OperationView } from "../../../ipc/generated";
import { hasOperators } from "../head/operator-buttons";
import { isUsable, reasonLines } from "../head/operators";
import { callInCharge } from "../model/phase";
import { Said } from "./card";

/** Which operators are allowed after the failure, and why the others are not. */
export function Ways({ operation }: { operation: OperationView }) {
  const { t, i18n } = useTranslation("tasks");
  const call = callInCharge(operation);
  if (!hasOperators(operation, call)) return null;
  const comma = i18n.language === "zh" ? "、" : ", ";
  const who = t(`who.${operation.head.system}`);
  const named = (operators: (typeof call.head.operators)[number]["operator"][]) =>
    operators.map((operator) => t(`operator.${operator}`)).join(comma);
  const allowed = call.head.operators.filter(isUsable).map(({ operator }) => operator);
  const barred = reasonLines(call).filter(({ reason }) => reason.key !== "off.unknown");
  return (
    <Said name={t("card.allowed")}>
      {allowed.length === 0 ? t("card.allowedNone") : named(allowed)}
      {barred.map(({ operators, reason }) => (
        <span key={reason.key} className="t3">
          {t("card.barred", { operators: named(operators), reason: t(reason.key, { number: reason.number, who }) })}
        </span>
      ))}
    </Said>
  );
}
