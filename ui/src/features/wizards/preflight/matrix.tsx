import { type CSSProperties, Fragment } from "react";
import { useTranslation } from "react-i18next";

import type { Preflight, Verdict } from "../../../ipc/generated";
import { StateIcon } from "../../../shared/state/state-icon";
import { useWizard } from "../draft/context";
import { CheckDetail } from "./check-detail";
import { MatrixCell } from "./matrix-cell";
import classes from "./matrix.module.css";
import { columnsOf, type Place, type Row, sectionsOf, zonesOf } from "./model";
import { ScriptButton } from "./script-button";
import { type GridKeys, isOpen, useGridKeys } from "./use-grid-keys";
import { shortAddress, useCheckName, useValueText } from "./use-value-text";

type Props = {
  preflight: Preflight;
  verdict: Verdict | null;
  open: Place | null;
  onOpen: (place: Place | null) => void;
};

/** Checks down, hosts across, what is enough beside the name. One cell may be open. */
export function Matrix({ preflight, verdict, open, onOpen }: Props) {
  const { t } = useTranslation("preflight");
  const columns = columnsOf(preflight);
  const sections = sectionsOf(preflight, verdict);
  const keys = useGridKeys({ columns, rows: sections.flatMap((section) => section.rows), open, onOpen });
  const widths: CSSProperties & { "--hosts": number } = { "--hosts": columns.length };
  return (
    <div className={classes.scroller}>
      <div
        role="grid"
        tabIndex={-1}
        aria-label={t("table")}
        aria-colcount={columns.length + 2}
        className={classes.grid}
        data-few={columns.length <= 6 || undefined}
        style={widths}
        onKeyDown={keys.onKeyDown}
      >
        <div role="rowgroup" className={classes.head}>
          <div role="row" className={classes.row}>
            <span role="presentation" className={classes.corner} />
            <span role="presentation" className={classes.corner2} />
            {zonesOf(columns).map(({ zone, count }) => (
              <span
                key={zone}
                role="columnheader"
                aria-colspan={count}
                className={classes.zone}
                style={{ gridColumn: `span ${count}` }}
                title={zone}
              >
                {zone}
              </span>
            ))}
          </div>
          <div role="row" className={classes.row}>
            <span role="columnheader" className={classes.name}>
              {t("columns.check")}
            </span>
            <span role="columnheader" className={classes.need}>
              {t("columns.need")}
            </span>
            {columns.map(({ host, beginsZone }) => (
              <span
                key={host.address}
                role="columnheader"
                className={`${classes.host} ${beginsZone ? classes.begins : ""}`}
                title={host.address}
              >
                {host.checking && <StateIcon state="running" size={12} label={t("beingChecked")} />}
                <span className="cut">{shortAddress(host.address)}</span>
              </span>
            ))}
          </div>
        </div>
        {sections.map(({ id, rows }) => (
          <div key={id} role="rowgroup">
            <div role="row" className={classes.section}>
              <span role="rowheader" aria-colspan={columns.length + 2}>
                {t(`section.${id}`)}
              </span>
            </div>
            {rows.map((row) => (
              <CheckRow key={row.check} {...{ preflight, row, columns, keys, open, onOpen }} />
            ))}
          </div>
        ))}
      </div>
    </div>
  );
}

type RowProps = Pick<Props, "preflight" | "open" | "onOpen"> & {
  row: Row;
  columns: ReturnType<typeof columnsOf>;
  keys: GridKeys;
};

function CheckRow({ preflight, row, columns, keys, open, onOpen }: RowProps) {
  const { t } = useTranslation("preflight");
  const { draft } = useWizard();
  const name = useCheckName(draft)(row.check);
  const text = useValueText();
  const need = row.need === null ? "" : text.need(row.check, row.need);
  return (
    <Fragment>
      <div role="row" className={classes.row}>
        <span role="rowheader" className={classes.name}>
          <span className="cut" title={name}>
            {name}
          </span>
        </span>
        <span role="gridcell" className={classes.need} title={row.need === null ? "" : text.full(row.check, row.need)}>
          {need}
        </span>
        {row.alike !== null ? (
          <span
            role="gridcell"
            aria-colspan={columns.length}
            className={classes.wide}
            data-cell={row.alike === "script" ? undefined : `${row.check} *`}
            tabIndex={row.alike === "script" ? undefined : keys.isTabStop(row.check, 0, true) ? 0 : -1}
            onFocus={() => keys.onFocusCell(row.check, 0)}
          >
            <StateIcon state="unknown" />
            <span className="cut" title={t(`unknown.${row.alike}`, { count: row.cells.length })}>
              {t(`unknown.${row.alike}`, { count: row.cells.length })}
            </span>
            {row.alike === "script" && (
              <ScriptButton look="link" cell={`${row.check} *`} tabStop={keys.isTabStop(row.check, 0, true)} />
            )}
          </span>
        ) : (
          columns.map(({ index, host, beginsZone }, at) => (
            <MatrixCell
              key={host.address}
              {...{ check: row.check, cell: row.cells[index], host, beginsZone }}
              at={`${row.check} ${at}`}
              tabStop={keys.isTabStop(row.check, at, false)}
              open={isOpen(open, row.check, host.address)}
              onFocus={() => keys.onFocusCell(row.check, at)}
              onPress={() =>
                onOpen(isOpen(open, row.check, host.address) ? null : { check: row.check, host: host.address })
              }
            />
          ))
        )}
      </div>
      {open !== null && open.check === row.check && row.alike === null && (
        <div role="row" className={classes.band}>
          <div role="gridcell" aria-colspan={columns.length + 2} className={classes.bandCell}>
            <CheckDetail preflight={preflight} place={open} />
          </div>
        </div>
      )}
    </Fragment>
  );
}
