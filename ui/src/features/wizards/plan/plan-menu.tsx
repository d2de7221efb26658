import { Menu } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";

import { callCommand, commandKey } from "../../../ipc/client";
import { toIpcError } from "../../../ipc/failure";
import type { IpcError, PlanComparison, PlanPreview } from "../../../ipc/generated";
import { usePlatform } from "../../../platform/context";
import { Button } from "../../../shared/ui/button";
import { ErrorNote } from "../../../shared/ui/error-note";
import { useWizard } from "../draft/context";
import { ComparisonDialog } from "./comparison-dialog";
import classes from "./plan.module.css";
import { PreviewDialog } from "./preview-dialog";

type Shown =
  | { type: "nothing" }
  | { type: "written"; path: string }
  | { type: "preview"; preview: PlanPreview }
  | { type: "comparison"; comparison: PlanComparison }
  | { type: "failed"; problem: IpcError };

const NOTHING: Shown = { type: "nothing" };

/** Writes the draft to a plan file, takes one over, or compares two. */
export function PlanMenu() {
  const { t } = useTranslation("plan");
  const platform = usePlatform();
  const cache = useQueryClient();
  const [, navigate] = useLocation();
  const { draft, editor } = useWizard();
  const [shown, setShown] = useState<Shown>(NOTHING);
  const close = () => setShown(NOTHING);

  const act = (work: () => Promise<Shown>) => {
    close();
    const done = editor.flush().then(work);
    done.then(setShown, (thrown: unknown) => setShown({ type: "failed", problem: toIpcError(thrown) }));
  };
  const exportPlan = () =>
    act(async () => {
      const { path } = await callCommand(platform, "export_plan", { id: draft.id });
      return path === null ? NOTHING : { type: "written", path };
    });
  const readPlan = () =>
    act(async () => {
      const { preview } = await callCommand(platform, "read_plan", { draftId: draft.id });
      return preview === null ? NOTHING : { type: "preview", preview };
    });
  const comparePlans = () =>
    act(async () => {
      const { comparison } = await callCommand(platform, "compare_plans", {});
      return comparison === null ? NOTHING : { type: "comparison", comparison };
    });
  const takeOver = async ({ importId }: PlanPreview) => {
    const changed = await callCommand(platform, "apply_plan", { importId, draftId: draft.id });
    cache.setQueryData(commandKey("load_draft", { id: changed.id }), changed);
    editor.replace(changed);
    // Its hosts are what is looked at first.
    editor.edit((now) => ({ ...now, step: "hosts" }));
    close();
    navigate(`/wizards/${changed.id}/hosts`);
  };
  return (
    <>
      <Button size="lg" look="bare" onClick={exportPlan}>
        {t("export")}
      </Button>
      <Menu position="top-start" withinPortal trapFocus>
        <Menu.Target>
          <Button size="lg" look="bare" icon="more" aria-label={t("more")} title={t("more")} />
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={readPlan}>{t("import")}</Menu.Item>
          <Menu.Item onClick={comparePlans}>{t("compare")}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <span role="status" className={classes.written} title={shown.type === "written" ? shown.path : undefined}>
        {shown.type === "written" && t("written", { path: shown.path })}
      </span>
      {shown.type === "preview" && (
        <PreviewDialog preview={shown.preview} onTakeOver={() => takeOver(shown.preview)} onClose={close} />
      )}
      {shown.type === "comparison" && <ComparisonDialog comparison={shown.comparison} onClose={close} />}
      {shown.type === "failed" && (
        <div className={classes.error}>
          <ErrorNote error={shown.problem} />
          <Button size="sm" look="bare" icon="cross" aria-label={t("closeProblem")} onClick={close} />
        </div>
      )}
    </>
  );
}
