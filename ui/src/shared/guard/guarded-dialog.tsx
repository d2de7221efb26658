import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";

import { toIpcError } from "../../ipc/failure";
import type { Consent, GuardLevel, IpcError, OperationGuard } from "../../ipc/generated";
import { StateIcon } from "../state/state-icon";
import { ConfirmDialog } from "../ui/confirm-dialog";
import type { ErrorWords } from "../ui/error-note";
import classes from "./guard.module.css";
import { levelNamed } from "./levels";
import { useGuardChanged } from "./use-guard";

/** What is about to be done, for the person who must say yes. */
export type GuardedAction = {
  title: string;
  /** On the button: "Roll back ob_pay". */
  verb: string;
  /** What will happen. */
  body: ReactNode;
  /** The calls exactly as they go out: `POST /api/v1/ob/init`, one a line. */
  calls: string[];
  tone?: "danger" | "normal";
  /** Words for what fails, where it is not an agent that is asked. */
  wordsOf?: ErrorWords | undefined;
};

type Props = GuardedAction & {
  guard: OperationGuard;
  /** Stricter than `guard`, when an answer told so. */
  raisedTo?: GuardLevel | null;
  dismissLabel?: string;
  disabledReason?: string | null;
  error?: IpcError | null;
  size?: number;
  /** Sends the call with the user's word; its failure is told in the dialog. */
  onSend: (consent: Consent) => Promise<void>;
  onClose: () => void;
};

/** One dialog before a changing call: it asks for what the guard demands, and for more when the guard was raised. */
export function GuardedDialog({
  verb,
  body,
  calls,
  guard,
  raisedTo = null,
  disabledReason = null,
  error = null,
  onSend,
  ...rest
}: Props) {
  const { t } = useTranslation("guard");
  const [raised, setRaised] = useState(raisedTo);
  const [sending, setSending] = useState<"idle" | "sending">("idle");
  const [problem, setProblem] = useState<IpcError | null>(null);
  const changed = useGuardChanged();
  const { name } = guard;
  const level = raised ?? guard.guard.level;
  const confirm = async (typed: string) => {
    setSending("sending");
    setProblem(null);
    try {
      await onSend({ confirmed: true, typedName: level === "typeName" ? typed : null });
    } catch (thrown) {
      const refusal = toIpcError(thrown);
      const asked = levelAsked(refusal);
      if (asked === null || asked === level) setProblem(refusal);
      setRaised(asked);
      void changed();
    } finally {
      setSending("idle");
    }
  };
  const off = level === "readOnly" ? t("off", { name }) : sending === "sending" ? t("sending") : null;
  return (
    <ConfirmDialog
      {...rest}
      confirmLabel={verb}
      {...(level === "typeName" ? { typeToConfirm: name } : {})}
      disabledReason={disabledReason ?? off}
      error={problem ?? error}
      onConfirm={(typed) => void confirm(typed)}
    >
      {raised !== null && (
        <p role="status" className={classes.meanwhile}>
          <StateIcon state="warning" />
          {t("raisedMeanwhile", { name })}
        </p>
      )}
      {body}
      {calls.length > 0 && (
        <details className={classes.call}>
          <summary>{calls.length === 1 ? t("call") : t("calls", { count: calls.length })}</summary>
          {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, so it must take the focus */}
          <pre className="selectable" tabIndex={0}>
            {calls.join("\n")}
          </pre>
        </details>
      )}
    </ConfirmDialog>
  );
}

/** What an answer says that the guard demands, when that is why nothing was sent. */
export function levelAsked({ code, detail }: IpcError): GuardLevel | null {
  if (code === "readOnly") return "readOnly";
  return code === "consentNeeded" ? (levelNamed(detail) ?? "typeName") : null;
}
