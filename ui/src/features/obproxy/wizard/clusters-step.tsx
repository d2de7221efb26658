import { Checkbox } from "@mantine/core";
import { useId, useRef, useState } from "react";
import { useTranslation } from "react-i18next";

import type { Choice, OcpObCluster } from "../../../ipc/generated";
import { StateIcon } from "../../../shared/state/state-icon";
import { Tag } from "../../../shared/ui/chip";
import { Field, Note, TextInput } from "../../../shared/ui/field";
import { SearchField } from "../../../shared/ui/search-field";
import { StepHead } from "../../../shared/wizard/wizard-shell";
import { LookUpAge } from "../look-up/look-up-age";
import { LookUpNotes } from "../look-up/look-up-notes";
import { useFieldNote, useOcpWizard } from "./context";
import { withLink } from "./form";
import { useVerdict } from "./use-verdict";
import classes from "./tables.module.css";
import wizard from "./wizard.module.css";

/** Which OceanBase clusters it leads to: any number by CONFIG_URL, exactly one by RS_LIST. */
export function ClustersStep() {
  const { t } = useTranslation("obproxy");
  const { form, edit, clusters, check } = useOcpWizard();
  const field = useRef<HTMLInputElement>(null);
  const group = useId();
  const [text, setText] = useState("");
  const note = useFieldNote("links");
  const order = new Map((check?.clusters ?? []).map((choice, index) => [choice.id, { choice, index }]));
  const all = clusters.data?.clusters ?? [];
  const wanted = text.trim().toLowerCase();
  const found = all.filter(({ name, id, obClusterId }) =>
    [name, id, obClusterId].some((one) => one.toLowerCase().includes(wanted)),
  );
  return (
    <>
      <StepHead title={t("step.clusters")} lead={t(`clusters.lead.${form.workMode}`)} />
      <div className={wizard.body}>
        <section aria-labelledby="obproxy-clusters">
          <div className={classes.head} data-search>
            <h2 id="obproxy-clusters">{t("clusters.title")}</h2>
            <span className="t3">{t("clusters.chosen", { count: form.links.length, of: all.length })}</span>
            <span className="grow" />
            <LookUpAge state={clusters.data?.state ?? null} reading={clusters.reading} onRefresh={clusters.refresh} />
            <SearchField
              field={field}
              className={classes.search}
              label={t("clusters.searchLabel")}
              placeholder={t("clusters.search")}
              text={text}
              onText={setText}
              onLeave={() => field.current?.blur()}
            />
          </div>
          <LookUpNotes state={clusters.data?.state ?? null} problem={clusters.problem} onRetry={clusters.refresh} />
          {note !== null && (
            <div data-field="links" tabIndex={-1}>
              <Note note={note} />
            </div>
          )}
          {clusters.data === null && clusters.problem === null && <p role="status">{t("clusters.reading")}</p>}
          {clusters.data !== null && all.length === 0 && <p className={classes.none}>{t("clusters.none")}</p>}
          {found.length > 0 && (
            <div className={classes.scrolls} role="group" aria-label={t("clusters.title")}>
              <div aria-hidden className={`${classes.clusters} ${classes.columnHeads}`}>
                <span />
                <span>{t("column.obCluster")}</span>
                <span className={classes.number}>{t("column.ocpId")}</span>
                <span className={classes.number}>{t("column.obClusterId")}</span>
                <span className={classes.obVersion}>{t("column.version")}</span>
                <span>{t("column.status")}</span>
                <span>{t("column.verdict")}</span>
              </div>
              {found.map((cluster) => (
                <Row
                  key={cluster.id}
                  group={group}
                  cluster={cluster}
                  choice={order.get(cluster.id)?.choice}
                  single={form.workMode === "rsList"}
                  several={form.links.length > 1}
                  isChosen={form.links.some(({ clusterId }) => clusterId === cluster.id)}
                  onSet={(on) => edit((now) => withLink(now, cluster, on))}
                />
              ))}
            </div>
          )}
        </section>
        {form.links.length > 0 && (
          <section aria-labelledby="obproxy-users" className={wizard.users}>
            <h2 id="obproxy-users" className={wizard.sectionTitle}>
              {t("clusters.users")}
            </h2>
            <p className="t2">{t("clusters.usersLead")}</p>
            {form.links.map((link) => (
              <UserField key={link.clusterId} clusterId={link.clusterId} name={link.clusterName} user={link.username} />
            ))}
          </section>
        )}
      </div>
    </>
  );
}

type RowProps = {
  group: string;
  cluster: OcpObCluster;
  choice: Choice | undefined;
  single: boolean;
  several: boolean;
  isChosen: boolean;
  onSet: (on: boolean) => void;
};

function Row({ group, cluster, choice, single, several, isChosen, onSet }: RowProps) {
  const { t } = useTranslation("obproxy");
  const verdictOf = useVerdict();
  const verdict =
    choice?.code === "packageBelowCluster"
      ? { text: t("verdict.packageOlder", { replace: choice.args }), icon: null }
      : verdictOf(choice, t("clusters.fits"));
  const off = choice?.verdict === "fail";
  const common = {
    "aria-label": t("clusters.named", { name: cluster.name, id: cluster.id, obId: cluster.obClusterId }),
    "aria-describedby": `${group}-${cluster.id}`,
    "data-field": `links[${cluster.id}]`,
    disabled: off && !isChosen,
    checked: isChosen,
  };
  return (
    <div className={classes.clusters} data-chosen={isChosen || undefined} data-off={off || undefined}>
      {/* Several that were chosen for the other mode are taken out one by one. */}
      {single && !several ? (
        <input type="radio" name={group} className={classes.radio} {...common} onChange={() => onSet(true)} />
      ) : (
        <Checkbox size="xs" {...common} onChange={(event) => onSet(event.currentTarget.checked)} />
      )}
      <span className={`${classes.host} cut`} title={cluster.name}>
        {cluster.name} {cluster.isStandby && <Tag weak>{t("standby")}</Tag>}
      </span>
      <span className={`${classes.number} mono`}>{cluster.id}</span>
      <span className={`${classes.number} mono`}>{cluster.obClusterId}</span>
      <span className={`${classes.obVersion} sm cut`} title={cluster.obVersion}>
        {cluster.obVersion}
      </span>
      <span className={classes.verdictLine} title={cluster.status}>
        <StateIcon state={cluster.isRunning ? "succeeded" : "warning"} />
        <span className="cut">{cluster.status}</span>
      </span>
      <span id={`${group}-${cluster.id}`} className={classes.verdictLine} title={verdict.text}>
        {verdict.icon !== null && <StateIcon state={verdict.icon} />}
        <span className="cut">{verdict.text}</span>
      </span>
    </div>
  );
}

function UserField({ clusterId, name, user }: { clusterId: string; name: string; user: string }) {
  const { t } = useTranslation("obproxy");
  const { edit, editor } = useOcpWizard();
  const note = useFieldNote(`links[${clusterId}]`);
  return (
    <Field label={t("clusters.userOf", { name })} note={note}>
      {(wiring) => (
        <TextInput
          {...wiring}
          value={user}
          onChange={(event) => {
            const username = event.currentTarget.value;
            edit((now) => ({
              ...now,
              links: now.links.map((link) => (link.clusterId === clusterId ? { ...link, username } : link)),
            }));
          }}
          onBlur={() => void editor.flush()}
        />
      )}
    </Field>
  );
}
