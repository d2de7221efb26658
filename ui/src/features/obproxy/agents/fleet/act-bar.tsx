import { useTranslation } from "react-i18next";

import type { AgentProxy } from "../../../../ipc/generated";
import { Button } from "../../../../shared/ui/button";
import { type Act, ACTS, barsOf, reachOf, reasonsOf } from "../model/fleet";
import { useOffWord } from "../words";
import classes from "./fleet.module.css";
import type { Ask } from "./use-ask";

type Props = { agents: AgentProxy[]; chosen: AgentProxy[]; ask: Ask };

/** Without a tick they are about all that can take them. */
const ABOUT_ALL: ReadonlySet<Act> = new Set<Act>(["create", "upload"]);

/** What can be done with those that are ticked. What is off stays, and says why below. */
export function ActBar({ agents, chosen, ask }: Props) {
  const { t } = useTranslation("proxies");
  const offWord = useOffWord();
  if (agents.length === 0) return null;
  const all = chosen.length === 0;
  const acts = ACTS.filter((act) => !all || ABOUT_ALL.has(act)).map((act) => {
    const reach = reachOf(all ? agents : chosen, act);
    const [worst] = reasonsOf(reach);
    return { act, able: reach.able, off: reach.able.length === 0 && worst !== undefined ? offWord(worst.off) : null };
  });
  return (
    <div className={classes.acts}>
      {!all && <span className="t2">{t("fleet.ticked", { count: chosen.length })}</span>}
      {acts.map(({ act, able, off }) => (
        <Button
          key={act}
          size="sm"
          look={act === "delete" && off === null ? "danger" : "quiet"}
          disabledReason={off}
          reasonShown="elsewhere"
          onClick={() => ask.start(act, able)}
        >
          {all || off !== null || able.length === chosen.length
            ? t(`act.${act}`)
            : t("fleet.some", { act: t(`act.${act}`), n: able.length, of: chosen.length })}
        </Button>
      ))}
    </div>
  );
}

/** Who of the ticked ones cannot, and why, in plain sight: what is the same for several acts is said once. */
export function ActReasons({ chosen }: { chosen: AgentProxy[] }) {
  const { t, i18n } = useTranslation("proxies");
  const offWord = useOffWord();
  const lines = barsOf(chosen);
  if (lines.length === 0) return null;
  return (
    // The buttons carry the same words for readers.
    <dl className={classes.why} aria-hidden>
      {lines.map(({ acts, off, agents }) => (
        <div key={`${off} ${agents.join()}`}>
          <dt>
            {acts.length === ACTS.length
              ? t("fleet.everything")
              : acts.map((act) => t(`act.${act}`)).join(i18n.language === "zh" ? "、" : ", ")}
            {t("colon")}
          </dt>
          <dd>
            {offWord(off)}{" "}
            {agents.length < chosen.length && (
              <span className="mono">
                {agents.length > 3 ? t("agents", { count: agents.length }) : agents.join(", ")}
              </span>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}
