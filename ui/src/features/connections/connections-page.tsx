import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";

import { usePlatform } from "../../platform/context";
import { PageFrame } from "../../shared/shell/page-frame";
import { Button } from "../../shared/ui/button";
import { EmptyState } from "../../shared/ui/empty-state";
import { ErrorNote } from "../../shared/ui/error-note";
import { OpenSavedButton } from "../saved/open-button";
import classes from "./connections-page.module.css";
import { type Asked, Dialogs } from "./dialogs/dialogs";
import { HomeNotes } from "./home-notes";
import { ConnectionGrid } from "./list/connection-grid";
import { useListActions } from "./list/use-list-actions";
import { connectionStore } from "./live/store";
import { NO_FILTER } from "./model/filter";
import { PracticePanel } from "./practice-panel";
import { Panel } from "./side/panel";
import { Tools } from "./tools";
import { UndoToast } from "./undo-toast";
import { useActions } from "./use-actions";
import { useCursor } from "./use-cursor";
import { useList } from "./use-list";
import { usePageKeys } from "./use-page-keys";

/** Every connection, and what was begun without one. Looking at it contacts no host. */
export function ConnectionsPage() {
  const { t } = useTranslation("connections");
  const { t: shared } = useTranslation("shared");
  const platform = usePlatform();
  const [, navigate] = useLocation();
  const grid = useRef<HTMLDivElement>(null);
  const panel = useRef<HTMLElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const [asked, setAsked] = useState<Asked | null>(null);
  const [panelOver, setPanelOver] = useState<"open" | "closed">("closed");
  const list = useList();
  const cursor = useCursor(list.stops);
  const actions = useActions((id) => {
    if (id !== null) cursor.to(id);
    grid.current?.focus();
  });
  const { act, drop, announced } = useListActions({ list, cursor, actions, openCluster, openPanel });
  const { deleted, problem } = actions;
  const undo = deleted === null ? null : () => void actions.restore(deleted);
  usePageKeys({ filter: () => field.current?.focus(), add: () => setAsked({ type: "new" }), undo });

  const shownId = cursor.stop?.row?.id ?? null;
  const empty = list.loaded && list.counts.all === 0;
  return (
    <PageFrame trail={[shared("app")]}>
      <div className={classes.page}>
        <div className={`${classes.body} ${list.counts.all === 0 ? "" : classes.withPanel}`}>
          <div className={classes.main}>
            <div className={classes.head}>
              <h1 className="grow">{t("title")}</h1>
              <OpenSavedButton />
              <Button size="lg" onClick={() => void actions.begin(null)}>
                {t("initialise")}
              </Button>
              <Button size="lg" icon="import" onClick={() => setAsked({ type: "import" })}>
                {t("import")}
              </Button>
              <Button size="lg" look="primary" icon="plus" onClick={() => setAsked({ type: "new" })}>
                {t("add")}
              </Button>
            </div>
            {list.counts.all === 0 ? (
              <div />
            ) : (
              <Tools
                field={field}
                filter={list.filter}
                counts={list.counts}
                look={list.look}
                onFilter={list.setFilter}
                onLook={list.setLook}
                onLeave={() => grid.current?.focus()}
              />
            )}
            <div className={classes.troubles}>
              <HomeNotes />
              {list.problem !== null && (
                <ErrorNote error={list.problem} onRetry={() => connectionStore(platform).again()} />
              )}
              {list.home.error !== null && (
                <ErrorNote error={list.home.error.problem} onRetry={() => void list.home.refetch()} />
              )}
              {problem !== null && problem.id !== shownId && <ErrorNote error={problem.problem} />}
            </div>
            <div className={classes.list}>
              {!list.loaded && list.problem === null && (
                <p className="sr" role="status">
                  {t("loading")}
                </p>
              )}
              {empty && list.problem === null && (
                <EmptyState
                  icon="plug"
                  title={t("empty")}
                  action={<Button onClick={() => setAsked({ type: "new" })}>{t("add")}</Button>}
                >
                  {t("emptyBody")}
                </EmptyState>
              )}
              {list.counts.all > 0 && list.groups.length === 0 && (
                <EmptyState
                  icon="search"
                  title={t("nothingFound")}
                  action={<Button onClick={() => list.setFilter(NO_FILTER)}>{t("clearFilter")}</Button>}
                >
                  {t("nothingFoundBody")}
                </EmptyState>
              )}
              {list.groups.length > 0 && (
                <ConnectionGrid
                  key={list.look}
                  scroller={grid}
                  groups={list.groups}
                  folded={list.folded}
                  look={list.look}
                  cursor={cursor.stop?.id ?? null}
                  onCursor={(id) => {
                    cursor.to(id);
                    setPanelOver("open");
                  }}
                  onAction={act}
                  onFold={(group) => list.fold(group, "toggle")}
                  onDrop={drop}
                />
              )}
              {deleted !== null && (
                <UndoToast key={deleted.id} name={deleted.name} onUndo={() => undo?.()} onGone={actions.letGo} />
              )}
            </div>
            <PracticePanel />
            <p className="sr" role="status">
              {announced}
            </p>
          </div>
          {list.counts.all > 0 && (
            <div className={classes.side} data-open={panelOver === "open" || undefined}>
              <Panel
                panel={panel}
                stop={cursor.stop}
                actions={actions}
                onAsk={setAsked}
                onUnfold={(group) => list.fold(group, "unfold")}
                onClose={() => {
                  setPanelOver("closed");
                  grid.current?.focus();
                }}
              />
            </div>
          )}
        </div>
      </div>
      {asked !== null && (
        <Dialogs
          asked={asked}
          connections={list.connections}
          groups={list.names}
          onMove={(id, group) => drop(id, { group, before: null })}
          onSelect={cursor.to}
          onClose={() => setAsked(null)}
        />
      )}
    </PageFrame>
  );

  function openCluster(id: string) {
    navigate(`/clusters/${id}`);
  }

  function openPanel() {
    setPanelOver("open");
    // After the panel was drawn: in a narrow window it is not there before.
    requestAnimationFrame(() => panel.current?.querySelector<HTMLElement>("[data-primary]")?.focus());
  }
}
