import { useTranslation } from "react-i18next";

import type { ObproxyConnect } from "../../../ipc/generated";
import { CodeBlock } from "../../../shared/ui/code-block";
import classes from "./cluster.module.css";

/** How a client comes in: user, tenant and cluster go into the user name. */
export function Connect({ connect }: { connect: ObproxyConnect[] }) {
  const { t } = useTranslation("obproxy");
  if (connect.length === 0) return <p className={classes.none}>{t("connect.none")}</p>;
  return (
    <div className={classes.connect}>
      <p className="t2">{t("connect.lead")}</p>
      {connect.map(({ clusterName, host, port, command }) => (
        <section key={command} aria-label={clusterName}>
          <h3>
            {clusterName}{" "}
            <span className="mono t3">
              {host}:{port}
            </span>
          </h3>
          <CodeBlock code={command} label={t("connect.command", { name: clusterName })} />
        </section>
      ))}
    </div>
  );
}
