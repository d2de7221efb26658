import { useEffect, useEffectEvent, useId } from "react";
import { useTranslation } from "react-i18next";

import type { OcpPackage } from "../../../ipc/generated";
import { LookUpNotes } from "../look-up/look-up-notes";
import { useOcpPackages } from "../look-up/use-look-up";
import { byVersion, isNewer } from "../model/version";
import tables from "../wizard/tables.module.css";
import classes from "./actions.module.css";

type Props = {
  connectionId: string;
  take: "fileName" | "shortName";
  /** What runs now: only newer ones will do. Empty: any will. */
  versions: string[];
  architectures: string[];
  chosen: string;
  onChange: (name: string) => void;
};

/** OCP's packages, the newest first; those that will not do stay and say why. */
export function PickPackage({ connectionId, take, versions, architectures, chosen, onChange }: Props) {
  const { t } = useTranslation("obproxy");
  const group = useId();
  const look = useOcpPackages(connectionId);
  const whyNot = (one: OcpPackage) => {
    if (architectures.length > 0 && !architectures.every((other) => other === one.architecture))
      return t("verdict.packageArchitecture", { architecture: architectures.join(", ") });
    return versions.every((version) => isNewer(`${one.version}-${one.build}`, version)) ? null : t("pick.notNewer");
  };
  const packages = (look.data?.packages ?? [])
    .map((one) => ({ one, why: whyNot(one) }))
    .toSorted(
      (a, b) =>
        Number(a.why !== null) - Number(b.why !== null) ||
        byVersion(`${b.one.version}-${b.one.build}`, `${a.one.version}-${a.one.build}`),
    );
  // Packages for other processors share the name without its ending.
  const taken = packages.find(({ one }) => one[take] === chosen)?.one.id;
  const best = packages.find(({ why }) => why === null)?.one[take];
  const propose = useEffectEvent((name: string) => onChange(name));
  useEffect(() => {
    if (chosen === "" && best !== undefined) propose(best);
  }, [chosen, best]);
  return (
    <fieldset className={classes.pick}>
      <legend>{t("packages.title")}</legend>
      <LookUpNotes state={look.data?.state ?? null} problem={look.problem} onRetry={look.refresh} />
      {look.data === null && look.problem === null && <p role="status">{t("packages.reading")}</p>}
      <div className={classes.list}>
        {packages.map(({ one, why }) => (
          <div key={one.id} className={classes.option} data-off={why !== null || undefined}>
            <label>
              <input
                type="radio"
                className={tables.radio}
                name={group}
                disabled={why !== null}
                checked={one.id === taken}
                onChange={() => onChange(one[take])}
              />
              <span className="mono cut">{one.fileName}</span>
            </label>
            <span className={classes.verdict}>{why}</span>
          </div>
        ))}
      </div>
    </fieldset>
  );
}
