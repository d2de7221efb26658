import { useTranslation } from "react-i18next";

import { Button, type ButtonProps } from "../../shared/ui/button";
import { ReadingToast } from "./reading-toast";
import { RefusedDialog } from "./refused-dialog";
import { useOpenTask } from "./use-open-task";

/** Opens a task from a file that the user chooses. */
export function OpenSavedButton({ size = "lg" }: Pick<ButtonProps, "size">) {
  const { t } = useTranslation("saved");
  const { reading, choose, refused, dismiss } = useOpenTask();
  return (
    <>
      <Button size={size} icon="doc" title={t("openHint")} onClick={() => void choose()}>
        {t("open")}
      </Button>
      {reading !== null && <ReadingToast reading={reading} />}
      {refused !== null && <RefusedDialog refused={refused} onChoose={() => void choose()} onClose={dismiss} />}
    </>
  );
}
