import { useId } from "react";
import { useTranslation } from "react-i18next";

import { StateIcon } from "../../../shared/state/state-icon";
import { formatBytes } from "../../../shared/time/format";
import { Note } from "../../../shared/ui/field";
import { LookUpAge } from "../look-up/look-up-age";
import { LookUpNotes } from "../look-up/look-up-notes";
import { useFieldNote, useOcpWizard } from "./context";
import { useVerdict } from "./use-verdict";
import classes from "./tables.module.css";

/** OCP's packages, the newest that fits first. */
export function PackageTable() {
  const { t } = useTranslation("obproxy");
  const { form, edit, hosts, packages, check } = useOcpWizard();
  const group = useId();
  const note = useFieldNote("package");
  const verdictOf = useVerdict();
  const order = new Map((check?.packages ?? []).map((choice, index) => [choice.id, { choice, index }]));
  const all = packages.data?.packages ?? [];
  const rows = all.toSorted((a, b) => (order.get(a.id)?.index ?? all.length) - (order.get(b.id)?.index ?? all.length));
  return (
    <section aria-labelledby="obproxy-packages">
      <div className={classes.head}>
        <h2 id="obproxy-packages">{t("packages.title")}</h2>
        <span className="t3">{t("packages.from")}</span>
        <span className="grow" />
        <LookUpAge state={packages.data?.state ?? null} reading={packages.reading} onRefresh={packages.refresh} />
      </div>
      <LookUpNotes
        state={packages.data?.state ?? null}
        problem={packages.problem}
        onRetry={packages.refresh}
        told={hosts.problem ?? hosts.data?.state.problem ?? null}
      />
      {note !== null && <Note note={note} />}
      {packages.data === null && packages.problem === null && <p role="status">{t("packages.reading")}</p>}
      {packages.data !== null && rows.length === 0 && <p className={classes.none}>{t("packages.none")}</p>}
      {rows.length > 0 && (
        <div role="radiogroup" aria-labelledby="obproxy-packages" className={classes.scrolls}>
          <div aria-hidden className={`${classes.packages} ${classes.columnHeads}`}>
            <span />
            <span>{t("column.file")}</span>
            <span className={classes.number}>{t("column.size")}</span>
            <span className={classes.arch}>{t("column.arch")}</span>
            <span>{t("column.verdict")}</span>
          </div>
          {rows.map((one, index) => {
            const choice = order.get(one.id)?.choice;
            const isChosen = form.package === one.fileName;
            const off = choice?.verdict === "fail";
            const verdict =
              choice?.code === "packageNewest" && form.hostIds.length > 0
                ? { text: t("packages.newest", { count: form.hostIds.length }), icon: "succeeded" as const }
                : verdictOf(choice, t("packages.fits"));
            return (
              <label
                key={one.id}
                className={classes.packages}
                data-chosen={isChosen || undefined}
                data-off={off || undefined}
              >
                <input
                  type="radio"
                  name={group}
                  className={classes.radio}
                  aria-label={one.fileName}
                  aria-describedby={`${group}-${one.id}`}
                  data-field={isChosen || (form.package === "" && index === 0) ? "package" : undefined}
                  disabled={off && !isChosen}
                  checked={isChosen}
                  onChange={() => edit((now) => ({ ...now, package: one.fileName }))}
                />
                <span className="mono cut" title={one.fileName}>
                  {one.fileName}
                </span>
                <span className={`${classes.number} sm`}>{one.size === null ? "" : formatBytes(one.size)}</span>
                <span className={`${classes.arch} sm`}>{one.architecture}</span>
                <span id={`${group}-${one.id}`} className={classes.verdictLine} title={verdict.text}>
                  {verdict.icon !== null && <StateIcon state={verdict.icon} />}
                  <span className="cut">{verdict.text}</span>
                </span>
              </label>
            );
          })}
        </div>
      )}
      <p className={classes.aside}>{t("packages.upload")}</p>
    </section>
  );
}
