/** The map's style: a quiet ground, both partitions readable at once, gaps and overlaps hatched. No tiles, no servers. */
import type { ExpressionSpecification, LayerSpecification, StyleSpecification } from "maplibre-gl";
import type { Colours } from "./colours";
import { labelPoints } from "./geometry";
import type { Areas } from "./props";

const NOTHING = { type: "FeatureCollection" as const, features: [] };

function is(partition: string): ExpressionSpecification {
  return ["==", ["get", "partition"], partition];
}

/** `chosen` for selected areas, `others` for the rest; `normal` when nothing is selected. */
function bySelection(selected: string[], chosen: number, others: number, normal: number): ExpressionSpecification | number {
  return selected.length ? ["case", ["in", ["get", "code"], ["literal", selected]], chosen, others] : normal;
}

function hatched(partition: string, colours: Colours): LayerSpecification[] {
  return [
    { id: `${partition}-fill`, type: "fill", source: "areas", filter: is(partition), paint: { "fill-pattern": partition } },
    {
      id: `${partition}-line`, type: "line", source: "areas", filter: is(partition),
      paint: { "line-color": colours.red, "line-width": 2, "line-dasharray": partition === "gap" ? [3, 2] : [1] },
    },
  ];
}

function ground(colours: Colours): LayerSpecification[] {
  return [
    { id: "ground", type: "background", paint: { "background-color": colours.ground } },
    { id: "outline-fill", type: "fill", source: "areas", filter: is("outline"), paint: { "fill-color": colours.paper } },
    { id: "road", type: "line", source: "areas", filter: is("road"), paint: { "line-color": colours.line, "line-width": 2 } },
    {
      id: "outline-line", type: "line", source: "areas", filter: is("outline"),
      paint: { "line-color": colours.edge, "line-width": 1.5 },
    },
  ];
}

function partitions(colours: Colours, selected: string[]): LayerSpecification[] {
  return [
    {
      id: "power-fill", type: "fill", source: "areas", filter: is("power"),
      paint: { "fill-color": colours.power, "fill-opacity": bySelection(selected, 0.2, 0.04, 0.12) },
    },
    // Drawn with no colour: only so that a click finds the grid.
    { id: "community-fill", type: "fill", source: "areas", filter: is("community"), paint: { "fill-opacity": 0 } },
    {
      id: "community-line", type: "line", source: "areas", filter: is("community"),
      layout: { "line-join": "round" },
      paint: {
        "line-color": colours.community,
        "line-opacity": bySelection(selected, 1, 0.35, 0.9),
        "line-width": selected.length
          ? bySelection(selected, 4, 0.6, 1)
          : ["interpolate", ["linear"], ["zoom"], 10, 0.4, 13, 0.9, 16, 1.6],
      },
    },
    {
      id: "power-line", type: "line", source: "areas", filter: is("power"),
      layout: { "line-join": "round" },
      paint: {
        "line-color": colours.power,
        "line-opacity": bySelection(selected, 1, 0.35, 1),
        "line-width": bySelection(selected, 4, 1, 2),
      },
    },
  ];
}

function names(colours: Colours): LayerSpecification[] {
  const halo = { "text-halo-color": colours.paper, "text-halo-width": 1.6 };
  return [
    {
      id: "community-name", type: "symbol", source: "names", filter: is("community"), minzoom: 13.4,
      layout: { "text-field": ["get", "name"], "text-font": ["Noto Sans Regular"], "text-size": 12, "text-max-width": 8, "text-padding": 4 },
      paint: { "text-color": colours.community, ...halo },
    },
    {
      id: "power-name", type: "symbol", source: "names", filter: is("power"), minzoom: 10.5,
      layout: {
        "text-field": ["get", "name"], "text-font": ["Noto Sans Bold"], "text-max-width": 9, "text-padding": 6,
        "text-size": ["interpolate", ["linear"], ["zoom"], 11, 12, 14, 16],
      },
      paint: { "text-color": colours.power, ...halo },
    },
  ];
}

/** The whole style for these areas, with `selected` drawn thick. */
export function mapStyle(areas: Areas, colours: Colours, selected: string[]): StyleSpecification {
  return {
    version: 8,
    sources: {
      areas: { type: "geojson", data: areas, tolerance: 0.2 },
      names: { type: "geojson", data: labelPoints(areas) },
      requests: { type: "geojson", data: NOTHING, cluster: true, clusterRadius: 44, clusterMaxZoom: 15 },
    },
    layers: [
      ...ground(colours),
      ...partitions(colours, selected),
      ...names(colours),
      ...hatched("gap", colours),
      ...hatched("overlap", colours),
      // Drawn as elements (pins.ts), so that they can be reached by keyboard; the layer only loads the source.
      { id: "requests", type: "circle", source: "requests", paint: { "circle-radius": 1, "circle-opacity": 0 } },
    ],
  };
}
