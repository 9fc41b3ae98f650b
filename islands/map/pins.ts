/** Requests as elements on the map: a state icon on a white disc, clusters with a number. Reachable by keyboard. */
import type { GeoJSONSource, Map as MapLibreMap } from "maplibre-gl";
import { Marker } from "maplibre-gl";
import type { Labels, RequestProps } from "./props";

/** An icon of the page's sprite. */
export function spriteIcon(name: string, size: number): SVGSVGElement {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  svg.setAttribute("class", "tg-icon");
  svg.setAttribute("width", String(size));
  svg.setAttribute("height", String(size));
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(space, "use");
  use.setAttribute("href", `${document.documentElement.dataset.icons ?? ""}#${name}`);
  svg.append(use);
  return svg;
}

/** The element of one request: a link when it leads somewhere, named by state, place and kind. */
export function requestPin(request: RequestProps): HTMLElement {
  const pin = document.createElement(request.href ? "a" : "span");
  if (pin instanceof HTMLAnchorElement && request.href) pin.href = request.href;
  else pin.setAttribute("role", "img");
  const words = [request.word, request.place, request.kind].filter(Boolean).join(" · ");
  pin.className = `tg-pin is-${request.tone}`;
  pin.setAttribute("aria-label", words);
  pin.title = words;
  pin.dataset.key = request.key;
  pin.append(spriteIcon(request.icon, 18));
  return pin;
}

/** The element of several requests close together: a button that goes nearer. */
export function clusterPin(count: number, labels: Labels): HTMLButtonElement {
  const pin = document.createElement("button");
  pin.type = "button";
  pin.className = `tg-pin is-cluster${count >= 100 ? " is-large" : ""}`;
  pin.setAttribute("aria-label", labels.requests.replace("{n}", String(count)));
  pin.textContent = String(count);
  return pin;
}

/** Keeps the pins on the map in step with what is in view. */
export class Pins {
  private shown = new globalThis.Map<string, Marker>();

  constructor(
    private readonly map: MapLibreMap,
    private readonly labels: Labels,
  ) {
    map.on("moveend", () => this.update());
    map.on("sourcedata", (event) => {
      if (event.sourceId === "requests" && event.isSourceLoaded) this.update();
    });
  }

  /** Draws what the source says is in view, keeping the elements that are already there (and their focus). */
  update(): void {
    const next = new globalThis.Map<string, Marker>();
    for (const feature of this.map.querySourceFeatures("requests")) {
      if (feature.geometry.type !== "Point") continue;
      const at = feature.geometry.coordinates as [number, number];
      const properties = feature.properties as RequestProps & { cluster_id?: number; point_count?: number };
      const id = properties.cluster_id === undefined ? `r${properties.key}` : `c${properties.cluster_id}`;
      if (next.has(id)) continue;
      next.set(id, this.shown.get(id) ?? this.place(at, properties));
    }
    for (const [id, marker] of this.shown) if (!next.has(id)) marker.remove();
    this.shown = next;
  }

  private place(at: [number, number], properties: RequestProps & { cluster_id?: number; point_count?: number }): Marker {
    const cluster = properties.cluster_id;
    const element = cluster === undefined ? requestPin(properties) : clusterPin(properties.point_count ?? 0, this.labels);
    if (cluster !== undefined) element.addEventListener("click", () => void this.goNearer(cluster, at));
    return new Marker({ element }).setLngLat(at).addTo(this.map);
  }

  private async goNearer(cluster: number, at: [number, number]): Promise<void> {
    const source = this.map.getSource<GeoJSONSource>("requests");
    const zoom = await source?.getClusterExpansionZoom(cluster);
    this.map.easeTo({ center: at, zoom: (zoom ?? this.map.getZoom() + 2) + 0.2 });
  }
}
