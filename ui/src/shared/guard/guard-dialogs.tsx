import { Menu } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";

import type { GuardLevel, GuardView } from "../../ipc/generated";
import { useCommandMutation } from "../../ipc/hooks";
import { Icon } from "../icons/icon";
import { useNow } from "../time/use-now";
import { Button } from "../ui/button";
import { Choice } from "../ui/choice";
import { ConfirmDialog } from "../ui/confirm-dialog";
import { Field, TextInput } from "../ui/field";
import classes from "./guard.module.css";
import { GUARD_ICONS, lowerings, shortClock, stricterThan } from "./levels";
import { useGuardChanged } from "./use-guard";

const LOWERED_FOR_MS = 15 * 60_000;
const SHORTEST_REASON = 3;
const LONGEST_REASON = 500;

type LowerProps = { connectionId: string; name: string; guard: GuardView; onClose: () => void };

/** Lowers a guard for a quarter of an hour: to what, why, and until when. */
export function LowerGuardDialog({ connectionId, name, guard, onClose }: LowerProps) {
  const { t } = useTranslation("guard");
  const now = useNow(10_000);
  const levels = lowerings(guard);
  const [level, setLevel] = useState<GuardLevel>(levels[0] ?? "open");
  const [reason, setReason] = useState("");
  const lower = useCommandMutation("lower_guard");
  const changed = useGuardChanged();
  const short = [...reason.trim()].length < SHORTEST_REASON;
  const send = () => lower.mutate({ connectionId, level, reason }, { onSuccess: () => changed().then(onClose) });
  return (
    <ConfirmDialog
      title={t("lower.title", { name })}
      confirmLabel={t("lower.confirm", { level: t(`short.${level}`) })}
      disabledReason={short ? t("lower.reasonMissing") : lower.isPending ? t("lower.sending") : null}
      error={lower.error?.problem ?? null}
      onConfirm={send}
      onClose={onClose}
    >
      <div className={classes.form}>
        <Choice
          label={t("lower.level")}
          value={level}
          options={levels.map((value) => ({ value, label: t(`short.${value}`), hint: t(`long.${value}`) }))}
          onChange={setLevel}
        />
        <Field label={t("lower.reason")} hint={t("lower.reasonHint")}>
          {(wiring) => (
            <TextInput
              {...wiring}
              data-autofocus
              maxLength={LONGEST_REASON}
              value={reason}
              onChange={(event) => setReason(event.currentTarget.value)}
              onKeyDown={(event) => {
                if (event.key === "Enter" && !short && !lower.isPending) send();
              }}
            />
          )}
        </Field>
        <p>{t("lower.falls", { time: shortClock(now + LOWERED_FOR_MS), base: t(`short.${guard.base}`) })}</p>
      </div>
    </ConfirmDialog>
  );
}

type RaiseProps = { connectionId: string; guard: GuardView; name?: string };

/** Raises a guard at a press: no question is asked, since it only makes things safer. */
export function RaiseGuardMenu({ connectionId, guard, name }: RaiseProps) {
  const { t } = useTranslation("guard");
  const raise = useCommandMutation("raise_guard");
  const changed = useGuardChanged();
  const levels = stricterThan(guard.base);
  const send = (level: GuardLevel) => raise.mutate({ connectionId, level }, { onSuccess: changed });
  if (levels.length === 0 && guard.lowered === null) return null;
  const named = name === undefined ? t("raise.label") : t("raise.openNamed", { name });
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button size="sm" aria-label={named} title={named}>
            {t("raise.open")}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {guard.lowered !== null && (
            <Menu.Item onClick={() => send(guard.base)}>
              <Step to={guard.base}>{t("raise.end", { level: t(`short.${guard.base}`) })}</Step>
            </Menu.Item>
          )}
          {levels.toReversed().map((level) => (
            <Menu.Item key={level} onClick={() => send(level)}>
              <Step to={level}>{t("raise.to", { level: t(`short.${level}`) })}</Step>
            </Menu.Item>
          ))}
          {levels.length > 0 && <p className={classes.menuNote}>{t("raise.note")}</p>}
        </Menu.Dropdown>
      </Menu>
      {raise.error !== null && (
        <span role="alert" className={classes.failed}>
          {t("raise.failed", { message: raise.error.problem.message })}
        </span>
      )}
    </>
  );
}

function Step({ to, children }: { to: GuardLevel; children: ReactNode }) {
  return (
    <span className={classes.step}>
      <Icon name={GUARD_ICONS[to]} size={14} />
      {children}
    </span>
  );
}
