/** The map of both partitions. Everything it shows is also in the list beside it; it never is the only way. */
import "maplibre-gl/dist/maplibre-gl.css";
import workerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url";
import { Map as MapLibreMap, Marker, NavigationControl, setWorkerUrl } from "maplibre-gl";
import type { GeoJSONSource, IControl, LngLatBoundsLike, MapMouseEvent } from "maplibre-gl";
import { onThemeChange } from "../shell/theme";
import { readColours } from "./colours";
import { legend, placeCard, watermark } from "./furniture";
import { boundsOf, exceptionsNear } from "./geometry";
import { hatching } from "./hatch";
import { Pins, spriteIcon } from "./pins";
import type { AreaProps, Areas, MapProps, Requests } from "./props";
import { isSynthetic } from "./props";
import { mapStyle } from "./style";

const ORDER = ["power", "community", "gap", "overlap"];
/** How far from the click an exception is still told, in metres. */
const BESIDE = 60;
const MOST = 4;
const CLICKABLE = ORDER.map((partition) => `${partition}-fill`);
const NO_AREAS: Areas = { type: "FeatureCollection", features: [] };
const NO_REQUESTS: Requests = { type: "FeatureCollection", features: [] };

async function read<T>(given: T | undefined, url: string | undefined, nothing: T): Promise<T> {
  if (given) return given;
  if (!url) return nothing;
  const answer = await fetch(url, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
  return (await answer.json()) as T;
}

/** Back to the whole district. */
class WholeControl implements IControl {
  private readonly box = document.createElement("div");

  constructor(
    private readonly words: string,
    private readonly bounds: LngLatBoundsLike,
  ) {}

  onAdd(map: MapLibreMap): HTMLElement {
    const button = document.createElement("button");
    button.type = "button";
    button.title = this.words;
    button.setAttribute("aria-label", this.words);
    button.append(spriteIcon("home", 18));
    button.addEventListener("click", () => map.fitBounds(this.bounds, { padding: 24 }));
    this.box.className = "maplibregl-ctrl maplibregl-ctrl-group";
    this.box.append(button);
    return this.box;
  }

  onRemove(): void {
    this.box.remove();
  }
}

/** One map on the page and what it is told: which areas are selected, which requests are open. */
class AreaMap {
  private readonly map: MapLibreMap;
  private selected: string[];
  /** What stays selected when nothing is pointed at: the page's choice, or the place clicked last. */
  private kept: string[];
  private card: HTMLElement | null = null;

  constructor(
    private readonly place: HTMLElement,
    private readonly props: MapProps,
    private readonly areas: Areas,
    bounds: LngLatBoundsLike,
  ) {
    this.selected = this.kept = props.selected ?? [];
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const { labels } = props;
    const stage = document.createElement("div");
    stage.className = "tg-map";
    place.replaceChildren(stage);
    this.map = new MapLibreMap({
      container: stage,
      style: mapStyle(areas, readColours(), this.selected),
      bounds,
      fitBoundsOptions: { padding: 24, ...(still ? { duration: 0 } : {}) },
      attributionControl: false,
      dragRotate: false,
      pitchWithRotate: false,
      touchPitch: false,
      // A tall map on a phone must not trap the page's scrolling.
      cooperativeGestures: !matchMedia("(min-width: 720px)").matches,
      maxZoom: 18,
      localIdeographFontFamily: getComputedStyle(document.body).fontFamily,
      locale: {
        "Map.Title": labels.map,
        "NavigationControl.ZoomIn": labels.zoomIn,
        "NavigationControl.ZoomOut": labels.zoomOut,
        "CooperativeGesturesHandler.MobileHelpText": labels.twoFingers,
        "CooperativeGesturesHandler.WindowsHelpText": labels.ctrlWheel,
        "CooperativeGesturesHandler.MacHelpText": labels.ctrlWheel,
      },
    });
    this.map.touchZoomRotate.disableRotation();
    this.map.addControl(new NavigationControl({ showCompass: false }), "top-right");
    this.map.addControl(new WholeControl(labels.whole, bounds), "top-right");
    place.append(legend(areas, labels));
    if (isSynthetic(props, areas)) place.append(watermark(labels));
    this.map.setMissingStyleImageResolver((id) => this.addHatching(id));
    this.map.on("click", (event) => this.showPlace(event));
  }

  /** Resolves when areas and names are drawn. */
  async ready(): Promise<void> {
    await this.map.once("load");
    new Pins(this.map, this.props.labels);
    if (this.props.point) this.markPoint(this.props.point);
    this.map.once("idle", () => (this.place.dataset.drawn = ""));
  }

  setRequests(requests: Requests): void {
    this.map.getSource<GeoJSONSource>("requests")?.setData(requests);
  }

  /** Draws these areas thick and fades the rest; `null` goes back to what is kept. */
  point(codes: string[] | null): void {
    const next = codes ?? this.kept;
    if (next.join() === this.selected.join()) return;
    this.selected = next;
    this.redraw();
  }

  /** Draws again with the present selection and the present colours; requests stay. */
  redraw(): void {
    const next = mapStyle(this.areas, readColours(), this.selected);
    const keep = this.map.getStyle().sources;
    for (const pattern of ["gap", "overlap"]) if (this.map.hasImage(pattern)) this.map.removeImage(pattern);
    this.map.setStyle({ ...next, sources: keep }, { diff: true });
  }

  private addHatching(id: string): void {
    if ((id === "gap" || id === "overlap") && !this.map.hasImage(id)) {
      this.map.addImage(id, hatching(readColours().red, id === "overlap"), { pixelRatio: 2 });
    }
  }

  private markPoint(at: [number, number]): void {
    const element = document.createElement("span");
    element.className = "tg-pin is-here";
    element.setAttribute("role", "img");
    element.setAttribute("aria-label", this.props.labels.here);
    element.append(spriteIcon("map-pin", 22));
    new Marker({ element }).setLngLat(at).addTo(this.map);
  }

  private showPlace(event: MapMouseEvent): void {
    const found = this.map.queryRenderedFeatures(event.point, { layers: CLICKABLE });
    const areas = found.map((feature) => feature.properties as AreaProps);
    areas.sort((a, b) => ORDER.indexOf(a.partition) - ORDER.indexOf(b.partition));
    this.hidePlace();
    if (areas.length === 0) return;
    this.keep(areas.map((area) => area.code));
    const beside = exceptionsNear(this.areas, event.lngLat.lng, event.lngLat.lat, BESIDE).slice(0, MOST);
    this.card = placeCard(areas, this.props.labels, () => this.hidePlace(), beside);
    this.place.append(this.card);
    this.place.dispatchEvent(new CustomEvent("map:place", { bubbles: true, detail: { codes: this.selected } }));
  }

  private hidePlace(): void {
    this.card?.remove();
    this.card = null;
    this.keep(this.props.selected ?? []);
  }

  private keep(codes: string[]): void {
    this.kept = codes;
    this.point(null);
  }
}

/** Rows of the list beside the map point at areas: `data-area="code"` (several by blanks) shows them on hover and focus. */
function followList(map: AreaMap): void {
  const follow = (event: Event): void => {
    const row = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-area]") : null;
    map.point(row?.dataset.area?.split(" ") ?? null);
  };
  document.addEventListener("mouseover", follow);
  document.addEventListener("focusin", follow);
}

/** Mounts the map into `place`. Without WebGL the place says so; the list beside it has everything. */
export async function mount(place: HTMLElement, given: unknown): Promise<void> {
  const props = given as MapProps;
  setWorkerUrl(workerUrl);
  const areas = await read(props.areas, props.areasUrl, NO_AREAS);
  const bounds = props.bounds ?? boundsOf(areas);
  if (!bounds) return place.replaceChildren(props.labels.failed);
  let map: AreaMap;
  try {
    map = new AreaMap(place, props, areas, bounds);
  } catch {
    const words = document.createElement("p");
    words.className = "tg-empty";
    words.textContent = props.labels.failed;
    return place.replaceChildren(words);
  }
  onThemeChange(() => map.redraw());
  const requests = read(props.requests, props.requestsUrl, NO_REQUESTS);
  await map.ready();
  map.setRequests(await requests);
  followList(map);
}
