import { Checkbox } from "@mantine/core";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useId, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";

import type { Choice, OcpHost, OcpHostStatus } from "../../../ipc/generated";
import { type ShownState, StateIcon } from "../../../shared/state/state-icon";
import { Chip } from "../../../shared/ui/chip";
import { Note } from "../../../shared/ui/field";
import { SearchField } from "../../../shared/ui/search-field";
import { LookUpAge } from "../look-up/look-up-age";
import { LookUpNotes } from "../look-up/look-up-notes";
import { useFieldNote, useOcpWizard } from "./context";
import { useVerdict } from "./use-verdict";
import classes from "./tables.module.css";

const VIRTUAL_FROM = 60;
const ROW = 28;

const STATUS: Record<OcpHostStatus, ShownState> = {
  idle: "succeeded",
  carriesServices: "ready",
  offline: "failed",
  noAgent: "pending",
  deleting: "running",
  unknown: "unknown",
};

/** Every host with what speaks for or against it: those that fit come first, the others say why they do not. */
export function HostTable() {
  const { t } = useTranslation("obproxy");
  const { form, edit, hosts, check, onReveal } = useOcpWizard();
  const field = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const [text, setText] = useState("");
  const [shown, setShown] = useState<"suitable" | "all">("all");
  const note = useFieldNote("hosts");
  const rows = useRows(hosts.data?.hosts ?? [], check?.hosts ?? []);
  const suitable = rows.filter(({ choice }) => choice?.verdict !== "fail");
  const wanted = text.trim().toLowerCase();
  const found = (shown === "suitable" ? suitable : rows).filter(({ host }) => matches(host, wanted));
  const chosen = new Set(form.hostIds);
  const virtual = found.length > VIRTUAL_FROM;
  // oxlint-disable-next-line react/incompatible-library -- the compiler leaves this component alone, which is right
  const virtualizer = useVirtualizer({
    count: virtual ? found.length : 0,
    getScrollElement: () => list.current,
    estimateSize: () => ROW,
    overscan: 12,
  });
  useEffect(() => {
    onReveal((about) => {
      const id = /^hosts\[(.+)\]$/.exec(about)?.[1];
      const index = found.findIndex(({ host }) => host.id === id);
      if (virtual && index >= 0) virtualizer.scrollToIndex(index, { align: "center" });
    });
    return () => onReveal(null);
  });
  const set = (host: OcpHost, on: boolean) =>
    edit((now) => {
      const rest = now.hostIds.filter((id) => id !== host.id);
      return { ...now, hostIds: on ? [...rest, host.id] : rest };
    });
  const items = virtual ? virtualizer.getVirtualItems() : found.map((_, index) => ({ index, start: index * ROW }));
  return (
    <section aria-labelledby="obproxy-hosts">
      <div className={classes.head} data-search>
        <h2 id="obproxy-hosts">{t("hosts.title")}</h2>
        <span className="t3">{t("hosts.chosen", { count: form.hostIds.length, of: rows.length })}</span>
        <span className="grow" />
        <LookUpAge state={hosts.data?.state ?? null} reading={hosts.reading} onRefresh={hosts.refresh} />
        <Chip pressed={shown === "suitable"} count={suitable.length} onPress={() => setShown("suitable")}>
          {t("hosts.suitable")}
        </Chip>
        <Chip pressed={shown === "all"} count={rows.length} onPress={() => setShown("all")}>
          {t("hosts.all")}
        </Chip>
        <SearchField
          field={field}
          className={classes.search}
          label={t("hosts.searchLabel")}
          placeholder={t("hosts.search")}
          text={text}
          onText={setText}
          onLeave={() => list.current?.focus()}
        />
      </div>
      <LookUpNotes state={hosts.data?.state ?? null} problem={hosts.problem} onRetry={hosts.refresh} />
      {note !== null && (
        <div data-field="hosts" tabIndex={-1}>
          <Note note={note} />
        </div>
      )}
      {hosts.data === null && hosts.problem === null && <p role="status">{t("hosts.reading")}</p>}
      {hosts.data !== null && (
        <div role="table" aria-label={t("hosts.title")} aria-rowcount={found.length + 1} className={classes.scrolls}>
          <div role="rowgroup">
            <div role="row" className={`${classes.hosts} ${classes.columnHeads}`}>
              <span role="columnheader">
                <span className="sr">{t("column.chosen")}</span>
              </span>
              {(["host", "ip", "arch", "idc", "ocpStatus", "verdict"] as const).map((column) => (
                <span key={column} role="columnheader" className={classes[column]}>
                  {t(`column.${column}`)}
                </span>
              ))}
            </div>
          </div>
          <div
            role="rowgroup"
            ref={list}
            // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, so the keyboard must reach it
            tabIndex={virtual ? 0 : -1}
            className={virtual ? classes.window : undefined}
          >
            <div
              role="presentation"
              className={classes.inner}
              style={virtual ? { height: virtualizer.getTotalSize() } : undefined}
            >
              {items.map(({ index, start }) => {
                const row = found[index];
                if (row === undefined) return null;
                return (
                  <div
                    key={row.host.id}
                    role="presentation"
                    className={virtual ? classes.placed : undefined}
                    style={virtual ? { transform: `translateY(${start}px)` } : undefined}
                  >
                    <HostRow {...row} isChosen={chosen.has(row.host.id)} onSet={(on) => set(row.host, on)} />
                  </div>
                );
              })}
            </div>
          </div>
        </div>
      )}
      {hosts.data !== null && found.length === 0 && (
        <p className={classes.none}>{t(rows.length === 0 ? "hosts.none" : "hosts.nothing")}</p>
      )}
    </section>
  );
}

