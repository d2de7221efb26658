import { Checkbox } from "@mantine/core";
import { Fragment, useState } from "react";
import { useTranslation } from "react-i18next";

import type { Choice, ProxyHost } from "../../../../ipc/generated";
import { Button } from "../../../../shared/ui/button";
import { Chip } from "../../../../shared/ui/chip";
import { Note } from "../../../../shared/ui/field";
import { AgentVerdict } from "./agent-verdict";
import classes from "./agents-table.module.css";
import { isOwn } from "./changes";
import { useAgentWizard } from "./context";
import { OwnValues } from "./own-values";
import { useProblemText } from "./problem-text";

type Line = { agent: string; zone: string; choice: Choice | null; host: ProxyHost | null; index: number };

/** Every agent of the connection with what speaks for and against it; those that cannot stay in sight. */
export function AgentsTable() {
  const { t } = useTranslation("proxies");
  const { form, check, connection, problems, choose } = useAgentWizard();
  const text = useProblemText();
  const [shown, setShown] = useState<"fit" | "all">("all");
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const chosen = new Set(form.agents.map(({ agent }) => agent));
  const zones = new Map(connection?.agents.map(({ address, zone }) => [address, zone]));
  const choices = check?.agents ?? [];
  const addresses = [...new Set([...choices.map(({ id }) => id), ...chosen])];
  const lines: Line[] = addresses.map((agent) => ({
    agent,
    zone: zones.get(agent) ?? "",
    choice: choices.find(({ id }) => id === agent) ?? null,
    host: form.agents.find((host) => host.agent === agent) ?? null,
    index: form.agents.findIndex((host) => host.agent === agent),
  }));
  const fit = lines.filter(({ choice }) => choice !== null && choice.verdict !== "fail");
  const visible = shown === "fit" ? lines.filter((line) => line.host !== null || fit.includes(line)) : lines;
  const allFit = fit.length > 0 && fit.every(({ agent }) => chosen.has(agent));
  const put = (agent: string, how: "in" | "out") =>
    choose((now) => {
      const those = now.agents.map((host) => host.agent).filter((one) => one !== agent);
      return how === "in" ? [...those, agent] : those;
    });
  return (
    <section aria-labelledby="wizard-agents">
      <div className={classes.head}>
        <h2 id="wizard-agents">{t("wizard.agents")}</h2>
        <span className="t2">{t("wizard.chosen", { n: chosen.size, of: lines.length })}</span>
        <span className="grow" />
        <Chip pressed={shown === "fit"} count={fit.length} onPress={() => setShown("fit")}>
          {t("wizard.fit")}
        </Chip>
        <Chip pressed={shown === "all"} count={lines.length} onPress={() => setShown("all")}>
          {t("wizard.all")}
        </Chip>
      </div>
      {lines.length === 0 && <p className="t2">{t(check === null ? "wizard.readingAgents" : "wizard.noAgents")}</p>}
      {lines.length > 0 && (
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col" className={classes.tick}>
                <Checkbox
                  aria-label={t("wizard.tickFit")}
                  data-field="agents"
                  checked={allFit}
                  indeterminate={!allFit && chosen.size > 0}
                  onChange={() => choose(() => (allFit ? [] : fit.map(({ agent }) => agent)))}
                />
              </th>
              <th scope="col" className={classes.agent}>
                {t("table.agent")}
              </th>
              <th scope="col" className={classes.zone}>
                {t("wizard.zone")}
              </th>
              <th scope="col">{t("wizard.verdict")}</th>
              <th scope="col" className={classes.own}>
                {t("wizard.own")}
              </th>
            </tr>
          </thead>
          <tbody>
            {visible.map((line) => {
              const { agent, zone, choice, host, index } = line;
              const own = problems.filter(({ field }) => field?.startsWith(`agents[${index}]`) === true);
              const here =
                host !== null && (open.has(agent) || isOwn(host) || own.some(({ field }) => field?.includes(".")));
              const whole = own.filter(({ field }) => field === `agents[${index}]`);
              const barred = host === null && choice?.verdict === "fail";
              return (
                <Fragment key={agent}>
                  <tr className={classes.row} aria-selected={host !== null} data-barred={barred || undefined}>
                    <td className={classes.tick}>
                      <Checkbox
                        aria-label={t("table.tickOne", { agent })}
                        data-field={index < 0 ? undefined : `agents[${index}]`}
                        checked={host !== null}
                        disabled={barred}
                        onChange={() => put(agent, host === null ? "in" : "out")}
                      />
                    </td>
                    <th scope="row" className="mono">
                      {agent}
                    </th>
                    <td className={classes.zone}>{zone}</td>
                    <td>
                      <AgentVerdict choice={choice} barred={barred} />
                    </td>
                    <td className={classes.own}>
                      {host !== null && !isOwn(host) && (
                        <Button
                          size="sm"
                          look="bare"
                          aria-expanded={here}
                          aria-label={t("wizard.differsFor", { agent })}
                          onClick={() => setOpen(flipped(open, agent))}
                        >
                          {t("wizard.differs")}
                        </Button>
                      )}
                    </td>
                  </tr>
                  {whole.length > 0 && (
                    <tr>
                      <td colSpan={5} className={classes.note}>
                        {whole.map((problem) => (
                          <Note key={problem.code} note={text(problem)} />
                        ))}
                      </td>
                    </tr>
                  )}
                  {here && (
                    <tr>
                      <td colSpan={5} className={classes.note}>
                        <OwnValues host={host} index={index} />
                      </td>
                    </tr>
                  )}
                </Fragment>
              );
            })}
          </tbody>
        </table>
      )}
    </section>
  );
}

function flipped(set: ReadonlySet<string>, one: string): ReadonlySet<string> {
  const next = new Set(set);
  if (!next.delete(one)) next.add(one);
  return next;
}
