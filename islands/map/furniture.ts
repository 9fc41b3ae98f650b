/** What stands on the map: legend, watermark, the card of a clicked place. */
import type { AreaProps, Areas, Exception, Labels } from "./props";
import { areasOf } from "./props";

type Tag = keyof HTMLElementTagNameMap;

function make<K extends Tag>(tag: K, className: string, words = ""): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  element.className = className;
  element.textContent = words;
  return element;
}

/** The legend: open at desk width, one tap on a phone. Only what the map shows is listed. */
export function legend(areas: Areas, labels: Labels): HTMLDetailsElement {
  const box = make("details", "tg-legend");
  box.open = matchMedia("(min-width: 720px)").matches;
  box.append(make("summary", "", labels.legend));
  const list = make("ul", "");
  for (const kind of ["power", "community", "gap", "overlap"] as const) {
    const count = areasOf(areas, kind).length;
    if (count === 0) continue;
    const item = make("li", "");
    item.append(make("span", `tg-swatch is-${kind}`), `${labels[kind]} ${count.toLocaleString("en")}`);
    list.append(item);
  }
  box.append(list);
  return box;
}

/** The word over generated borders; exports and screenshots carry it too. */
export function watermark(labels: Labels): HTMLElement {
  const mark = make("p", "tg-watermark", labels.watermark);
  return mark;
}

/** The card of a clicked place: one line an area, power first. */
export function placeCard(
  areas: AreaProps[],
  labels: Labels,
  onClose: () => void,
  exceptions: Exception[] = [],
): HTMLElement {
  const card = make("section", "tg-map-card");
  card.setAttribute("aria-label", labels.here);
  for (const area of areas) {
    const line = make("p", `is-${area.partition}`);
    const name = area.href ? make("a", "", area.name) : make("b", "", area.name);
    if (name instanceof HTMLAnchorElement && area.href) name.href = area.href;
    const kind = area.partition === "outline" || area.partition === "road" ? "" : labels[area.partition];
    line.append(make("span", "tg-map-card-kind", kind), name);
    card.append(line);
  }
  for (const one of exceptions) {
    const line = make("p", `is-${one.partition}`);
    line.append(make("span", "tg-map-card-kind", labels.exception), make("b", "", `${one.place} → ${one.area}`));
    line.append(` ${one.reason}`);
    card.append(line);
  }
  const close = make("button", "tg-link", "×");
  close.type = "button";
  close.setAttribute("aria-label", labels.close);
  close.addEventListener("click", onClose);
  card.append(close);
  return card;
}
