import { useTranslation } from "react-i18next";

import type { OcpHost } from "../../../ipc/generated";
import { useOcpWizard } from "./context";
import { versionIn } from "./form";
import classes from "./wizard.module.css";

/** Boxes side by side; more are counted in the last one. */
const BESIDE = 2;
const ROWS = 2;
const BOX = { width: 131, height: 55, gap: 10 };

/** Clients above, the OBProxies between, the clusters below. */
export function Topology({ chosen }: { chosen: OcpHost[] }) {
  const { t } = useTranslation("obproxy");
  const { form } = useOcpWizard();
  const count = form.hostIds.length;
  const most = BESIDE * ROWS;
  const shown = count > most ? chosen.slice(0, most - 1) : chosen;
  const boxes = [
    ...shown.map(({ id, ip, idc }) => ({
      key: id,
      ip,
      below: [idc, versionIn(form.package)].filter(Boolean).join(", "),
      mark: "chosen" as const,
    })),
    ...(count > most
      ? [{ key: "more", ip: t("topology.more", { count: count - shown.length }), below: "", mark: "chosen" as const }]
      : []),
    ...(count === 0
      ? [{ key: "none", ip: t("topology.noHosts"), below: t("topology.hostsLater"), mark: "open" as const }]
      : []),
  ];
  const rows = Math.ceil(boxes.length / BESIDE);
  const top = 76;
  const bottom = top + rows * BOX.height + (rows - 1) * BOX.gap;
  const names = form.links.map(({ clusterName }) => clusterName);
  const address = form.address === "" ? t("topology.noAddress") : `${form.address}${form.port && `:${form.port}`}`;
  const last = rows === 0 ? 0 : boxes.length - (rows - 1) * BESIDE;
  const sides = boxes.length === 1 ? [140] : [66, 214];
  const ends = last === 1 && rows > 1 ? [66] : sides;
  return (
    <section aria-labelledby="obproxy-topology" className={classes.topology}>
      <h2 id="obproxy-topology">{t("topology.title")}</h2>
      <svg
        className={classes.sketch}
        viewBox={`0 0 280 ${bottom + 88}`}
        role="img"
        aria-label={t("topology.said", { address, count, clusters: names.join(", ") || t("topology.noClusters") })}
      >
        {sides.map((x) => (
          <path key={`in ${x}`} d={`M140 36v20H${x}v20`} />
        ))}
        {ends.map((x) => (
          <path key={`out ${x}`} d={`M${x} ${bottom}v20H140v20`} />
        ))}
        <rect
          x="30.5"
          y=".5"
          width="219"
          height="35"
          rx="4"
          className={form.address === "" ? classes.open : undefined}
        />
        <text x="140" y="22" textAnchor="middle">
          {cut(address, 34)}
        </text>
        {boxes.map(({ key, ip, below, mark }, index) => {
          const alone = boxes.length === 1;
          const x = alone ? 74.5 : (index % BESIDE) * 148 + 0.5;
          const y = top + Math.floor(index / BESIDE) * (BOX.height + BOX.gap) + 0.5;
          return (
            <g key={key}>
              <rect x={x} y={y} width={BOX.width} height={BOX.height} rx="4" className={classes[mark]} />
              <text x={x + 11.5} y={y + (below === "" ? 31 : 22)} className={mark === "open" ? undefined : classes.ip}>
                {cut(ip, 17)}
              </text>
              <text x={x + 11.5} y={y + 41} className={classes.quiet}>
                {cut(below, 20)}
              </text>
            </g>
          );
        })}
        <rect
          x="30.5"
          y={bottom + 40.5}
          width="219"
          height="47"
          rx="4"
          className={names.length === 0 ? classes.open : undefined}
        />
        <text x="140" y={bottom + 60} textAnchor="middle">
          {names.length === 0 ? t("topology.cluster") : cut(names.slice(0, 2).join(", "), 34)}
        </text>
        <text x="140" y={bottom + 77} textAnchor="middle" className={classes.quiet}>
          {names.length === 0
            ? t("topology.clusterLater")
            : names.length > 2
              ? t("topology.moreClusters", { count: names.length - 2 })
              : t("topology.cluster")}
        </text>
      </svg>
    </section>
  );
}

function cut(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most - 1)}…` : text;
}
