/** The map's colours are the page's tokens, read when it is drawn and again when light turns to dark. */

const NAMES = ["ink", "muted", "paper", "ground", "line", "edge", "power", "community", "red"] as const;

export type Colours = Record<(typeof NAMES)[number], string>;

/** The tokens as they are now. */
export function readColours(): Colours {
  const style = getComputedStyle(document.documentElement);
  const read = (name: string): string => style.getPropertyValue(`--tg-${name}`).trim() || "#55666d";
  return Object.fromEntries(NAMES.map((name) => [name, read(name)])) as Colours;
}
