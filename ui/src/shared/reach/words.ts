import { useTranslation } from "react-i18next";

import type { Reach } from "../../ipc/generated";

export const DIRECT: Reach = { tls: { type: "off" }, route: { type: "direct" }, clientCertificate: null };

/** `https, pinned certificate, through bastion`. */
export function useReachWords(): (reach: Reach) => string {
  const { t } = useTranslation("reach");
  return ({ tls, route, clientCertificate }) => {
    if (tls.type === "off" && route.type === "direct") return t("words.httpDirect");
    const protocol = { off: "http", system: "https", privateCa: "privateCa", pinned: "pinned" } as const;
    const words = [t(`words.${protocol[tls.type]}`)];
    if (tls.type !== "off" && clientCertificate !== null) words.push(t("words.client"));
    if (route.type === "jump") words.push(t("words.jump", { host: route.host }));
    if (route.type === "httpProxy" || route.type === "socksProxy") {
      words.push(t("words.proxy", { address: route.proxy.address }));
    }
    return words.join(t("words.comma"));
  };
}
