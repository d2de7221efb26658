import { Popover } from "@mantine/core";
import { useTranslation } from "react-i18next";

import type { TaskSource } from "../../../ipc/generated";
import { type ShownState, StateIcon } from "../../../shared/state/state-icon";
import { formatAgo } from "../../../shared/time/format";
import { Button } from "../../../shared/ui/button";
import { CutName } from "../../../shared/ui/cut-name";
import { useSeconds } from "../live/seconds";
import { kindOf, type SourceKind } from "./kinds";
import classes from "./sources.module.css";

const ICONS: Record<SourceKind, ShownState> = { live: "succeeded", untouched: "unknown", troubled: "failed" };
const ORDER: SourceKind[] = ["troubled", "untouched", "live"];

type Props = { sources: readonly TaskSource[]; onContact: (ids: readonly string[]) => void };

/** Each connection by itself: when it was read, or why it is not. */
export function SourcesList({ sources, onContact }: Props) {
  const { t } = useTranslation("taskList");
  return (
    <Popover position="top-end" width={420} hideDetached={false} trapFocus>
      <Popover.Target>
        <Button size="sm">{t("sources.all")}</Button>
      </Popover.Target>
      <Popover.Dropdown>
        <h2 className={classes.heading}>{t("sources.title")}</h2>
        {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, so it must take the focus */}
        <ul className={classes.list} tabIndex={0} aria-label={t("sources.title")}>
          {sources
            .toSorted((a, b) => ORDER.indexOf(kindOf(a)) - ORDER.indexOf(kindOf(b)))
            .map((source) => (
              <Source key={source.connectionId} source={source} onContact={onContact} />
            ))}
        </ul>
      </Popover.Dropdown>
    </Popover>
  );
}

function Source({ source, onContact }: { source: TaskSource; onContact: Props["onContact"] }) {
  const { t } = useTranslation("taskList");
  const { t: errors } = useTranslation("errors");
  const { connectionId, name, readAt, problem } = source;
  const kind = kindOf(source);
  return (
    <li className={classes.source}>
      <StateIcon state={ICONS[kind]} />
      <span className={classes.what}>
        <CutName name={name} />
        {problem !== null && (
          <span className={classes.why} title={problem.message}>
            {errors(`${problem.code}.title`)}
          </span>
        )}
      </span>
      <span className={classes.age}>
        {readAt === null ? t(kind === "live" ? "sources.reading" : "sources.never") : <Age at={readAt} kind={kind} />}
      </span>
      {kind !== "live" && (
        <Button size="sm" aria-label={`${t("sources.contact")} ${name}`} onClick={() => onContact([connectionId])}>
          {t("sources.contact")}
        </Button>
      )}
    </li>
  );
}

function Age({ at, kind }: { at: number; kind: SourceKind }) {
  const { t } = useTranslation("taskList");
  const { t: shared } = useTranslation("shared");
  const now = useSeconds();
  return <>{t(kind === "live" ? "sources.read" : "sources.last", { ago: formatAgo(at, now, shared) })}</>;
}
