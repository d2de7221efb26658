import { useTranslation } from "react-i18next";

import type { StateKind } from "../../../ipc/generated";
import { Icon } from "../../../shared/icons/icon";
import { StateIcon } from "../../../shared/state/state-icon";
import { Button } from "../../../shared/ui/button";
import { CopyButton } from "../../../shared/ui/copy-button";
import { Segmented } from "../../../shared/ui/segmented";
import type { LogFilter } from "./lines";
import { FullButton } from "./full-button";
import { type HostChoice, HostMenu } from "./host-menu";
import { LogSearch, type SearchProps } from "./log-search";
import classes from "./log.module.css";

export type Attempt = { number: number; kind: StateKind };

type Props = {
  name: string;
  /** The hosts of which one can be looked at alone; none where there is but one. */
  runs: HostChoice[];
  attempts: Attempt[];
  filter: LogFilter;
  onFilter: (filter: LogFilter) => void;
  warnings: number;
  errors: number;
  follow: boolean;
  onFollow: () => void;
  wrap: boolean;
  onWrap: () => void;
  full: boolean;
  onFull: () => void;
  copyLabel: string;
  copyText: () => string;
  onSave: () => void;
  saving: boolean;
} & SearchProps;

/** What is shown, of which host, attempt and level, and the search over it. */
export function LogHead(props: Props) {
  const { t } = useTranslation("tasks");
  const { name, runs, attempts, filter, onFilter, follow, wrap } = props;
  const levels: { value: LogFilter["level"]; label: string }[] = [
    { value: "all", label: t("log.all") },
    { value: "warn", label: `WARN ${props.warnings}` },
    { value: "error", label: `ERROR ${props.errors}` },
  ];
  return (
    <div className={classes.head}>
      <h2 className={classes.title}>{t("log.title")}</h2>
      {runs.length === 0 ? (
        <span className={classes.name} title={name}>
          {name}
        </span>
      ) : (
        <HostMenu
          name={name}
          runs={runs}
          value={filter.runKey}
          onChoose={(runKey) => onFilter({ ...filter, runKey })}
        />
      )}
      {attempts.length > 1 && <Attempts attempts={attempts} filter={filter} onFilter={onFilter} />}
      <Segmented
        label={t("log.level")}
        options={levels}
        value={filter.level}
        onChange={(level) => onFilter({ ...filter, level })}
      />
      <span className="grow" />
      <LogSearch {...props} />
      <button
        type="button"
        className={classes.follow}
        aria-label={t(follow ? "log.following" : "log.follow")}
        aria-pressed={follow}
        onClick={props.onFollow}
      >
        <Icon name="download" size={14} />
        <span>{t(follow ? "log.following" : "log.follow")}</span>
      </button>
      <Button
        size="sm"
        look="bare"
        icon="wrap"
        aria-label={t("log.wrap")}
        title={t("log.wrap")}
        aria-pressed={wrap}
        onClick={props.onWrap}
      />
      <FullButton full={props.full} onFull={props.onFull} />
      <CopyButton text={props.copyText} label={props.copyLabel} word="hidden" />
      <Button
        size="sm"
        look="bare"
        icon="import"
        aria-label={t("log.save")}
        title={t("log.save")}
        aria-busy={props.saving}
        onClick={() => {
          if (!props.saving) props.onSave();
        }}
      />
    </div>
  );
}

function Attempts({ attempts, filter, onFilter }: Pick<Props, "attempts" | "filter" | "onFilter">) {
  const { t } = useTranslation("tasks");
  const options = attempts.map(({ number, kind }) => ({
    value: String(number),
    label: (
      <>
        <StateIcon state={kind} size={12} />
        {number}
      </>
    ),
  }));
  return (
    <Segmented
      label={t("log.attempts")}
      options={[{ value: "all", label: <AllAttempts /> }, ...options]}
      value={filter.attempt === null ? "all" : String(filter.attempt)}
      onChange={(value) => onFilter({ ...filter, attempt: value === "all" ? null : Number(value) })}
    />
  );
}

/** The whole words where there is room for them. */
function AllAttempts() {
  const { t } = useTranslation("tasks");
  return (
    <>
      <span className={classes.long}>{t("log.allAttempts")}</span>
      <span className={classes.short} title={t("log.allAttempts")}>
        {t("log.all")}
      </span>
    </>
  );
}
