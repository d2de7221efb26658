import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useQueryClient } from "@tanstack/react-query";
import { useLocation } from "wouter";

import { usePlatform } from "../../platform/context";
import { PageFrame } from "../../shared/shell/page-frame";
import { Button } from "../../shared/ui/button";
import { EmptyState } from "../../shared/ui/empty-state";
import { ErrorNote } from "../../shared/ui/error-note";
import { connectionStore } from "../connections/live/store";
import { useConnections } from "../connections/live/use-connections";
import { AgentsSection } from "./agents/agents-section";
import { CreateButton } from "./home/create-button";
import { Drafts } from "./home/drafts";
import { OcpGroup } from "./home/ocp-group";
import { useObproxyKeys } from "./look-up/use-obproxy-keys";
import { ObproxyKeysDialog } from "./obproxy-keys-dialog";
import classes from "./obproxy-page.module.css";

/** Every OBProxy: clusters through OCP, single ones through agents, and what is being prepared. */
export function ObproxyPage() {
  const { t } = useTranslation("obproxy");
  const platform = usePlatform();
  const cache = useQueryClient();
  const [, navigate] = useLocation();
  const [keys, setKeys] = useState<"closed" | "open">("closed");
  const { connections, problem } = useConnections();
  const ocps = (connections ?? []).filter(({ settings }) => settings.kind === "ocp");
  useObproxyKeys({
    refresh: () => void cache.invalidateQueries({ queryKey: ["obproxy_clusters"] }),
    back: () => navigate("/"),
    help: () => setKeys("open"),
  });
  return (
    <PageFrame trail={[t("title")]}>
      <div className={classes.page}>
        <header className={classes.top}>
          <div className="grow">
            <h1>{t("title")}</h1>
            <p className="t2">{t("lead")}</p>
          </div>
          <CreateButton ocps={ocps} />
        </header>
        {problem !== null && <ErrorNote error={problem} onRetry={() => connectionStore(platform).again()} />}
        {connections === null && problem === null && (
          <p role="status" className="t3">
            {t("loading")}
          </p>
        )}
        {connections !== null && connections.length === 0 && (
          <EmptyState
            icon="proxy"
            title={t("home.nothing")}
            action={<Button onClick={() => navigate("/")}>{t("home.toConnections")}</Button>}
          >
            {t("home.nothingBody")}
          </EmptyState>
        )}
        <Drafts />
        {connections !== null && connections.length > 0 && (
          <>
            <section aria-labelledby="obproxy-ocp" className={classes.section}>
              <h2 id="obproxy-ocp">{t("home.ocp")}</h2>
              <p className={classes.lead}>{t("home.ocpLead")}</p>
              {ocps.length === 0 && (
                <p className={classes.none}>
                  {t("home.noOcp")} <Button onClick={() => navigate("/")}>{t("home.addOcp")}</Button>
                </p>
              )}
              {ocps.map((connection) => (
                <OcpGroup key={connection.id} connection={connection} />
              ))}
            </section>
            <AgentsSection />
          </>
        )}
      </div>
      {keys === "open" && <ObproxyKeysDialog onClose={() => setKeys("closed")} />}
    </PageFrame>
  );
}
