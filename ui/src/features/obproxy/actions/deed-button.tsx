import { useTranslation } from "react-i18next";

import type { ObproxyDeedView } from "../../../ipc/generated";
import { Button } from "../../../shared/ui/button";
import { isDestructive } from "./ask";

type Props = {
  view: ObproxyDeedView;
  size?: "sm" | "md";
  name?: string;
  /** `elsewhere` when the screen says for several at once why they are off. */
  reasonShown?: "beside" | "elsewhere";
  onDo: () => void;
};

/** A deed as a button; off it says why. */
export function DeedButton({ view: { deed, off }, size = "md", name, reasonShown = "beside", onDo }: Props) {
  const { t } = useTranslation("obproxy");
  return (
    <Button
      size={size}
      look={isDestructive(deed) && deed !== "restart" ? "danger" : "quiet"}
      {...(name === undefined ? {} : { "aria-label": name })}
      disabledReason={off === null ? null : t(`off.${off}`)}
      reasonShown={reasonShown}
      onClick={onDo}
    >
      {t(`deed.${deed}`)}
    </Button>
  );
}
