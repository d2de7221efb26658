import { useTranslation } from "react-i18next";

import type { Route } from "../../ipc/generated";
import { Field, type FieldNote, Note, TextInput } from "../ui/field";
import { Segmented } from "../ui/segmented";
import { ProxyEditor } from "./proxy-editor";
import type { ChangeReach } from "./reach-editor";
import classes from "./reach-editor.module.css";

type Props = {
  route: Route;
  note: FieldNote | null;
  onChange: ChangeReach;
  onHold: ((work: Promise<void>) => void) | undefined;
};

const ROUTES = ["direct", "jump", "httpProxy", "socksProxy"] as const;

export function RouteEditor({ route, note, onChange, onHold }: Props) {
  const { t } = useTranslation("reach");
  const set = (next: Route) => onChange((now) => ({ ...now, route: next }));
  return (
    <div className={classes.part}>
      <div>
        <p className={classes.label}>{t("route")}</p>
        <Segmented
          size="md"
          label={t("route")}
          value={route.type}
          options={ROUTES.map((value) => ({ value, label: t(`routes.${value}`) }))}
          onChange={(type) => set(blank(type, route))}
        />
        <p className={classes.hint}>{t(`routeHints.${route.type}`)}</p>
      </div>
      {route.type === "jump" && (
        <Field label={t("jumpHost")} hint={t("jumpHint")} note={note}>
          {(wiring) => (
            <TextInput
              {...wiring}
              mono
              placeholder="bastion"
              value={route.host}
              onChange={(event) => set({ type: "jump", host: event.currentTarget.value })}
            />
          )}
        </Field>
      )}
      {(route.type === "httpProxy" || route.type === "socksProxy") && (
        <ProxyEditor
          proxy={route.proxy}
          note={note}
          onChange={(change) =>
            onChange((now) =>
              now.route.type === "httpProxy" || now.route.type === "socksProxy"
                ? { ...now, route: { ...now.route, proxy: change(now.route.proxy) } }
                : now,
            )
          }
          onHold={onHold}
        />
      )}
      {route.type === "direct" && note !== null && <Note note={note} />}
    </div>
  );
}

/** The other kind of proxy keeps what was typed. */
function blank(type: (typeof ROUTES)[number], before: Route): Route {
  const proxy = "proxy" in before ? before.proxy : { address: "", user: null, password: null };
  if (type === "direct") return { type };
  if (type === "jump") return { type, host: "" };
  return { type, proxy };
}
