import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import type { AgentProxy, KnownProxy } from "../../../../ipc/generated";
import { useSpeech } from "../../../../shared/i18n/i18n";
import { Button } from "../../../../shared/ui/button";
import { CodeBlock } from "../../../../shared/ui/code-block";
import { ErrorNote } from "../../../../shared/ui/error-note";
import { formatMoment } from "../../../../shared/time/format";
import { useNow } from "../../../../shared/time/use-now";
import { Since } from "../../../connections/list/since";
import { shortVersion } from "../../../connections/model/version";
import { lacksPassword, standingOf } from "../model/fleet";
import classes from "./row-detail.module.css";

/** Everything known of the OBProxy of one agent, and plainly what is not. */
export function RowDetail({ proxy, onPassword }: { proxy: AgentProxy; onPassword: () => void }) {
  const { t } = useTranslation("proxies");
  const { known, package: uploaded, problem, askedAt, obshellVersion } = proxy;
  const standing = standingOf(proxy);
  return (
    <div className={classes.detail}>
      {standing !== "known" && (
        <p className={classes.why}>{t(`standing.${standing}.why`, { version: shortVersion(obshellVersion) })}</p>
      )}
      {lacksPassword(proxy) && (
        <p className={classes.lacks}>
          {t("password.why")}
          <Button size="sm" onClick={onPassword}>
            {t("password.enter")}
          </Button>
        </p>
      )}
      {problem !== null && <ErrorNote error={problem} />}
      <dl className={classes.facts}>
        {known !== null && <KnownFacts known={known} standing={standing} />}
        <Fact name={t("fact.obshell")}>{shortVersion(obshellVersion)}</Fact>
        <Fact name={t("fact.package")}>
          {uploaded === null ? (
            <span className="t3">{t("fact.noPackage")}</span>
          ) : (
            <>
              <span className="mono">{`${uploaded.name}-${uploaded.version}-${uploaded.release}`}</span>{" "}
              <span className="t3">{uploaded.architecture}</span> <Since at={uploaded.uploadedAt} />
            </>
          )}
        </Fact>
        <Fact name={t("fact.asked")}>{askedAt === null ? t("fact.never") : <Since at={askedAt} />}</Fact>
      </dl>
      {standing === "known" && known !== null && known.command !== "" && (
        <CodeBlock code={known.command} label={t("fact.connect")} />
      )}
    </div>
  );
}

function KnownFacts({ known, standing }: { known: KnownProxy; standing: ReturnType<typeof standingOf> }) {
  const { t } = useTranslation("proxies");
  const speech = useSpeech();
  const now = useNow(30_000);
  const { homePath, sqlPort, exporterPort, rpcPort, source, version, addedAt } = known;
  return (
    <>
      <Fact name={t("fact.home")}>
        <span className="mono selectable">{homePath}</span>
      </Fact>
      <Fact name={t("fact.ports")}>
        {t("fact.portsAre", { sql: String(sqlPort), exporter: String(exporterPort), rpc: String(rpcPort) })}
      </Fact>
      <Fact name={t("fact.source")}>
        <span className="mono selectable">{source}</span>
      </Fact>
      <Fact name={t("fact.version")}>{version || <span className="t3">{t("fact.noVersion")}</span>}</Fact>
      <Fact name={t(standing === "known" ? "fact.added" : "fact.addedOnce")}>{formatMoment(addedAt, now, speech)}</Fact>
    </>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}
