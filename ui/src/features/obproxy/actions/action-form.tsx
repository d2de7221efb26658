import { useTranslation } from "react-i18next";

import type { ObproxyCluster } from "../../../ipc/generated";
import { Field, TextInput } from "../../../shared/ui/field";
import classes from "./actions.module.css";
import type { Ask } from "./ask";
import type { ActionFields } from "./fields";
import { PickHosts } from "./pick-hosts";
import { PickLink } from "./pick-link";
import { PickPackage } from "./pick-package";

type Props = {
  ask: Ask;
  cluster: ObproxyCluster;
  connectionId: string;
  fields: ActionFields;
  onChange: (change: Partial<ActionFields>) => void;
};

/** What the user decides of an action; nothing for those that are said already. */
export function ActionForm({ ask, cluster, connectionId, fields, onChange }: Props) {
  const { t } = useTranslation("obproxy");
  const hosts = (
    <PickHosts
      connectionId={connectionId}
      taken={cluster.servers.map(({ hostId }) => hostId)}
      chosen={fields.hostIds}
      onChange={(hostIds) => onChange({ hostIds })}
    />
  );
  // All servers of a cluster have the same ports.
  const fixed = cluster.servers.length > 0;
  const sqlPort = (
    <PortField
      label={t("port.sql")}
      hint={fixed ? t("port.fixed") : t("port.sqlHint")}
      value={fields.sqlPort}
      readOnly={fixed}
      onChange={(value) => onChange({ sqlPort: value })}
    />
  );
  switch (ask.deed) {
    case "addServers":
      return (
        <>
          {hosts}
          <PickPackage
            connectionId={connectionId}
            take="fileName"
            versions={[]}
            architectures={[]}
            chosen={fields.package}
            onChange={(name) => onChange({ package: name })}
          />
          <div className={classes.pair}>
            {sqlPort}
            <PortField
              label={t("port.exporter")}
              hint={fixed ? t("port.fixed") : t("port.exporterHint")}
              value={fields.exporterPort}
              readOnly={fixed}
              onChange={(value) => onChange({ exporterPort: value })}
            />
          </div>
        </>
      );
    case "takeOver":
      return (
        <>
          {hosts}
          <div className={classes.pair}>
            <PortField
              label={t("port.sql")}
              hint={t("port.takeOver")}
              value={fields.sqlPort}
              onChange={(value) => onChange({ sqlPort: value })}
            />
          </div>
        </>
      );
    case "upgrade": {
      const servers = cluster.servers.filter(({ id }) => ask.serverIds?.includes(id) === true);
      return (
        <PickPackage
          connectionId={connectionId}
          take="shortName"
          versions={servers.map(({ version }) => version)}
          architectures={[...new Set(servers.map(({ architecture }) => architecture).filter(Boolean))]}
          chosen={fields.package}
          onChange={(name) => onChange({ package: name })}
        />
      );
    }
    case "editAddress":
      return (
        <div className={classes.pair}>
          <Field label={t("basics.address")} hint={t("basics.addressHint")}>
            {(wiring) => (
              <TextInput
                {...wiring}
                mono
                value={fields.address}
                onChange={(event) => onChange({ address: event.currentTarget.value })}
              />
            )}
          </Field>
          <PortField label={t("basics.port")} value={fields.port} onChange={(value) => onChange({ port: value })} />
        </div>
      );
    case "addLink":
      return (
        <PickLink
          connectionId={connectionId}
          linked={cluster.links.map(({ clusterId }) => clusterId)}
          link={fields.link}
          onChange={(link) => onChange({ link })}
        />
      );
    case "setParameters":
      return (
        <Field label={ask.parameter?.name ?? ""} hint={t("parameters.valueNow", { value: ask.parameter?.value ?? "" })}>
          {(wiring) => (
            <TextInput
              {...wiring}
              mono
              value={fields.value}
              onChange={(event) => onChange({ value: event.currentTarget.value })}
            />
          )}
        </Field>
      );
    case "create":
    case "removeServers":
    case "restart":
    case "start":
    case "stop":
    case "removeLink":
    case "delete":
      return <Targets ask={ask} cluster={cluster} />;
  }
}

/** Which servers it is about. */
function Targets({ ask, cluster }: Pick<Props, "ask" | "cluster">) {
  const { t } = useTranslation("obproxy");
  if (ask.serverIds === undefined || ask.deed === "delete") return null;
  const servers = cluster.servers.filter(({ id }) => ask.serverIds?.includes(id) === true);
  return (
    <p className={classes.targets}>
      {t("ask.servers", { count: servers.length })}{" "}
      <span className="mono">{servers.map(({ ip }) => ip).join(", ")}</span>
    </p>
  );
}

type PortProps = {
  label: string;
  hint?: string;
  value: string;
  readOnly?: boolean;
  onChange: (value: string) => void;
};

function PortField({ label, hint, value, readOnly = false, onChange }: PortProps) {
  return (
    <Field label={label} {...(hint === undefined ? {} : { hint })}>
      {(wiring) => (
        <TextInput
          {...wiring}
          inputMode="numeric"
          value={value}
          readOnly={readOnly}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      )}
    </Field>
  );
}
