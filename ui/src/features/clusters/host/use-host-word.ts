import { useTranslation } from "react-i18next";

import type { HostView } from "../../../ipc/generated";

/** How a host does, in a word: of its observer, of its agent where there is none; the server's word where it is unknown. */
export function useHostWord(): (host: HostView) => string {
  const { t } = useTranslation("clusters");
  return ({ observer, observerWord, agent }) => {
    if (observer === "unknown" && observerWord !== "") return observerWord;
    if (observer !== "notDeployed" || agent === "answers") return t(`host.observer.${observer}`);
    return t(`host.${agent}`);
  };
}
