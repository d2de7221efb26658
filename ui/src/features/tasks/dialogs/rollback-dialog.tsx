import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";

import { callCommand } from "../../../ipc/client";
import type { IpcFailure } from "../../../ipc/failure";
import type { RollbackPreview, TaskSystem } from "../../../ipc/generated";
import { useCommandMutation } from "../../../ipc/hooks";
import { usePlatform } from "../../../platform/context";
import { GuardedDialog } from "../../../shared/guard/guarded-dialog";
import { operatorCall } from "../model/calls";
import { useTitleOf } from "../model/title";
import type { DialogProps } from "./confirm-dialogs";
import classes from "./dialogs.module.css";

/** What rolling back deletes, host by host, before it is asked for. */
export function RollbackDialog({ head, call, guard, onClose }: DialogProps) {
  const { t } = useTranslation("tasks");
  const platform = usePlatform();
  const titleOf = useTitleOf();
  const request = { operationId: head.id, callKey: call.head.key };
  // Read afresh each time: what was true a minute ago is no basis for deleting.
  const preview = useQuery<RollbackPreview, IpcFailure>({
    queryKey: ["rollback_preview", request],
    queryFn: () => callCommand(platform, "rollback_preview", request),
    gcTime: 0,
  });
  const operate = useCommandMutation("operate_task");
  const hosts = preview.data?.hosts ?? [];
  const count = hosts.reduce((sum, host) => sum + host.paths.length, 0);
  return (
    <GuardedDialog
      title={t("dialog.rollbackTitle", { title: titleOf(head) })}
      verb={t("dialog.rollback", { count })}
      tone="danger"
      size={640}
      guard={guard}
      disabledReason={preview.data ? null : t("dialog.reading")}
      error={preview.error?.problem ?? null}
      body={<Deleted system={head.system} preview={preview.data} failed={preview.error !== null} />}
      calls={operatorCall(head.system, call, "rollback")}
      onSend={(consent) => operate.mutateAsync({ ...request, operator: "rollback", consent }).then(onClose)}
      onClose={onClose}
    />
  );
}

type DeletedProps = { system: TaskSystem; preview: RollbackPreview | undefined; failed: boolean };

function Deleted({ system, preview, failed }: DeletedProps) {
  const { t } = useTranslation("tasks");
  if (preview === undefined) return failed ? null : <p className="t2">{t("dialog.reading")}</p>;
  const none = preview.hosts.every((host) => host.paths.length === 0);
  return (
    <>
      <p>{t(none ? `dialog.rollbackNone.${system}` : "dialog.rollbackIntro")}</p>
      {!none && (
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, so it must take the focus
        <ul className={classes.hosts} tabIndex={0}>
          {preview.hosts.map((host) => (
            <li key={host.address}>
              <h3>
                <span className="mono">{host.address}</span> <span className="t3">{host.zone}</span>
              </h3>
              <ul>
                {host.paths.map((path) => (
                  <li key={path} className="mono selectable">
                    {path}
                  </li>
                ))}
              </ul>
            </li>
          ))}
        </ul>
      )}
      <h3 className={classes.steps}>{t("dialog.rollbackSteps")}</h3>
      <p className="t2">{preview.steps.join(" → ")}</p>
    </>
  );
}
