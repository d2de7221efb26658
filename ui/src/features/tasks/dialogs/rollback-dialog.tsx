import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";

import { callCommand } from "../../../ipc/client";
import type { IpcFailure } from "../../../ipc/failure";
import type { OperationHead, RollbackPreview } from "../../../ipc/generated";
import { useCommandMutation } from "../../../ipc/hooks";
import { usePlatform } from "../../../platform/context";
import { ConfirmDialog } from "../../../shared/ui/confirm-dialog";
import classes from "./dialogs.module.css";

type Props = { head: OperationHead; callKey: string; onClose: () => void };

/** What rolling back deletes, host by host, before it is asked for. */
export function RollbackDialog({ head, callKey, onClose }: Props) {
  const { t } = useTranslation("tasks");
  const platform = usePlatform();
  const request = { operationId: head.id, callKey };
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
    <ConfirmDialog
      title={t("dialog.rollbackTitle", { cluster: head.clusterName })}
      confirmLabel={t("dialog.rollback", { count })}
      tone="danger"
      size={640}
      {...(head.environment === "prod" ? { typeToConfirm: head.clusterName } : {})}
      disabledReason={preview.data && !operate.isPending ? null : t("dialog.reading")}
      error={operate.error?.problem ?? preview.error?.problem ?? null}
      onConfirm={() => operate.mutate({ ...request, operator: "rollback" }, { onSuccess: onClose })}
      onClose={onClose}
    >
      {preview.data && (
        <>
          <p>{t(count === 0 ? "dialog.rollbackNone" : "dialog.rollbackIntro")}</p>
          {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, so it must take the focus */}
          <ul className={classes.hosts} tabIndex={0}>
            {hosts.map((host) => (
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
          <h3 className={classes.steps}>{t("dialog.rollbackSteps")}</h3>
          <p className="t2">{preview.data.steps.join(" → ")}</p>
        </>
      )}
      {!preview.data && !preview.error && <p className="t2">{t("dialog.reading")}</p>}
    </ConfirmDialog>
  );
}
