import { Checkbox } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import type { OcpHost } from "../../../ipc/generated";
import { TextInput } from "../../../shared/ui/field";
import { LookUpNotes } from "../look-up/look-up-notes";
import { useOcpHosts } from "../look-up/use-look-up";
import classes from "./actions.module.css";

type Props = {
  connectionId: string;
  /** Hosts that have a server of this cluster. */
  taken: string[];
  chosen: string[];
  onChange: (hostIds: string[]) => void;
};

/** More than these are to be searched for. */
const SHOWN = 100;

/** Hosts of an OCP, idle ones first; those that cannot be used stay and say why. */
export function PickHosts({ connectionId, taken, chosen, onChange }: Props) {
  const { t } = useTranslation("obproxy");
  const [text, setText] = useState("");
  const look = useOcpHosts(connectionId);
  const wanted = text.trim().toLowerCase();
  const whyNot = (host: OcpHost) => {
    if (taken.includes(host.id)) return t("pick.isServer");
    if (host.status === "noAgent") return t("verdict.hostHasNoAgent");
    if (host.status === "offline" || host.status === "deleting") return t(`hostStatus.${host.status}`);
    return null;
  };
  const found = (look.data?.hosts ?? [])
    .filter(({ name, ip }) => `${name} ${ip}`.toLowerCase().includes(wanted))
    .map((host) => ({ host, why: whyNot(host) }))
    .toSorted((a, b) => rank(a.host, a.why) - rank(b.host, b.why));
  return (
    <fieldset className={classes.pick}>
      <legend>{t("hosts.title")}</legend>
      <TextInput
        aria-label={t("hosts.search")}
        placeholder={t("hosts.search")}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <LookUpNotes state={look.data?.state ?? null} problem={look.problem} onRetry={look.refresh} />
      {look.data === null && look.problem === null && <p role="status">{t("hosts.reading")}</p>}
      <div className={classes.list}>
        {found.slice(0, SHOWN).map(({ host, why }) => (
          <div key={host.id} className={classes.option} data-off={why !== null || undefined}>
            <Checkbox
              label={`${host.name}  ${host.ip}`}
              disabled={why !== null}
              checked={chosen.includes(host.id)}
              onChange={(event) =>
                onChange(
                  event.currentTarget.checked ? [...chosen, host.id] : chosen.filter((known) => known !== host.id),
                )
              }
            />
            <span className="grow" />
            <span className={classes.verdict}>
              {why ?? `${t(`hostStatus.${host.status}`)}, ${host.architecture}, ${host.idc}`}
            </span>
          </div>
        ))}
      </div>
      {found.length > SHOWN && <p className="t3 sm">{t("pick.more", { count: found.length - SHOWN })}</p>}
    </fieldset>
  );
}

function rank({ status }: OcpHost, why: string | null): number {
  if (why !== null) return 2;
  return status === "idle" ? 0 : 1;
}
