import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import type { HostFacts } from "../../../ipc/generated";
import { formatBytes } from "../../../shared/time/format";
import { CopyButton } from "../../../shared/ui/copy-button";
import classes from "./host-detail.module.css";

export function HostFactList({ facts }: { facts: HostFacts }) {
  const { t } = useTranslation("wizard");
  const { resources } = facts;
  return (
    <dl className={classes.facts}>
      <Fact name={t("hosts.facts.key")}>
        <span className="mono selectable">{facts.fingerprint}</span>{" "}
        <span className="t3">{t("hosts.facts.bits", { bits: facts.keyBits })}</span>{" "}
        <CopyButton text={facts.fingerprint} word="hidden" />
      </Fact>
      <Fact name={t("hosts.facts.home")}>
        <span className="mono selectable">{facts.homePath}</span>
      </Fact>
      {resources === null ? (
        <Fact name={t("hosts.facts.memory")}>{t("hosts.facts.unread")}</Fact>
      ) : (
        <>
          <Fact name={t("hosts.facts.os")}>
            {resources.os}, {facts.architecture}
          </Fact>
          <Fact name={t("hosts.facts.cpu")}>
            {t("hosts.facts.cores", { count: resources.cpuCores })} <span className="t3">{resources.cpuModel}</span>
          </Fact>
          <Fact name={t("hosts.facts.memory")}>
            {t("hosts.facts.memoryOf", {
              available: formatBytes(resources.memoryAvailable),
              total: formatBytes(resources.memoryTotal),
            })}
          </Fact>
          <Fact name={t("hosts.facts.disks")}>
            {resources.disks
              .map((disk) =>
                t("hosts.facts.diskFree", {
                  device: disk.device,
                  free: formatBytes(disk.total - disk.used),
                  total: formatBytes(disk.total),
                }),
              )
              .join(" · ")}
          </Fact>
          {resources.openFiles !== null && <Fact name={t("hosts.facts.openFiles")}>{resources.openFiles}</Fact>}
          {resources.processes !== null && <Fact name={t("hosts.facts.processes")}>{resources.processes}</Fact>}
        </>
      )}
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}
