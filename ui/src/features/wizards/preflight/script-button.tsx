import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";

import { callCommand } from "../../../ipc/client";
import { toIpcError } from "../../../ipc/failure";
import type { IpcError } from "../../../ipc/generated";
import { usePlatform } from "../../../platform/context";
import { Button } from "../../../shared/ui/button";
import { ErrorNote } from "../../../shared/ui/error-note";
import { useWizard } from "../draft/context";
import classes from "./matrix.module.css";

type Props = {
  look: "link" | "button";
  /** Found by the keys of the grid. */
  cell?: string;
  tabStop?: boolean;
};

/** Copies the script that reads on a host what its agent cannot tell. */
export function ScriptButton({ look, cell, tabStop = true }: Props) {
  const { t } = useTranslation("preflight");
  const platform = usePlatform();
  const { draft, editor } = useWizard();
  const [phase, setPhase] = useState<"idle" | "copied">("idle");
  const [problem, setProblem] = useState<IpcError | null>(null);
  const copy = async () => {
    setProblem(null);
    try {
      await editor.flush();
      const { text } = await callCommand(platform, "preflight_script", { id: draft.id });
      await platform.copyText(text);
      setPhase("copied");
    } catch (thrown) {
      setProblem(toIpcError(thrown));
    }
  };
  useEffect(() => {
    if (phase === "idle") return undefined;
    const timer = setTimeout(() => setPhase("idle"), 2000);
    return () => clearTimeout(timer);
  }, [phase]);
  const word = phase === "copied" ? t("scriptCopied") : t("copyScript");
  return (
    <>
      {look === "link" ? (
        <button
          type="button"
          className={classes.link}
          data-cell={cell}
          tabIndex={tabStop ? 0 : -1}
          onClick={() => void copy()}
        >
          {word}
        </button>
      ) : (
        <Button size="sm" icon={phase === "copied" ? "check" : "copy"} onClick={() => void copy()}>
          {word}
        </Button>
      )}
      <span className="sr" role="status">
        {phase === "copied" ? t("scriptCopied") : ""}
      </span>
      {problem !== null && <ErrorNote error={problem} onRetry={() => void copy()} />}
    </>
  );
}
