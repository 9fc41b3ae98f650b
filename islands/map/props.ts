/** What a page gives the map. Every word comes from the page, already translated. */
import type { Feature, FeatureCollection, Geometry, Point } from "geojson";

/** One area: a community grid, a power service area, a gap, an overlap, or the district's outline. */
export interface AreaProps {
  code: string;
  name: string;
  partition: "community" | "power" | "gap" | "overlap" | "outline" | "road";
  synthetic?: boolean;
  href?: string;
}

/** One open request; `icon`, `tone` and `word` say its state, `place` and `kind` what it is. */
export interface RequestProps {
  key: string;
  icon: string;
  tone: string;
  word: string;
  place: string;
  kind?: string;
  href?: string;
}

/** A building, or a unit of it, that another area serves than the one it lies in: why, in the city's own words. */
export interface Exception {
  lon: number;
  lat: number;
  partition: "community" | "power";
  place: string;
  area: string;
  reason: string;
}

export type Areas = FeatureCollection<Geometry, AreaProps> & { exceptions?: Exception[] };
export type Requests = FeatureCollection<Point, RequestProps>;

export interface Labels {
  map: string;
  power: string;
  community: string;
  gap: string;
  overlap: string;
  legend: string;
  watermark: string;
  whole: string;
  zoomIn: string;
  zoomOut: string;
  requests: string;
  here: string;
  exception: string;
  close: string;
  twoFingers: string;
  ctrlWheel: string;
  failed: string;
}

export interface MapProps {
  areas?: Areas;
  areasUrl?: string;
  requests?: Requests;
  requestsUrl?: string;
  /** west, south, east, north; without it the map shows all areas. */
  bounds?: [number, number, number, number];
  /** Codes of the areas drawn thick while the rest fades. */
  selected?: string[];
  /** A single place to mark, longitude and latitude. */
  point?: [number, number];
  /** Says "示意" over the map; without it, as soon as one area is synthetic. */
  synthetic?: boolean;
  labels: Labels;
}

/** Whether the map must carry the watermark: said by the page, or by any generated border. */
export function isSynthetic(props: MapProps, areas: Areas): boolean {
  return props.synthetic ?? areas.features.some((area) => area.properties.synthetic === true);
}

/** The areas of one partition. */
export function areasOf(areas: Areas, partition: AreaProps["partition"]): Feature<Geometry, AreaProps>[] {
  return areas.features.filter((area) => area.properties.partition === partition);
}
