import { useTranslation } from "react-i18next";

import { shortVersion } from "../../connections/model/version";
import type { Check, CheckValue, WizardDraft } from "../../../ipc/generated";
import { formatBytes, formatOffset } from "../../../shared/time/format";

export type ValueText = {
  /** As short as a cell needs it. */
  value: (check: Check, value: CheckValue) => string;
  need: (check: Check, need: CheckValue) => string;
  /** In full, for titles and details. */
  full: (check: Check, value: CheckValue) => string;
};

/** Values of checks in the user's language. */
export function useValueText(): ValueText {
  const { t } = useTranslation("preflight");
  const write = (check: Check, value: CheckValue, version: (text: string) => string): string => {
    switch (value.type) {
      case "text":
        return check === "obshellVersion" || check === "obVersion" ? version(value.text) : value.text;
      case "milliseconds":
        return check === "clockOffset" ? formatOffset(value.value) : `${Math.round(value.value)} ms`;
      case "bytes":
        return formatBytes(value.value);
      case "count":
        return check === "key" ? t("bits", { value: formatCount(value.value) }) : formatCount(value.value);
      case "word":
        return t(`word.${value.word}`);
    }
  };
  return {
    value: (check, value) => (value.type === "count" ? formatCount(value.value) : write(check, value, shortVersion)),
    full: (check, value) => write(check, value, (text) => text),
    need: (check, need) =>
      check === "clockOffset" && need.type === "milliseconds"
        ? t("within", { value: `${need.value} ms` })
        : write(check, need, shortVersion),
  };
}

/** What a row is called; ports by their numbers where all servers have the same. */
export function useCheckName({ parameters }: WizardDraft): (check: Check) => string {
  const { t } = useTranslation("preflight");
  const ports = parameters.filter(({ name }) => name === "mysql_port" || name === "rpc_port");
  const alike = ports.every(({ scope }) => scope.type === "cluster");
  const valueOf = (name: string, otherwise: string) => ports.find((one) => one.name === name)?.value || otherwise;
  return (check) =>
    check === "ports" && alike
      ? t("portsName", { ports: `${valueOf("mysql_port", "2881")}, ${valueOf("rpc_port", "2882")}` })
      : t(`check.${check}.name`);
}

/** `655 350`: thin spaces between thousands. */
export function formatCount(value: number): string {
  return String(value).replaceAll(/\B(?=(?:\d{3})+$)/g, "\u202f");
}

/** The default port says nothing; another one tells agents on one host apart. */
export function shortAddress(address: string): string {
  return address.replace(/:2886$/, "");
}
