import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";

import { usePlatform } from "../../../platform/context";
import { GuardStatus } from "../../../shared/guard/guard-status";
import { PageFrame } from "../../../shared/shell/page-frame";
import { Button } from "../../../shared/ui/button";
import { EmptyState } from "../../../shared/ui/empty-state";
import { ErrorNote } from "../../../shared/ui/error-note";
import { useConnections } from "../../connections/live/use-connections";
import { connectionStore } from "../../connections/live/store";
import { Fleet } from "./fleet/fleet";
import classes from "./fleet-page.module.css";
import { hasFleet } from "./model/fleet";
import { useContact } from "./use-contact";

/** All agents of one connection, each with the OBProxy it may manage. */
export function FleetPage({ connectionId }: { connectionId: string }) {
  const { t } = useTranslation("proxies");
  const { t: shared } = useTranslation("shared");
  const platform = usePlatform();
  const [, navigate] = useLocation();
  const { connections, problem } = useConnections();
  const { contact, failed } = useContact();
  const connection = connections?.find(({ id }) => id === connectionId);
  if (connection === undefined || connection.settings.kind === "ocp") {
    return (
      <PageFrame trail={[shared("app"), t("obproxy")]}>
        <div className={classes.page}>
          {problem !== null && <ErrorNote error={problem} onRetry={() => connectionStore(platform).again()} />}
          {connections !== null && (
            <EmptyState
              icon="plug"
              title={t("page.gone")}
              action={<Button onClick={() => navigate("/obproxy")}>{t("page.toObproxy")}</Button>}
            >
              {t("page.goneBody")}
            </EmptyState>
          )}
        </div>
      </PageFrame>
    );
  }
  const { name, environment } = connection.settings;
  return (
    <PageFrame
      environment={environment}
      trail={[name, t("obproxy")]}
      status={<GuardStatus of={{ connectionId, name, guard: connection.guard }} />}
    >
      <div className={classes.page}>
        {failed !== null && <ErrorNote error={failed} />}
        {hasFleet(connection) ? (
          <Fleet connection={connection} />
        ) : (
          <EmptyState
            icon="hosts"
            title={t("page.quiet", { name })}
            action={
              <Button look="primary" onClick={() => contact(connectionId)}>
                {t("page.contact")}
              </Button>
            }
          >
            {t("page.quietBody")}
          </EmptyState>
        )}
      </div>
    </PageFrame>
  );
}
