import { useTranslation } from "react-i18next";

import { Button } from "../../../shared/ui/button";
import { useWizard } from "../draft/context";
import { OfferChips } from "./offer-chips";
import { OverrideMenu } from "./override-menu";
import classes from "./resources-step.module.css";
import { type Offer, type ParameterRow, sameScope, withParameter } from "./rows";
import { useScopeText } from "./use-scope-text";
import { ValueInput } from "./value-input";

/** One parameter: the cluster's value, and indented what a zone or a server has instead. */
export function ParameterGroup({ row, offers }: { row: ParameterRow; offers: Offer[] }) {
  const { t } = useTranslation("wizard");
  const { editor } = useWizard();
  const scopeText = useScopeText();
  const extra = row.info?.common !== true;
  const clusterOffers = offers.filter((offer) => offer.scope.type === "cluster");
  const elsewhere = offers.filter(
    (offer) =>
      offer.scope.type !== "cluster" && !row.overrides.some((entry) => sameScope(entry.parameter.scope, offer.scope)),
  );
  return (
    <div role="group" aria-label={row.name} className={classes.group}>
      <div className={`${classes.columns} ${classes.line}`}>
        <span className={`${classes.name} mono`} title={row.name}>
          {row.name}
        </span>
        <ValueInput
          name={row.name}
          scope={{ type: "cluster" }}
          entry={row.cluster}
          placeholder={row.info?.default ?? ""}
          keepEmpty={extra && row.overrides.length === 0}
        />
        <span className={classes.rest}>
          <OfferChips offers={[...clusterOffers, ...elsewhere]} />
          <OverrideMenu row={row} />
          {extra && row.cluster !== null && (
            <Button
              size="sm"
              look="bare"
              icon="cross"
              aria-label={t("resources.remove", { name: row.name, scope: scopeText({ type: "cluster" }) })}
              onClick={() => editor.edit((now) => withParameter(now, { type: "cluster" }, row.name, null))}
            />
          )}
        </span>
      </div>
      {row.overrides.map((entry) => (
        <OverrideLine key={entry.index} row={row} entry={entry} offers={offers} />
      ))}
    </div>
  );
}

type LineProps = { row: ParameterRow; entry: ParameterRow["overrides"][number]; offers: Offer[] };

function OverrideLine({ row, entry, offers }: LineProps) {
  const { t } = useTranslation("wizard");
  const { editor } = useWizard();
  const { scope } = entry.parameter;
  const words = useScopeText()(scope);
  return (
    <div className={`${classes.columns} ${classes.line}`}>
      <span className={`${classes.name} ${classes.scope} ${scope.type === "server" ? "mono" : ""}`} title={words}>
        {words}
      </span>
      <ValueInput
        name={row.name}
        scope={scope}
        entry={entry}
        placeholder={row.cluster?.parameter.value ?? row.info?.default ?? ""}
        keepEmpty
      />
      <span className={classes.rest}>
        <OfferChips offers={offers.filter((offer) => sameScope(offer.scope, scope))} />
        <Button
          size="sm"
          look="bare"
          icon="cross"
          aria-label={t("resources.remove", { name: row.name, scope: words })}
          onClick={() => editor.edit((now) => withParameter(now, scope, row.name, null))}
        />
      </span>
    </div>
  );
}
