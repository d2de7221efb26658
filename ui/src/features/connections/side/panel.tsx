import type { RefObject } from "react";
import { useTranslation } from "react-i18next";

import { Button } from "../../../shared/ui/button";
import type { Asked } from "../dialogs/dialogs";
import { useGroupName } from "../list/group-head";
import type { Stop } from "../model/lines";
import type { Group } from "../model/rows";
import type { Actions } from "../use-actions";
import { ConnectionPanel } from "./connection-panel";
import { SidePanel } from "./side-panel";
import classes from "./side.module.css";
import { DraftPanel, RunPanel } from "./work-panel";

type Props = {
  panel: RefObject<HTMLElement | null>;
  stop: Stop | null;
  actions: Actions;
  onAsk: (asked: Asked) => void;
  onUnfold: (group: Group) => void;
  onClose: () => void;
};

/** What the cursor stands on. */
export function Panel({ panel, stop, actions, onAsk, onUnfold, onClose }: Props) {
  const { t } = useTranslation("connections");
  const groupName = useGroupName(stop?.group ?? null);
  const row = stop?.row ?? null;
  if (row === null) {
    return (
      <SidePanel
        panel={panel}
        name={stop === null ? t("panel.nothing") : groupName}
        environment={null}
        onClose={onClose}
      >
        {stop === null ? (
          <p className={classes.nothing}>{t("panel.nothingBody")}</p>
        ) : (
          <>
            <div className={classes.buttons}>
              <Button data-primary onClick={() => onUnfold(stop.group)}>
                {t("panel.unfold")}
              </Button>
            </div>
            <p className={classes.nothing}>{t("panel.foldedBody", { count: stop.group.rows.length })}</p>
          </>
        )}
      </SidePanel>
    );
  }
  switch (row.type) {
    case "connection":
      return (
        <ConnectionPanel
          key={row.id}
          panel={panel}
          connection={row.connection}
          runs={row.runs}
          draft={row.draft}
          actions={actions}
          failed={actions.problem?.id === row.id ? actions.problem : null}
          onDialog={onAsk}
          onForget={(run) => onAsk({ type: "delete", what: { type: "run", run } })}
          onDrop={(draft) => onAsk({ type: "delete", what: { type: "draft", draft } })}
          onClose={onClose}
        />
      );
    case "draft":
      return (
        <DraftPanel
          key={row.id}
          panel={panel}
          draft={row.draft}
          onDelete={() => onAsk({ type: "delete", what: { type: "draft", draft: row.draft } })}
          onClose={onClose}
        />
      );
    case "run":
      return (
        <RunPanel
          key={row.id}
          panel={panel}
          run={row.run}
          onDelete={() => onAsk({ type: "delete", what: { type: "run", run: row.run } })}
          onClose={onClose}
        />
      );
  }
}
