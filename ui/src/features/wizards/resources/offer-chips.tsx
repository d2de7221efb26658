import { useTranslation } from "react-i18next";

import { Chip } from "../../../shared/ui/chip";
import { useWizard } from "../draft/context";
import classes from "./resources-step.module.css";
import { type Offer, withOffers } from "./rows";

/** Suggestions to press, each with its reason. Several servers of one kind share a chip. */
export function OfferChips({ offers }: { offers: Offer[] }) {
  const { t } = useTranslation("wizard");
  const { t: words } = useTranslation("problems");
  const { editor } = useWizard();
  const first = offers[0];
  if (first === undefined) return <span className={classes.offers} />;
  const values = offers.map(({ scope, suggestion }) =>
    scope.type === "server" && offers.length > 1
      ? t("resources.perServer", { value: suggestion.value, address: scope.address })
      : suggestion.value,
  );
  const label = values.length > 2 ? `${values.slice(0, 1).join("")} +${values.length - 1}` : values.join(", ");
  return (
    <span className={classes.offers}>
      <span className={classes.offer}>
        <Chip onPress={() => editor.edit((now) => withOffers(now, offers))}>
          <span className="mono" title={values.join(", ")}>
            {t("resources.use", { value: label })}
          </span>
        </Chip>
      </span>
      <span className={classes.reason}>
        {words(`reason.${first.suggestion.reason}`, { replace: first.suggestion.args })}
      </span>
    </span>
  );
}
