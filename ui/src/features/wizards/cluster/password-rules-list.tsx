import { useTranslation } from "react-i18next";

import { Icon } from "../../../shared/icons/icon";
import classes from "./cluster-step.module.css";
import { PASSWORD_RULES, type PasswordRule, SPECIAL } from "./password-rules";

/** Each rule with a check as soon as it is met. */
export function PasswordRules({ met }: { met: ReadonlySet<PasswordRule> }) {
  const { t } = useTranslation("wizard");
  return (
    <span className={classes.rules}>
      {PASSWORD_RULES.map((rule) => (
        <span key={rule} className={classes.rule} data-met={met.has(rule) ? "met" : "unmet"}>
          <Icon
            name={met.has(rule) ? "check" : "pending"}
            size={12}
            label={met.has(rule) ? t("cluster.met") : t("cluster.unmet")}
          />
          {t(`cluster.rules.${rule}`, { marks: SPECIAL })}
        </span>
      ))}
    </span>
  );
}
