import { type CSSProperties, type KeyboardEvent, memo, useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";

import { periodOf, useNow } from "../model/clock";
import { knownUntil, phaseOf } from "../model/phase";
import { indexOf } from "../model/selection";
import type { Kept } from "../parts/kept";
import { useScreenKeys } from "../parts/use-screen-keys";
import { useSize } from "../parts/use-size";
import { useStable } from "../parts/use-stable";
import { NoSteps } from "../views/no-steps";
import type { StepsView } from "../views/steps-view";
import { Tools } from "../views/tools";
import { type Zoom, ZoomButtons } from "../views/zoom-buttons";
import { type Camera, MARGIN, START, ZOOM_STEP, fitColumns } from "./camera";
import { isGrowing, usualOfPart } from "./describe";
import { Edges, linkId } from "./edges";
import classes from "./graph.module.css";
import { handleGraphKey } from "./keys";
import { layoutGraph } from "./layout";
import { Node } from "./node";
import { type Link, type Part, WIDTH, graphOf } from "./parts";
import { Plain } from "./plain";
import { GAP_X, type Layout } from "./shapes";
import { useCamera } from "./use-camera";
import { nodeSeen, windowOf } from "./visible";

/** Where one looked when another tab was shown, and into how many columns all was fitted. */
export type GraphKept = { camera: Kept<Camera>; fitted: Kept<number | null> };

/** More nodes than this in sight are drawn as mere boxes: they are too small to read anyway. */
const MOST_NODES = 300;

/** The steps as a pipeline that wraps like text: what follows what, and where it went wrong. */
export const Graph = memo(function Graph({
  operation,
  selection,
  sieve,
  onClear,
  usual,
  critical,
  folding,
  fold,
  kept,
  onSelect,
  onOpenLog,
}: StepsView & { kept: GraphKept }) {
  const { t } = useTranslation("tasks");
  const frame = useRef<HTMLDivElement>(null);
  const size = useSize(frame, { width: 1232, height: 420 });
  const now = knownUntil(operation, useNow(periodOf(phaseOf(operation))));
  const { camera, move, pointer, dragged } = useCamera(frame, kept.camera);

  const { parts, links } = useMemo(() => graphOf(operation, folding, sieve), [operation, folding, sieve]);
  const natural = Math.max(1, Math.floor((size.width - 2 * MARGIN + GAP_X) / (WIDTH + GAP_X)));
  const [fitted, setFitted] = useState(kept.fitted.read);
  useEffect(() => kept.fitted.write(fitted), [kept, fitted]);
  const columns = fitted ?? natural;
  const layout = useMemo(() => layoutIn(parts, links, columns), [parts, links, columns]);
  const byId = useMemo(() => new Map(links.map((link) => [linkId(link), link])), [links]);
  const at = useMemo(() => indexOf(parts, selection), [parts, selection]);
  const chosen = parts[at]?.id ?? null;
  const seen = windowOf(camera, size);
  const window = useMemo(
    () => ({ left: seen.left, top: seen.top, right: seen.right, bottom: seen.bottom }),
    [seen.left, seen.top, seen.right, seen.bottom],
  );
  const shown = useMemo(
    () =>
      parts.flatMap((part, index) => {
        const place = layout.nodes.get(part.id);
        return place && nodeSeen(place, window) ? [{ part, index, place }] : [];
      }),
    [parts, layout, window],
  );
  const many = shown.length > MOST_NODES;

  const select = useStable((part: Part) => {
    if (!dragged()) onSelect(part.selection);
  });
  /** All of it; a second time, as large as it is read. */
  const fit = () => {
    const next = fitColumns((count) => layoutIn(parts, links, count), natural, size);
    setFitted(fitted === null ? next.columns : null);
    move({ type: "show", camera: fitted === null ? next.camera : START });
  };
  const zoom = (how: Zoom) =>
    how === "fit"
      ? fit()
      : move({ type: "zoom", factor: how === "in" ? ZOOM_STEP : 1 / ZOOM_STEP, at: [size.width / 2, size.height / 2] });
  useScreenKeys({ zoomIn: () => zoom("in"), zoomOut: () => zoom("out"), fit: () => zoom("fit") });
  const press = (event: KeyboardEvent) =>
    handleGraphKey(event, { parts, layout, at, onSelect: (part) => onSelect(part.selection), fold, onOpenLog, move });

  const before = useRef<string | null>(null);
  const reveal = useStable((id: string) => {
    const place = layout.nodes.get(id);
    if (place === undefined) return;
    const box = { left: place.x, top: place.y, right: place.x + place.width, bottom: place.y + place.height };
    // Another choice is one step away; the same one has been moved by another layout.
    const stays = before.current === null || before.current === id;
    move({ type: "reveal", box, picture: layout, view: size, align: stays ? "middle" : "edge" });
  });
  const { height } = size;
  useEffect(() => {
    if (chosen === null) return;
    reveal(chosen);
    before.current = chosen;
  }, [chosen, height, columns, reveal]);

  const layer: CSSProperties = { transform: `scale(${camera.zoom}) translate(${-camera.x}px, ${-camera.y}px)` };
  return (
    <>
      <Tools>
        <ZoomButtons onZoom={zoom} />
      </Tools>
      <div
        ref={frame}
        role="tree"
        aria-label={t("tabs.graph")}
        aria-activedescendant={shown.some(({ index }) => index === at) ? `task-node-${at}` : undefined}
        tabIndex={0}
        className={classes.frame}
        onKeyDown={press}
        {...pointer}
      >
        <div role="presentation" className={classes.layer} style={layer}>
          <Edges edges={layout.edges} links={byId} critical={critical} selected={chosen} window={window} />
          {many && <Plain shown={shown} />}
          {shown.map(({ part, index, place }) =>
            many && index !== at ? null : (
              <Node
                key={part.id}
                part={part}
                index={index}
                x={place.x}
                y={place.y}
                selected={index === at}
                now={isGrowing(part) ? now : 0}
                usual={usualOfPart(usual, part)}
                critical={critical.has(part.id)}
                onSelect={select}
                onFold={fold}
              />
            ),
          )}
        </div>
      </div>
      {parts.length === 0 && <NoSteps filtered={sieve.active} onClear={onClear} />}
    </>
  );
});

function layoutIn(parts: Part[], links: Link[], columns: number): Layout {
  return layoutGraph(parts, links, { wrapAt: columns * (WIDTH + GAP_X) - GAP_X });
}
