import { type Camera, type Size } from "./camera";
import type { Box, EdgePath, PlacedNode } from "./shapes";

/**
 * The part of the picture worth drawing: the visible one and as much again around it. It moves in strides, so that
 * a small pan moves the layer and draws nothing.
 */
export function windowOf({ x, y, zoom }: Camera, view: Size): Box {
  const [left, right] = side(x, view.width / zoom);
  const [top, bottom] = side(y, view.height / zoom);
  return { left, top, right, bottom };
}

function side(at: number, length: number): [number, number] {
  const stride = Math.max(length / 2, 1);
  const start = Math.floor(at / stride) * stride;
  return [start - stride, start + length + 2 * stride];
}

export function nodeSeen({ x, y, width, height }: PlacedNode, box: Box): boolean {
  return meets({ left: x, top: y, right: x + width, bottom: y + height }, box);
}

export function edgeSeen(edge: EdgePath, box: Box): boolean {
  return meets(edge.box, box);
}

function meets(a: Box, b: Box): boolean {
  return a.left <= b.right && a.right >= b.left && a.top <= b.bottom && a.bottom >= b.top;
}
