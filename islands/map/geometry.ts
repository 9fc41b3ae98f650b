/** The little geometry a map of areas needs. Degrees in, degrees out. */
import type { Feature, FeatureCollection, Geometry, Point, Position } from "geojson";
import type { AreaProps, Areas, Exception } from "./props";

type Box = [number, number, number, number];

/** Twice the signed area of a ring and its centroid (shoelace). */
function ringCentre(ring: Position[]): { size: number; centre: [number, number] } {
  let size = 0;
  let x = 0;
  let y = 0;
  for (let i = 0; i + 1 < ring.length; i += 1) {
    const [ax = 0, ay = 0] = ring[i] ?? [];
    const [bx = 0, by = 0] = ring[i + 1] ?? [];
    const cross = ax * by - bx * ay;
    size += cross;
    x += (ax + bx) * cross;
    y += (ay + by) * cross;
  }
  if (size === 0) return { size: 0, centre: [ring[0]?.[0] ?? 0, ring[0]?.[1] ?? 0] };
  return { size: Math.abs(size), centre: [x / (3 * size), y / (3 * size)] };
}

function outerRings(geometry: Geometry): Position[][] {
  if (geometry.type === "Polygon") return [geometry.coordinates[0] ?? []];
  if (geometry.type === "MultiPolygon") return geometry.coordinates.map((polygon) => polygon[0] ?? []);
  return [];
}

/** Where the name of an area stands: the centroid of its largest part. */
export function labelPoint(geometry: Geometry): [number, number] | null {
  let best: { size: number; centre: [number, number] } | null = null;
  for (const ring of outerRings(geometry)) {
    const one = ringCentre(ring);
    if (!best || one.size > best.size) best = one;
  }
  return best?.centre ?? null;
}

/** One point an area, carrying its name: labels on polygons would be repeated at every tile's edge. */
export function labelPoints(areas: Areas): FeatureCollection<Point, AreaProps> {
  const features: Feature<Point, AreaProps>[] = [];
  for (const area of areas.features) {
    const at = labelPoint(area.geometry);
    if (at) features.push({ type: "Feature", properties: area.properties, geometry: { type: "Point", coordinates: at } });
  }
  return { type: "FeatureCollection", features };
}

function widen(box: Box, [x = 0, y = 0]: Position): void {
  box[0] = Math.min(box[0], x);
  box[1] = Math.min(box[1], y);
  box[2] = Math.max(box[2], x);
  box[3] = Math.max(box[3], y);
}

/** West, south, east, north of all areas, or null when there is none. */
export function boundsOf(areas: Areas): Box | null {
  const box: Box = [Infinity, Infinity, -Infinity, -Infinity];
  for (const area of areas.features) for (const ring of outerRings(area.geometry)) ring.forEach((at) => widen(box, at));
  return Number.isFinite(box[0]) ? box : null;
}

const METRES_A_DEGREE = 111_320;

/** The exceptions within so many metres of a point, nearest first. */
export function exceptionsNear(areas: Areas, lon: number, lat: number, metres: number): Exception[] {
  const stretch = Math.cos((lat * Math.PI) / 180);
  const far = (one: Exception): number => Math.hypot((one.lon - lon) * stretch, one.lat - lat) * METRES_A_DEGREE;
  const near = (areas.exceptions ?? []).filter((one) => far(one) <= metres);
  return near.sort((a, b) => far(a) - far(b));
}
