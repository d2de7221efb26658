import { useId } from "react";
import { useTranslation } from "react-i18next";

import type { Environment } from "../../../ipc/generated";
import { EnvironmentChip } from "../../../shared/ui/chip";
import classes from "./cluster-step.module.css";

const ENVIRONMENTS: Environment[] = ["dev", "stage", "prod"];

export function EnvironmentChoice({ value, onChange }: { value: Environment; onChange: (value: Environment) => void }) {
  const { t } = useTranslation("wizard");
  const { t: shared } = useTranslation("shared");
  const name = useId();
  return (
    <fieldset className={classes.environments}>
      <legend className={classes.legend}>{t("cluster.environment")}</legend>
      {ENVIRONMENTS.map((environment) => (
        <label key={environment} className={classes.environment}>
          <span className={classes.environmentName}>
            <input
              className="sr"
              type="radio"
              name={name}
              checked={environment === value}
              onChange={() => onChange(environment)}
            />
            <EnvironmentChip environment={environment} />
            {shared(`environmentLong.${environment}`)}
          </span>
          <span className="t3 sm">{t(`cluster.environments.${environment}`)}</span>
        </label>
      ))}
    </fieldset>
  );
}
