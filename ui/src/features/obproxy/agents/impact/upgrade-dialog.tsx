import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";

import type { AgentProxy, ObproxyAction, OperationGuard } from "../../../../ipc/generated";
import { Choice } from "../../../../shared/ui/choice";
import { Field, TextInput } from "../../../../shared/ui/field";
import { ImpactDialog } from "../../impact/impact-dialog";
import { type Offer, offersOf } from "../model/packages";
import classes from "./upgrade-dialog.module.css";

type Props = { guard: OperationGuard; connectionId: string; proxies: AgentProxy[]; onClose: () => void };

const OTHER = "other";

/**
 * Upgrades to a package that was uploaded from here, or to one that is known to be there. What is typed counts when its
 * field is left: each change asks the agents anew.
 */
export function UpgradeDialog({ guard, connectionId, proxies, onClose }: Props) {
  const { t } = useTranslation("proxies");
  const offers = offersOf(proxies);
  const [chosen, setChosen] = useState(() => offers[0]?.id ?? OTHER);
  const [typed, setTyped] = useState({ version: "", release: "" });
  const [upgradeDir, setUpgradeDir] = useState("");
  const offer = offers.find(({ id }) => id === chosen) ?? typed;
  const { version, release } = offer;
  const agents = useMemo(() => proxies.map(({ agent }) => agent), [proxies]);
  const complete = version !== "" && release !== "";
  const action: ObproxyAction | null = complete
    ? { type: "upgradeProxies", agents, version, release, upgradeDir }
    : null;
  const what = agents.length === 1 ? (agents[0] ?? "") : t("agents", { count: agents.length });
  const other = (
    <div className={classes.other}>
      <Field label={t("upgrade.version")} hint={t("upgrade.versionHint")}>
        {(wiring) => (
          <TextInput
            {...wiring}
            mono
            defaultValue={typed.version}
            onBlur={({ currentTarget: { value } }) => setTyped((now) => ({ ...now, version: value.trim() }))}
          />
        )}
      </Field>
      <Field label={t("upgrade.release")} hint={t("upgrade.releaseHint")}>
        {(wiring) => (
          <TextInput
            {...wiring}
            mono
            defaultValue={typed.release}
            onBlur={({ currentTarget: { value } }) => setTyped((now) => ({ ...now, release: value.trim() }))}
          />
        )}
      </Field>
    </div>
  );
  return (
    <ImpactDialog
      guard={guard}
      connectionId={connectionId}
      action={action}
      missing={t("upgrade.missing")}
      title={t("ask.upgrade.title", { what })}
      verb={complete ? t("upgrade.verb", { version }) : t("ask.upgrade.verb", { count: agents.length })}
      lead={t("ask.upgrade.lead")}
      onClose={onClose}
    >
      <Choice
        label={t("upgrade.package")}
        options={[
          ...offers.map((one) => ({
            value: one.id,
            label: <OfferName offer={one} />,
            hint: t("upgrade.on", { n: one.agents.length, of: agents.length }),
          })),
          { value: OTHER, label: t("upgrade.other"), hint: t("upgrade.otherHint"), below: other },
        ]}
        value={chosen}
        onChange={setChosen}
      />
      <Field label={t("upgrade.dir")} hint={t("upgrade.dirHint")}>
        {(wiring) => (
          <TextInput
            {...wiring}
            mono
            defaultValue={upgradeDir}
            onBlur={(event) => setUpgradeDir(event.currentTarget.value.trim())}
          />
        )}
      </Field>
    </ImpactDialog>
  );
}

function OfferName({ offer: { version, release, architecture } }: { offer: Offer }) {
  return (
    <>
      <span className="mono">
        {version}-{release}
      </span>{" "}
      <span className="t3">{architecture}</span>
    </>
  );
}
