import { Modal } from "@mantine/core";
import { useTranslation } from "react-i18next";

import { Button } from "../../../shared/ui/button";
import { ErrorNote } from "../../../shared/ui/error-note";
import { useSearch } from "../search/use-search";
import classes from "./choose.module.css";
import { RunChoice } from "./run-choice";

type Props = {
  /** The run to compare. */
  recordId: string;
  /** The server's name for it. */
  name: string;
  startedAt: number | null;
  /** The earlier one first. */
  onChosen: (beforeId: string, afterId: string) => void;
  onClose: () => void;
};

/** The other runs of the same task that are kept, the newest first. */
export function ChooseRunDialog({ recordId, name, startedAt, onChosen, onClose }: Props) {
  const { t } = useTranslation("history");
  const { t: shared } = useTranslation("shared");
  const search = useSearch({ text: "", connectionId: null, name });
  const others = search.data?.hits.filter(({ record }) => record.id !== recordId) ?? [];
  const choose = (other: { id: string; startedAt: number | null }) => {
    const later = (other.startedAt ?? 0) > (startedAt ?? 0);
    onChosen(later ? recordId : other.id, later ? other.id : recordId);
  };
  return (
    <Modal.Root opened onClose={onClose} size={560}>
      <Modal.Overlay />
      <Modal.Content>
        <Modal.Body>
          <Modal.Title>{t("choose.title", { name })}</Modal.Title>
          <p className={classes.lead}>{t("choose.lead")}</p>
          {search.error !== null && <ErrorNote error={search.error.problem} onRetry={() => void search.refetch()} />}
          {search.isPending && (
            <p role="status" className="t3">
              {t("choose.reading")}
            </p>
          )}
          {search.isSuccess && others.length === 0 && !search.hasNextPage && (
            <p role="status" className={classes.none}>
              {t("choose.none")}
            </p>
          )}
          {others.length > 0 && (
            <ul className={classes.runs} aria-label={t("choose.lead")}>
              {others.map(({ record }) => (
                <RunChoice key={record.id} record={record} onChoose={() => choose(record)} />
              ))}
            </ul>
          )}
          <div className={classes.actions}>
            {search.hasNextPage && (
              <Button size="lg" onClick={() => void search.fetchNextPage()}>
                {t("choose.more")}
              </Button>
            )}
            <span className="grow" />
            <Button size="lg" onClick={onClose}>
              {shared("cancel")}
            </Button>
          </div>
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
