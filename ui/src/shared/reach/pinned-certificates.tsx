import { useRef } from "react";
import { useTranslation } from "react-i18next";

import { Button } from "../ui/button";
import { Field, TextInput } from "../ui/field";
import classes from "./reach-editor.module.css";

type Props = { fingerprints: string[]; offered: string | null; onChange: (fingerprints: string[]) => void };

/** Fingerprints that are trusted; the one that is offered can be added at a press. */
export function PinnedCertificates({ fingerprints, offered, onChange }: Props) {
  const { t } = useTranslation("reach");
  const typed = useRef<HTMLInputElement>(null);
  const add = (fingerprint: string) => {
    const clean = fingerprint.trim();
    if (clean !== "" && !fingerprints.includes(clean)) onChange([...fingerprints, clean]);
  };
  const addTyped = () => {
    if (typed.current === null) return;
    add(typed.current.value);
    typed.current.value = "";
  };
  return (
    <div className={classes.pins}>
      {fingerprints.length === 0 && offered === null && <p className="t2 sm">{t("pinnedNone")}</p>}
      {fingerprints.length > 0 && (
        <ul aria-label={t("pinnedList")} className={classes.prints}>
          {fingerprints.map((fingerprint) => (
            <li key={fingerprint}>
              <span className="mono selectable">{fingerprint}</span>
              <Button
                size="sm"
                look="bare"
                icon="cross"
                aria-label={t("unpin", { fingerprint })}
                onClick={() => onChange(fingerprints.filter((other) => other !== fingerprint))}
              />
            </li>
          ))}
        </ul>
      )}
      {offered !== null && !fingerprints.includes(offered) && (
        <div className={classes.offer}>
          <div className="grow">
            <p className="t3 sm">{t("offered")}</p>
            <p className={`mono selectable ${classes.print}`}>{offered}</p>
          </div>
          <Button size="sm" icon="key" onClick={() => add(offered)}>
            {t("pinOffered")}
          </Button>
        </div>
      )}
      <Field label={t("fingerprint")} hint={t("fingerprintHint")}>
        {(wiring) => (
          <div className={classes.row}>
            <TextInput
              {...wiring}
              ref={typed}
              mono
              placeholder="SHA256 7c:41:e0:…"
              onKeyDown={(event) => {
                if (event.key !== "Enter") return;
                event.preventDefault();
                addTyped();
              }}
              onBlur={addTyped}
            />
            <Button onClick={addTyped}>{t("addFingerprint")}</Button>
          </div>
        )}
      </Field>
    </div>
  );
}
