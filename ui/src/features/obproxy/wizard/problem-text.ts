import { useCallback } from "react";
import { useTranslation } from "react-i18next";

import type { ObproxyProblemCode, Severity } from "../../../ipc/generated";
import type { FieldNote } from "../../../shared/ui/field";
import { en, type OcpProblemCode } from "../problems-en";

type Said = { code: ObproxyProblemCode; severity: Severity; field: string | null; args: Record<string, string> };

const PORTS = ["port", "sqlPort", "exporterPort", "rpcPort"] as const;

/** What is read from OCP, as the console calls it. */
const LOOK_UPS = ["hosts", "packages", "obClusters", "obproxyClusters", "parameters"] as const;

/** A problem in the user's language: what is wrong, and what to do. */
export function useProblemText(): (problem: Said) => FieldNote {
  const { t } = useTranslation("obproxyProblems");
  const { t: own } = useTranslation("obproxy");
  return useCallback(
    ({ code, severity, field, args }) => {
      if (!isOfOcp(code)) return { tone: severity, title: code, remedy: "" };
      const other = PORTS.find((port) => port === args["other"]);
      const here = PORTS.find((port) => port === field);
      const what = LOOK_UPS.find((one) => one === args["what"]);
      const replace = {
        ...args,
        ...(other === undefined ? {} : { other: own(`portName.${other}`) }),
        ...(what === undefined ? {} : { what: own(`age.what.${what}`) }),
        usual: here === undefined ? "" : USUAL[here],
      };
      return { tone: severity, title: t(`${code}.title`, { replace }), remedy: t(`${code}.remedy`, { replace }) };
    },
    [t, own],
  );
}

const USUAL = { port: "2883", sqlPort: "2883", exporterPort: "2884", rpcPort: "2885" };

/** The problem as the footer says it, where the field is not beside it. */
export function useBlockerText(): (problem: Said) => string {
  const { t } = useTranslation("obproxy");
  const textOf = useProblemText();
  return useCallback(
    (problem) => {
      const port = PORTS.find((name) => name === problem.field);
      if (port === undefined) return textOf(problem).title;
      return t(`footer.${problem.code === "portEqual" ? "anotherNumber" : "aNumber"}`, { port: t(`portName.${port}`) });
    },
    [t, textOf],
  );
}

export function isOfOcp(code: ObproxyProblemCode): code is OcpProblemCode {
  return code in en;
}