type Row = { host: OcpHost; choice: Choice | undefined };

function HostRow({ host, choice, isChosen, onSet }: Row & { isChosen: boolean; onSet: (on: boolean) => void }) {
  const { t } = useTranslation("obproxy");
  const verdictId = useId();
  const verdictOf = useVerdict();
  const verdict = verdictOf(choice, t("hosts.fits"));
  const off = choice?.verdict === "fail";
  return (
    <div role="row" className={classes.hosts} data-chosen={isChosen || undefined} data-off={off || undefined}>
      <span role="cell">
        <Checkbox
          size="xs"
          aria-label={`${host.name} ${host.ip}`}
          aria-describedby={verdictId}
          data-field={`hosts[${host.id}]`}
          // One that was chosen before it became unfit can be taken out.
          disabled={off && !isChosen}
          checked={isChosen}
          onChange={(event) => onSet(event.currentTarget.checked)}
        />
      </span>
      <span role="cell" className={`${classes.host} cut`} title={host.name}>
        {host.name}
      </span>
      <span role="cell" className={`${classes.ip} mono`}>
        {host.ip}
      </span>
      <span role="cell" className={`${classes.arch} sm`}>
        {host.architecture}
      </span>
      <span role="cell" className={`${classes.idc} sm cut`} title={`${host.idc} ${host.region}`}>
        {host.idc}
      </span>
      <span role="cell" className={`${classes.ocpStatus} ${classes.verdictLine}`} title={host.statusWord}>
        <StateIcon state={STATUS[host.status]} />
        <span className="cut">{host.status === "unknown" ? host.statusWord : t(`hostStatus.${host.status}`)}</span>
      </span>
      <span role="cell" id={verdictId} className={classes.verdictLine} title={verdict.text}>
        {verdict.icon !== null && <StateIcon state={verdict.icon} />}
        <span className="cut">{verdict.text}</span>
      </span>
    </div>
  );
}

/** In the order of the check, which puts what fits first; what it does not know yet comes last. */
function useRows(hosts: OcpHost[], choices: Choice[]): Row[] {
  return useMemo(() => {
    const place = new Map(choices.map((choice, index) => [choice.id, { choice, index }]));
    return hosts
      .map((host) => ({ host, choice: place.get(host.id)?.choice, at: place.get(host.id)?.index ?? choices.length }))
      .toSorted((a, b) => a.at - b.at);
  }, [hosts, choices]);
}

function matches({ name, ip, idc, services }: OcpHost, wanted: string): boolean {
  if (wanted === "") return true;
  const all = [name, ip, idc, ...services.flatMap((service) => [service.name, service.kind])];
  return all.some((text) => text.toLowerCase().includes(wanted));
}
