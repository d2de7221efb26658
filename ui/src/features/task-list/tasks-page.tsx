import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";

import type { TaskRow } from "../../ipc/generated";
import { usePlatform } from "../../platform/context";
import { PageFrame } from "../../shared/shell/page-frame";
import { Button } from "../../shared/ui/button";
import { ErrorNote } from "../../shared/ui/error-note";
import { ChooseRunDialog } from "../history/choose/choose-run-dialog";
import { Hits } from "../history/search/hits";
import { OpenSavedButton } from "../saved/open-button";
import { useStable } from "../tasks/parts/use-stable";
import { ForgetDialog } from "./forget-dialog";
import { ListKeysDialog } from "./keys-dialog";
import { RowMenu } from "./list/row-menu";
import type { At } from "./list/task-line";
import { TaskTable } from "./list/task-table";
import { taskStore } from "./live/store";
import { isFiltering, NO_FILTER, type Shown, SHOWN } from "./model/filter";
import { nextSorting } from "./model/sort";
import { beginWith, useView } from "./model/view";
import { NoMatch, NoTasks } from "./nothing";
import { SourcesLine } from "./sources/sources-line";
import { useContact } from "./sources/use-contact";
import classes from "./tasks-page.module.css";
import { Tools } from "./tools";
import { useList } from "./use-list";
import { useOpenRow, wayTo } from "./use-open-row";
import { usePageKeys } from "./use-page-keys";

type Asked = { type: "menu"; row: TaskRow; at: At } | { type: "keys" } | { type: "compare" | "forget"; row: TaskRow };

/** Everything that runs or ran, on all connections. Looking at it contacts no host. */
export function TasksPage() {
  const { t } = useTranslation("taskList");
  const platform = usePlatform();
  const [, navigate] = useLocation();
  const grid = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const [view, setView] = useView();
  const [asked, setAsked] = useState<Asked | null>(null);
  const [opened, setOpened] = useState<TaskRow | null>(null);
  const list = useList(view);
  const opener = useOpenRow();
  const { contacting, problem: contactProblem, contact } = useContact();
  const onContact = useStable(contact);
  const open = (row: TaskRow) => {
    setOpened(row);
    opener.go(wayTo(row));
  };
  const compare = (row: TaskRow) => {
    if (row.recordId !== null) setAsked({ type: "compare", row });
  };
  const close = () => {
    setAsked(null);
    grid.current?.focus();
  };
  // What was chosen in the menu may have asked for a dialog already.
  const closeMenu = () => {
    setAsked((now) => (now?.type === "menu" ? null : now));
    grid.current?.focus();
  };
  const searching = view.looking === "logs";
  usePageKeys({
    filter: () => field.current?.focus(),
    help: () => setAsked({ type: "keys" }),
    back: () => (searching ? setView({ looking: "tasks" }) : navigate("/")),
  });
  const filtered = list.rows.length > 0 && isFiltering(view.filter);
  const record = opener.problem !== null ? (opened?.recordId ?? null) : null;
  return (
    <PageFrame trail={[t("title")]}>
      <div className={classes.page}>
        <header className={classes.top}>
          <div className="grow">
            <h1>{t("title")}</h1>
            <p className="t2">{t("lead")}</p>
          </div>
          <OpenSavedButton />
        </header>
        {list.rows.length > 0 || searching ? (
          <Tools
            field={field}
            view={view}
            found={list.found}
            rows={list.rows}
            sources={list.sources}
            onView={setView}
            onLeave={() => grid.current?.focus()}
          />
        ) : (
          <div />
        )}
        <div className={classes.troubles}>
          {list.problem !== null && <ErrorNote error={list.problem} onRetry={() => taskStore(platform).again()} />}
          {contactProblem !== null && <ErrorNote error={contactProblem} />}
          {opener.problem !== null && <ErrorNote error={opener.problem} />}
          {record !== null && (
            <span className={classes.instead}>
              <Button icon="doc" onClick={() => opener.go({ type: "record", recordId: record })}>
                {t("recordInstead")}
              </Button>
            </span>
          )}
        </div>
        <div className={classes.body} aria-busy={opener.opening || undefined}>
          {searching ? (
            <Hits
              text={view.filter.text}
              connectionId={view.filter.connection}
              onOpen={(recordId) => opener.go({ type: "record", recordId })}
              onLeave={() => field.current?.focus()}
            />
          ) : !list.loaded ? (
            list.problem === null && (
              <p className={classes.waiting} role="status">
                {t("loading")}
              </p>
            )
          ) : list.rows.length === 0 ? (
            <NoTasks sources={list.sources} onContact={contact} />
          ) : list.lines.length === 0 && filtered ? (
            <NoMatch
              total={list.rows.length}
              text={view.filter.text}
              onClear={() => setView({ filter: { ...NO_FILTER, subTasks: view.filter.subTasks } })}
              onLogs={() => setView({ looking: "logs" })}
            />
          ) : (
            <TaskTable
              scroller={grid}
              lines={list.lines}
              series={list.series}
              sorting={view.sorting}
              cursor={view.cursor}
              onCursor={(cursor) => setView({ cursor })}
              onSort={(column) => setView({ sorting: nextSorting(view.sorting, column) })}
              onOpen={open}
              onMenu={(row, at) => setAsked({ type: "menu", row, at })}
              onCompare={compare}
            />
          )}
        </div>
        {list.loaded && <SourcesLine sources={list.sources} contacting={contacting} onContact={onContact} />}
      </div>
      {asked?.type === "menu" && (
        <RowMenu
          key={asked.row.key}
          row={asked.row}
          at={asked.at}
          onClose={closeMenu}
          onGo={(way) => {
            setOpened(asked.row);
            opener.go(way);
          }}
          onCompare={(row) => setAsked({ type: "compare", row })}
          onForget={(row) => setAsked({ type: "forget", row })}
          onCluster={(id) => navigate(`/clusters/${id}`)}
        />
      )}
      {asked?.type === "keys" && <ListKeysDialog onClose={close} />}
      {asked?.type === "compare" && asked.row.recordId !== null && (
        <ChooseRunDialog
          recordId={asked.row.recordId}
          name={asked.row.name}
          startedAt={asked.row.startedAt}
          onChosen={(before, after) => navigate(`/history/compare/${before}/${after}`)}
          onClose={close}
        />
      )}
      {asked?.type === "forget" && asked.row.recordId !== null && (
        <ForgetDialog row={asked.row} recordId={asked.row.recordId} onClose={close} />
      )}
    </PageFrame>
  );
}

/** `/tasks/of/<connection>/failed`: the tasks of one connection, or of all where it is `all`. */
export function TasksOf({ connectionId, shown }: { connectionId: string; shown: string | undefined }) {
  const platform = usePlatform();
  const [, navigate] = useLocation();
  const chip: Shown = SHOWN.find((known) => known === shown) ?? "all";
  useEffect(() => {
    beginWith(platform, { connection: connectionId === "all" ? null : connectionId, shown: chip });
    navigate("/tasks", { replace: true });
  }, [platform, navigate, connectionId, chip]);
  return null;
}
