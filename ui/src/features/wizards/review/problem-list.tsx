import { useTranslation } from "react-i18next";

import type { Problem } from "../../../ipc/generated";
import { StateIcon } from "../../../shared/state/state-icon";
import { Button } from "../../../shared/ui/button";
import { useWizard } from "../draft/context";
import { useProblemText } from "../draft/problem-text";
import { groupAlike } from "../hosts/host-state";
import classes from "./review-step.module.css";

/** What blocks, then what wants consent; alike ones of several hosts in one line. */
export function ProblemList() {
  const { t } = useTranslation("wizard");
  const { problems } = useWizard();
  const groups = groupAlike(problems.toSorted((a, b) => rank(a) - rank(b)));
  return (
    <section aria-labelledby="review-problems">
      <h2 id="review-problems" className={classes.title}>
        {t("review.problems")}
      </h2>
      {groups.length === 0 ? (
        <p className={classes.fine}>
          <StateIcon state="succeeded" />
          {t("review.fine")}
        </p>
      ) : (
        <ul className={classes.problems}>
          {groups.map((group) => (
            <ProblemLine key={`${group[0]?.code} ${group[0]?.host} ${group[0]?.field}`} group={group} />
          ))}
        </ul>
      )}
    </section>
  );
}

function ProblemLine({ group }: { group: Problem[] }) {
  const { t } = useTranslation("wizard");
  const { goTo } = useWizard();
  const text = useProblemText();
  const [first] = group;
  if (first === undefined) return null;
  const { title, remedy } = text(first);
  const hosts = group.flatMap((problem) => (problem.host === null ? [] : [problem.host]));
  const where = hosts.length > 3 ? t("hostCount", { count: hosts.length }) : hosts.join(", ");
  return (
    <li className={classes.problem}>
      <StateIcon state={first.severity === "block" ? "failed" : "warning"} />
      <div>
        <p>
          <span className="med">{title}</span> {where !== "" && <span className="t3 sm">{where}</span>}
        </p>
        <p className={classes.remedy}>{remedy}</p>
      </div>
      <Button size="sm" look="bare" aria-label={`${t("review.go")}: ${title}`} onClick={() => goTo(first)}>
        {t("review.go")}
      </Button>
    </li>
  );
}

function rank(problem: Problem): number {
  return problem.severity === "block" ? 0 : 1;
}
