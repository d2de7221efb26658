import { Checkbox } from "@mantine/core";
import { useTranslation } from "react-i18next";

import type { ImportChange, ImportDifference, ImportItem } from "../../ipc/generated";
import { StateIcon, type ShownState } from "../../shared/state/state-icon";
import { EnvironmentChip } from "../../shared/ui/chip";
import { useFieldWords } from "./field-words";
import classes from "./transfer.module.css";

const ICONS: Record<ImportChange, ShownState> = { new: "ready", changed: "warning", same: "passed", refused: "failed" };

/** `onTick` is absent for what cannot be taken. */
type Props = { item: ImportItem; ticked: boolean; onTick: (() => void) | null };

export function PreviewRow({ item, ticked, onTick }: Props) {
  const { t } = useTranslation("transfer");
  const { name, group, environment, kind, addresses, change, differences, reason, otherKeys } = item;
  const [first = "", ...others] = addresses;
  return (
    <div role="rowgroup" className={classes.item}>
      <div role="row" className={classes.row}>
        <span role="cell">
          {onTick !== null && <Checkbox aria-label={t("import.take", { name })} checked={ticked} onChange={onTick} />}
        </span>
        <span role="cell">
          <EnvironmentChip environment={environment} />
        </span>
        <span role="cell" className={classes.name}>
          <span className="med cut" title={name}>
            {name}
          </span>
          <span className="t3 sm cut" title={group}>
            {group}
          </span>
        </span>
        <span role="cell" className="t2">
          {t(`kinds.${kind}`)}
        </span>
        <span role="cell" className="mono t2 cut" title={addresses.join("\n")}>
          {first} {others.length > 0 && <span className="t3">+{others.length}</span>}
        </span>
        <span role="cell" className={classes.change}>
          <StateIcon state={ICONS[change]} />
          {t(`import.changes.${change}`)}
        </span>
      </div>
      {(differences.length > 0 || reason !== null || otherKeys.length > 0) && (
        <div role="row">
          <div role="cell" aria-colspan={6}>
            {differences.length > 0 && <Differences differences={differences} />}
            {differences.some(dropsPasswords) && <p className={classes.detail}>{t("import.dropped")}</p>}
            {reason !== null && <p className={`${classes.detail} ${classes.refused}`}>{reason}</p>}
            {otherKeys.length > 0 && (
              <p className={classes.detail}>
                {t("import.otherKeys", { count: otherKeys.length })}{" "}
                <span className="mono">{otherKeys.join(", ")}</span>
              </p>
            )}
          </div>
        </div>
      )}
    </div>
  );
}

/** A file must not lead the passwords of this computer to somebody new. */
function dropsPasswords({ field, file }: ImportDifference): boolean {
  return field === "passwords" && file === "";
}

function Differences({ differences }: { differences: ImportDifference[] }) {
  const { t } = useTranslation("transfer");
  const words = useFieldWords();
  return (
    <dl className={classes.differences}>
      {differences.map(({ field, here, file }) => (
        <div key={field}>
          <dt>{words.name(field)}</dt>
          <dd>
            <span className="sr">{t("import.here")}</span>
            <Value text={words.value(field, here)} />
            <span aria-hidden className="t3">
              →
            </span>
            <span className="sr">{t("import.inFile")}</span>
            <Value text={words.value(field, file)} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Value({ text }: { text: string }) {
  const { t } = useTranslation("shared");
  return text === "" ? <span className="t3">{t("none")}</span> : <span className={classes.value}>{text}</span>;
}
