import type { Box } from "./shapes";

/** The point of the picture in the upper left corner, and how many pixels one of its pixels takes. */
export type Camera = { x: number; y: number; zoom: number };
export type Size = { width: number; height: number };

export type CameraAction =
  | { type: "pan"; by: readonly [x: number, y: number] }
  | { type: "zoom"; factor: number; at: readonly [x: number, y: number] }
  | { type: "show"; camera: Camera }
  | { type: "reveal"; box: Box; picture: Size; view: Size; align: "edge" | "middle" };

/** Kept free around the picture and around what is brought into sight: lines turn there. */
export const MARGIN = 24;
export const START: Camera = { x: -MARGIN, y: -MARGIN, zoom: 1 };
export const ZOOM_STEP = 1.25;

const CLOSEST = 1.5;
const FARTHEST = 0.1;

export function moveCamera(camera: Camera, action: CameraAction): Camera {
  const { x, y, zoom } = camera;
  switch (action.type) {
    case "pan":
      return { zoom, x: x + action.by[0] / zoom, y: y + action.by[1] / zoom };
    case "zoom": {
      const next = limited(zoom * action.factor);
      const [atX, atY] = action.at;
      // The point under the cursor stays there.
      return { zoom: next, x: x + atX / zoom - atX / next, y: y + atY / zoom - atY / next };
    }
    case "show":
      return action.camera;
    case "reveal": {
      const { box, picture, view, align } = action;
      const left = along(x, [box.left, box.right], picture.width, view.width / zoom, MARGIN / zoom, align);
      const top = along(y, [box.top, box.bottom], picture.height, view.height / zoom, MARGIN / zoom, align);
      return left === x && top === y ? camera : { zoom, x: left, y: top };
    }
  }
}

const TRIES = 8;
const WIDER = 1.25;

/**
 * All of the picture in the view, as large as can be: it is wrapped anew, into more columns where that makes it fill
 * the view better. `sizeAt` lays it out in so many columns.
 */
export function fitColumns(
  sizeAt: (columns: number) => Size,
  natural: number,
  view: Size,
): { columns: number; camera: Camera } {
  let best = { columns: natural, zoom: 0 };
  for (let [columns, count] = [natural, 0]; count < TRIES; count++) {
    const picture = sizeAt(columns);
    const wide = (view.width - 2 * MARGIN) / Math.max(picture.width, 1);
    const high = (view.height - 2 * MARGIN) / Math.max(picture.height, 1);
    const zoom = Math.min(wide, high, 1);
    if (zoom > best.zoom) best = { columns, zoom };
    // From here on it only becomes wider.
    if (wide <= high) break;
    columns = Math.max(columns + 1, Math.round(columns * WIDER));
  }
  const zoom = limited(best.zoom);
  return { columns: best.columns, camera: { zoom, x: -MARGIN / zoom, y: -MARGIN / zoom } };
}

/** Where one side of the view begins so that `from` to `to` is in it; as it is when that is so already. */
function along(
  at: number,
  [from, to]: readonly [number, number],
  length: number,
  room: number,
  margin: number,
  align: "edge" | "middle",
): number {
  if (from >= at && to <= at + room) return at;
  // In the middle, but with nothing empty before or behind the picture.
  if (align === "middle") return Math.max(Math.min((from + to - room) / 2, length + margin - room), -margin);
  return from < at ? from - margin : to + margin - room;
}

function limited(zoom: number): number {
  return Math.min(Math.max(zoom, FARTHEST), CLOSEST);
}
