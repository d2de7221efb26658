import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";

import type { TaskSource } from "../../ipc/generated";
import { Button } from "../../shared/ui/button";
import { EmptyState } from "../../shared/ui/empty-state";
import { kindOf } from "./sources/kinds";

type Props = { sources: readonly TaskSource[]; onContact: (ids: readonly string[]) => void };

/** No task at all: what would be here, and what to do for it. */
export function NoTasks({ sources, onContact }: Props) {
  const { t } = useTranslation("taskList");
  const [, navigate] = useLocation();
  const untouched = sources.filter((one) => kindOf(one) === "untouched");
  if (sources.length > 0 && untouched.length === sources.length) {
    return (
      <EmptyState
        icon="tasks"
        title={t("untouched.title")}
        action={
          <Button look="primary" onClick={() => onContact(untouched.map(({ connectionId }) => connectionId))}>
            {t(untouched.length === 1 ? "sources.contact" : "sources.contactAll")}
          </Button>
        }
      >
        {t("untouched.body")}
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon="tasks"
      title={t("empty.title")}
      action={<Button onClick={() => navigate("/")}>{t("empty.action")}</Button>}
    >
      {t(sources.length === 0 ? "empty.noSource" : "empty.body")}
    </EmptyState>
  );
}

type MatchProps = { total: number; text: string; onClear: () => void; onLogs: () => void };

/** Tasks, but none that passes the filter. */
export function NoMatch({ total, text, onClear, onLogs }: MatchProps) {
  const { t } = useTranslation("taskList");
  return (
    <EmptyState
      icon="search"
      title={t("none.title")}
      action={
        <span>
          <Button onClick={onClear}>{t("none.clear")}</Button>{" "}
          {text.trim() !== "" && (
            <Button icon="doc" onClick={onLogs}>
              {t("searchLogs")}
            </Button>
          )}
        </span>
      }
    >
      {t("none.body", { total })}
    </EmptyState>
  );
}
