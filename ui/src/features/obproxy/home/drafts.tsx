import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";

import type { ObproxyDraftSummary } from "../../../ipc/generated";
import { useCommand, useCommandMutation } from "../../../ipc/hooks";
import { Ago } from "../../../shared/time/ago";
import { Button } from "../../../shared/ui/button";
import { ConfirmDialog } from "../../../shared/ui/confirm-dialog";
import { ErrorNote } from "../../../shared/ui/error-note";
import { useConnections } from "../../connections/live/use-connections";
import classes from "./home.module.css";

/** What was begun and not started yet. */
export function Drafts() {
  const { t } = useTranslation("obproxy");
  const list = useCommand("obproxy_drafts", {});
  const [deleting, setDeleting] = useState<ObproxyDraftSummary | null>(null);
  if (list.error !== null) return <ErrorNote error={list.error.problem} onRetry={() => void list.refetch()} />;
  const drafts = list.data?.drafts ?? [];
  if (drafts.length === 0) return null;
  return (
    <section aria-labelledby="obproxy-drafts" className={classes.drafts}>
      <h2 id="obproxy-drafts">{t("drafts.title")}</h2>
      <ul>
        {drafts.map((draft) => (
          <DraftLine key={draft.id} draft={draft} onDelete={() => setDeleting(draft)} />
        ))}
      </ul>
      {deleting !== null && <DeleteDraft draft={deleting} onClose={() => setDeleting(null)} />}
    </section>
  );
}

function DraftLine({ draft, onDelete }: { draft: ObproxyDraftSummary; onDelete: () => void }) {
  const { t } = useTranslation("obproxy");
  const [, navigate] = useLocation();
  const { connections } = useConnections();
  const connection = connections?.find(({ id }) => id === draft.connectionId);
  const name = draft.name === "" ? t("unnamed") : draft.name;
  return (
    <li className={classes.draft}>
      <span className="med cut" title={name}>
        {name}
      </span>
      <span className="cut t2">{connection?.settings.name ?? t("drafts.connectionGone")}</span>
      <span className="cut t2">
        {t(`step.${draft.step}`)} <span className="t3">{t("hostCount", { count: draft.hosts })}</span>
      </span>
      <span className="t3 sm">
        <Ago at={draft.updatedAt} />
      </span>
      <Button
        size="sm"
        aria-label={t("drafts.goOnWith", { name })}
        onClick={() => navigate(`/obproxy/new/${draft.id}`)}
      >
        {t("drafts.goOn")}
      </Button>
      <Button
        size="sm"
        look="bare"
        icon="trash"
        aria-label={t("drafts.delete", { name })}
        title={t("drafts.delete", { name })}
        onClick={onDelete}
      />
    </li>
  );
}

function DeleteDraft({ draft, onClose }: { draft: ObproxyDraftSummary; onClose: () => void }) {
  const { t } = useTranslation("obproxy");
  const cache = useQueryClient();
  const remove = useCommandMutation("delete_obproxy_draft");
  const name = draft.name === "" ? t("unnamed") : draft.name;
  return (
    <ConfirmDialog
      title={t("drafts.deleteTitle", { name })}
      confirmLabel={t("drafts.deleteVerb")}
      tone="danger"
      error={remove.error?.problem ?? null}
      onConfirm={() =>
        remove.mutate(
          { id: draft.id },
          {
            onSuccess: () => {
              void cache.invalidateQueries({ queryKey: ["obproxy_drafts"] });
              onClose();
            },
          },
        )
      }
      onClose={onClose}
    >
      {t("drafts.deleteBody")}
    </ConfirmDialog>
  );
}
