import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";

import type { ObproxyDeedView, ObproxyParameter } from "../../../ipc/generated";
import { Button } from "../../../shared/ui/button";
import { Chip, Tag } from "../../../shared/ui/chip";
import { SearchField } from "../../../shared/ui/search-field";
import type { Ask } from "../actions/ask";
import { LookUpAge } from "../look-up/look-up-age";
import { LookUpNotes } from "../look-up/look-up-notes";
import { useObproxyParameters } from "../look-up/use-look-up";
import classes from "./cluster.module.css";

type Props = {
  connectionId: string;
  clusterId: string;
  deeds: ObproxyDeedView[];
  onAsk: (ask: Ask) => void;
};

/** What the servers run with. Where they disagree stands out, and can be seen alone. */
export function Parameters({ connectionId, clusterId, deeds, onAsk }: Props) {
  const { t } = useTranslation("obproxy");
  const field = useRef<HTMLInputElement>(null);
  const [text, setText] = useState("");
  const [shown, setShown] = useState<"all" | "differing">("all");
  const look = useObproxyParameters(connectionId, clusterId);
  const all = look.data?.parameters ?? [];
  const wanted = text.trim().toLowerCase();
  const differing = all.filter(({ others }) => others.length > 0);
  const found = (shown === "all" ? all : differing).filter(
    ({ name, description }) => name.toLowerCase().includes(wanted) || description.toLowerCase().includes(wanted),
  );
  const edit = deeds.find(({ deed }) => deed === "setParameters");
  return (
    <>
      <div className={classes.bar} data-search>
        <SearchField
          field={field}
          className={classes.search}
          label={t("parameters.search")}
          placeholder={t("parameters.searchHint")}
          text={text}
          onText={setText}
          onLeave={() => field.current?.blur()}
        />
        <Chip pressed={shown === "all"} count={all.length} onPress={() => setShown("all")}>
          {t("parameters.all")}
        </Chip>
        <Chip pressed={shown === "differing"} count={differing.length} onPress={() => setShown("differing")}>
          {t("parameters.differing")}
        </Chip>
        <span className="grow" />
        <LookUpAge state={look.data?.state ?? null} reading={look.reading} onRefresh={look.refresh} />
      </div>
      <p className={classes.lead}>
        {edit?.off == null ? t("parameters.editNote") : t("parameters.editOff", { why: t(`off.${edit.off}`) })}
      </p>
      <LookUpNotes state={look.data?.state ?? null} problem={look.problem} onRetry={look.refresh} />
      {look.data === null && look.problem === null && <p role="status">{t("parameters.reading")}</p>}
      {look.data !== null && (
        <ul aria-label={t("cluster.tab.parameters")}>
          <li aria-hidden className={`${classes.parameter} ${classes.parameterHead}`}>
            <span>{t("column.parameter")}</span>
            <span>{t("column.value")}</span>
            <span>{t("column.range")}</span>
            <span />
          </li>
          {found.map((parameter) => (
            <ParameterLine
              key={parameter.name}
              parameter={parameter}
              editable={edit?.off === null}
              onEdit={() => onAsk({ deed: "setParameters", parameter })}
            />
          ))}
        </ul>
      )}
      {look.data !== null && found.length === 0 && <p className={classes.none}>{t("parameters.nothing")}</p>}
    </>
  );
}

type LineProps = { parameter: ObproxyParameter; editable: boolean; onEdit: () => void };

function ParameterLine({ parameter, editable, onEdit }: LineProps) {
  const { t } = useTranslation("obproxy");
  const { name, value, description, others, info } = parameter;
  const range = info === null || (info.min === "" && info.max === "") ? "" : `${info.min}–${info.max}`;
  return (
    <li className={classes.parameter} data-differs={others.length > 0 || undefined}>
      <div>
        <p className="mono selectable">{name}</p>
        <p className={classes.about}>{description}</p>
      </div>
      <div>
        <p className="mono selectable">{value === "" ? <span className="t3">{t("parameters.empty")}</span> : value}</p>
        {others.map((other) => (
          <p key={other.value} className={classes.other}>
            <span className="mono">{other.value}</span>
            <span className={classes.who} title={other.servers.join(", ")}>
              {t("parameters.on", { servers: other.servers.join(", ") })}
            </span>
          </p>
        ))}
      </div>
      <div className={classes.about}>
        {info !== null && (
          <p>
            {[info.kind, range, info.default === "" ? "" : t("parameters.default", { value: info.default })]
              .filter(Boolean)
              .join(" · ")}
          </p>
        )}
        {info?.readOnly === true && <Tag weak>{t("parameters.readOnly")}</Tag>}{" "}
        {info?.needsRestart === true && <Tag weak>{t("parameters.restart")}</Tag>}
      </div>
      <div className="num">
        {editable && info?.readOnly !== true && (
          <Button size="sm" aria-label={t("parameters.editNamed", { name })} onClick={onEdit}>
            {t("parameters.edit")}
          </Button>
        )}
      </div>
    </li>
  );
}
