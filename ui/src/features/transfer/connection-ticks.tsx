import { Checkbox } from "@mantine/core";
import { useRef } from "react";
import { useTranslation } from "react-i18next";

import type { ConnectionView } from "../../ipc/generated";
import { EnvironmentChip } from "../../shared/ui/chip";
import { Rows } from "./rows";
import classes from "./transfer.module.css";

type Props = {
  connections: ConnectionView[];
  ticked: ReadonlySet<string>;
  onChange: (ticked: ReadonlySet<string>) => void;
};

/** Which connections; the first box ticks all or none. */
export function ConnectionTicks({ connections, ticked, onChange }: Props) {
  const { t } = useTranslation("transfer");
  const scroller = useRef<HTMLDivElement>(null);
  const count = connections.filter(({ id }) => ticked.has(id)).length;
  const toggle = (id: string) => {
    const next = new Set(ticked);
    if (!next.delete(id)) next.add(id);
    onChange(next);
  };
  return (
    <fieldset className={classes.ticks}>
      <legend className="sr">{t("export.which")}</legend>
      <div className={classes.all}>
        <Checkbox
          label={t("export.all", { count: connections.length })}
          checked={count === connections.length && count > 0}
          indeterminate={count > 0 && count < connections.length}
          onChange={() => onChange(new Set(count === connections.length ? [] : connections.map(({ id }) => id)))}
        />
        <span className="t3 sm">{t("export.ticked", { count })}</span>
      </div>
      {connections.length === 0 ? (
        <p className={classes.none}>{t("export.nothing")}</p>
      ) : (
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, so it must take the focus
        <div ref={scroller} role="list" className={classes.names} tabIndex={0}>
          <Rows items={connections} keyOf={({ id }) => id} estimate={28} scroller={scroller}>
            {({ id, settings: { name, environment, group } }) => (
              <div role="listitem" className={classes.tick}>
                <Checkbox
                  label={
                    <span className={classes.named}>
                      <EnvironmentChip environment={environment} />
                      <span className="cut" title={name}>
                        {name}
                      </span>
                      <span className="t3 sm cut" title={group}>
                        {group}
                      </span>
                    </span>
                  }
                  checked={ticked.has(id)}
                  onChange={() => toggle(id)}
                />
              </div>
            )}
          </Rows>
        </div>
      )}
    </fieldset>
  );
}
