import { Checkbox } from "@mantine/core";
import { type ReactNode, useEffect, useEffectEvent } from "react";
import { useTranslation } from "react-i18next";

import type { IpcError } from "../../ipc/generated";
import { StateIcon } from "../../shared/state/state-icon";
import { Button } from "../../shared/ui/button";
import { ErrorNote, type ErrorWords } from "../../shared/ui/error-note";
import classes from "./wizard-footer.module.css";

type Props = {
  back: { label: string; go: () => void };
  /** What else can be done with the draft. */
  menu?: ReactNode;
  /** Why it could not go on or start. */
  problem: IpcError | null;
  wordsOf?: ErrorWords | undefined;
  /** What is under way, in words. */
  asking?: string | null;
  /** What wants consent here; null when nothing does. */
  warnings: { count: number; accepted: boolean; onAccept: (how: "accept" | "withdraw") => void } | null;
  /** What blocks, and the way there; null when nothing does. */
  blocks: { words: ReactNode; go: () => void } | null;
  /** `reason` says why it is off. Pressed all the same, it shows where, unless nothing here can solve it. */
  next: { label: string; reason: string | null; solvable: boolean; go: () => void };
};

/** Back, what blocks, Next. Next is off only with its reason beside it; pressing it then shows where. */
export function FooterBar({ back, menu, problem, wordsOf, asking = null, warnings, blocks, next }: Props) {
  const { t } = useTranslation("wizard");
  const { t: flight } = useTranslation("preflight");
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && document.querySelector("[role=dialog]") === null)
      next.go();
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => onKey(event);
    document.addEventListener("keydown", listen);
    return () => document.removeEventListener("keydown", listen);
  }, []);
  return (
    <>
      <Button size="lg" onClick={back.go}>
        {back.label}
      </Button>
      {menu}
      <span className="grow" />
      {problem !== null && (
        <div className={classes.error}>
          <ErrorNote error={problem} words={wordsOf?.(problem)} onRetry={next.go} />
        </div>
      )}
      {asking !== null && (
        <span className={classes.asking}>
          <StateIcon state="running" />
          {asking}
        </span>
      )}
      {warnings !== null && (
        <>
          <Checkbox
            classNames={{ root: classes.consent ?? "" }}
            label={t("footer.goOn", { count: warnings.count })}
            checked={warnings.accepted}
            onChange={(event) => warnings.onAccept(event.currentTarget.checked ? "accept" : "withdraw")}
          />
          <span className={classes.recorded}>{flight("recorded")}</span>
        </>
      )}
      {blocks !== null && (
        <button type="button" className={classes.blocks} onClick={blocks.go}>
          <StateIcon state="failed" />
          <span className="cut">{blocks.words}</span>
        </button>
      )}
      <Button
        size="lg"
        look="primary"
        onClick={next.go}
        onRefused={next.solvable ? next.go : undefined}
        disabledReason={next.reason}
        reasonShown={blocks !== null || warnings?.accepted === false ? "elsewhere" : "beside"}
      >
        {next.label}
      </Button>
    </>
  );
}
