/** Hatchings for gaps (one way) and overlaps (crossed): readable without colour. */

export interface Hatching {
  width: number;
  height: number;
  data: Uint8ClampedArray;
}

const SIZE = 16;

/** A tile of `SIZE` pixels that repeats seamlessly: lines two pixels wide along `x + y`, and along `x - y` if crossed. */
export function hatching(colour: string, crossed: boolean): Hatching {
  const [red, green, blue] = channels(colour);
  const data = new Uint8ClampedArray(SIZE * SIZE * 4);
  for (let y = 0; y < SIZE; y += 1) {
    for (let x = 0; x < SIZE; x += 1) {
      const onLine = (x + y) % SIZE < 3 || (crossed && (x - y + SIZE) % SIZE < 3);
      data.set([red, green, blue, onLine ? 235 : 26], (y * SIZE + x) * 4);
    }
  }
  return { width: SIZE, height: SIZE, data };
}

/** Red, green and blue of `#rrggbb`. */
export function channels(colour: string): [number, number, number] {
  const hex = colour.replace("#", "").padEnd(6, "0");
  return [0, 2, 4].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)) as [number, number, number];
}
