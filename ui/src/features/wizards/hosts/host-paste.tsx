import { useEffect, useId, useRef, useState } from "react";
import { useTranslation } from "react-i18next";

import { Button } from "../../../shared/ui/button";
import { withHosts } from "../draft/changes";
import { useWizard } from "../draft/context";
import { zonesOfTarget } from "../draft/use-target";
import { addHosts } from "./assign-zones";
import classes from "./host-paste.module.css";
import { parseHosts } from "./parse-hosts";

type Outcome = { added: number; known: number } | null;

/** The area to paste or type addresses into. A paste adds at once; typing adds with Enter. */
export function HostPaste() {
  const { t } = useTranslation("wizard");
  const { editor, target } = useWizard();
  const area = useRef<HTMLTextAreaElement>(null);
  const [typed, setTyped] = useState<"nothing" | "something">("nothing");
  const [outcome, setOutcome] = useState<Outcome>(null);
  const id = useId();

  const add = () => {
    const element = area.current;
    if (element === null) return;
    const result = addHosts(editor.state().draft.hosts, parseHosts(element.value), zonesOfTarget(target));
    if (result.added > 0) editor.edit((draft) => withHosts(draft, result.hosts));
    element.value = "";
    setTyped("nothing");
    setOutcome({ added: result.added, known: result.known });
  };
  const words = [
    ...(outcome === null || (outcome.added === 0 && outcome.known > 0)
      ? []
      : [t("hosts.added", { count: outcome.added })]),
    ...(outcome !== null && outcome.known > 0 ? [t("hosts.known", { count: outcome.known })] : []),
  ];

  useEffect(() => {
    // An empty list waits for nothing but a paste.
    if (editor.state().draft.hosts.length === 0) area.current?.focus();
  }, [editor]);

  return (
    <div className={classes.paste}>
      <label className="sr" htmlFor={id}>
        {t("hosts.paste")}
      </label>
      <textarea
        ref={area}
        id={id}
        rows={2}
        spellCheck={false}
        className={`${classes.area} mono`}
        placeholder={t("hosts.placeholder")}
        aria-describedby={`${id}-hint`}
        data-field="hosts"
        onChange={(event) => setTyped(event.currentTarget.value.trim() === "" ? "nothing" : "something")}
        onPaste={(event) => {
          // Into an empty field: these are the hosts. Amid typing: it is a part of what is typed.
          if (event.currentTarget.value.trim() !== "") return;
          event.preventDefault();
          event.currentTarget.value = event.clipboardData.getData("text");
          add();
        }}
        onKeyDown={(event) => {
          if (
            event.key !== "Enter" ||
            event.shiftKey ||
            event.ctrlKey ||
            event.metaKey ||
            event.nativeEvent.isComposing
          )
            return;
          event.preventDefault();
          add();
        }}
        onBlur={add}
      />
      <div className={classes.below}>
        <p id={`${id}-hint`} className="t3 sm grow">
          {outcome !== null && words.length > 0 && typed === "nothing" ? null : t("hosts.hint")}
          <output className={classes.outcome}>{typed === "nothing" ? words.join(", ") : ""}</output>
        </p>
        <Button
          size="sm"
          icon="plus"
          disabledReason={typed === "nothing" ? t("hosts.nothingTyped") : null}
          reasonShown="elsewhere"
          onClick={add}
        >
          {t("hosts.add")}
        </Button>
      </div>
    </div>
  );
}
