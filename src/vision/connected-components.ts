/** One 8-connected region of a mask; the box is inclusive. */
export interface Component {
  readonly pixels: readonly number[];
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Unvisited 8-neighbours of a pixel that are in the mask. */
const visitNeighbours = (
  pixel: number,
  [widthPx, heightPx]: readonly [number, number],
  visit: (neighbour: number) => void,
): void => {
  const x = pixel % widthPx;
  const y = (pixel - x) / widthPx;
  const right = Math.min(widthPx - 1, x + 1);
  const bottom = Math.min(heightPx - 1, y + 1);
  for (let v = Math.max(0, y - 1); v <= bottom; v++) {
    for (let u = Math.max(0, x - 1); u <= right; u++) visit(v * widthPx + u);
  }
};

/** The 8-connected regions of the non-zero pixels of a row-major mask, in scan order. Linear time. */
export const connectedComponents = (mask: Uint8Array, widthPx: number, heightPx: number): Component[] => {
  const seen = new Uint8Array(mask.length);
  const components: Component[] = [];
  for (let start = 0; start < mask.length; start++) {
    if (!mask[start] || seen[start]) continue;
    const pixels = [start];
    seen[start] = 1;
    const box = { left: widthPx, top: heightPx, right: -1, bottom: -1 };
    for (let next = 0; next < pixels.length; next++) {
      const pixel = pixels[next]!;
      const x = pixel % widthPx;
      const y = (pixel - x) / widthPx;
      box.left = Math.min(box.left, x);
      box.right = Math.max(box.right, x);
      box.top = Math.min(box.top, y);
      box.bottom = Math.max(box.bottom, y);
      visitNeighbours(pixel, [widthPx, heightPx], (neighbour) => {
        if (!mask[neighbour] || seen[neighbour]) return;
        seen[neighbour] = 1;
        pixels.push(neighbour);
      });
    }
    components.push({ pixels, ...box });
  }
  return components;
};
