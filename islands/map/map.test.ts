import { describe, expect, it } from "vitest";
import type { Colours } from "./colours";
import { legend, placeCard, watermark } from "./furniture";
import { boundsOf, exceptionsNear, labelPoint, labelPoints } from "./geometry";
import { channels, hatching } from "./hatch";
import type { AreaProps, Areas, Labels } from "./props";
import { isSynthetic } from "./props";
import { mapStyle } from "./style";

const square = (x: number, y: number, size: number) => ({
  type: "Polygon" as const,
  coordinates: [[[x, y], [x + size, y], [x + size, y + size], [x, y + size], [x, y]]],
});
const area = (code: string, partition: AreaProps["partition"], x: number, synthetic = false) => ({
  type: "Feature" as const,
  properties: { code, name: code, partition, synthetic },
  geometry: square(x, 36, 1),
});
const areas: Areas = {
  type: "FeatureCollection",
  features: [area("P1", "power", 116), area("C1", "community", 116), area("C2", "community", 117), area("G1", "gap", 118)],
};
const colours = Object.fromEntries(
  ["ink", "muted", "paper", "ground", "line", "edge", "power", "community", "red"].map((name) => [name, "#b3261e"]),
) as Colours;
const labels = new Proxy({} as Labels, { get: (_target, name) => `(${String(name)})` });

describe("geometry", () => {
  it("sets a name in the middle of the largest part", () => {
    const both = { type: "MultiPolygon" as const, coordinates: [square(0, 0, 1).coordinates, square(10, 10, 4).coordinates] };
    expect(labelPoint(both)).toEqual([12, 12]);
  });
  it("labels every area once", () => {
    expect(labelPoints(areas).features.map((one) => one.properties.code)).toEqual(["P1", "C1", "C2", "G1"]);
  });
  it("bounds all areas, and says nothing of none", () => {
    expect(boundsOf(areas)).toEqual([116, 36, 119, 37]);
    expect(boundsOf({ type: "FeatureCollection", features: [] })).toBeNull();
  });
});

describe("hatching", () => {
  it("repeats without a seam", () => {
    const { data, width } = hatching("#b3261e", false);
    const alpha = (x: number, y: number) => data[((y % width) * width + (x % width)) * 4 + 3];
    for (let i = 0; i < width; i += 1) expect(alpha(i, 0)).toBe(alpha(width + i - 1, 1));
  });
  it("crosses for overlaps", () => {
    const inked = (crossed: boolean) => hatching("#b3261e", crossed).data.filter((value, i) => i % 4 === 3 && value > 200).length;
    expect(inked(true)).toBeGreaterThan(inked(false) * 1.5);
  });
  it("reads colours", () => expect(channels("#b3261e")).toEqual([179, 38, 30]));
});

describe("the style", () => {
  it("asks no server for tiles, glyphs or sprites", () => {
    const style = mapStyle(areas, colours, []);
    expect(JSON.stringify({ ...style, sources: {} })).not.toContain("http");
    expect(style.glyphs).toBeUndefined();
    expect(Object.values(style.sources).every((source) => source.type === "geojson")).toBe(true);
  });
  it("draws what is selected thick and fades the rest", () => {
    const width = (selected: string[]) => {
      const layer = mapStyle(areas, colours, selected).layers.find((one) => one.id === "power-line");
      return JSON.stringify((layer?.paint as Record<string, unknown>)["line-width"]);
    };
    expect(width([])).toBe("2");
    expect(width(["P1"])).toContain('["P1"]');
  });
});

describe("what stands on the map", () => {
  it("lists in the legend only what the map shows, with its number", () => {
    const words = legend(areas, labels).textContent;
    expect(words).toContain("(community) 2");
    expect(words).not.toContain("(overlap)");
  });
  it("is marked as a sketch as soon as one border is generated", () => {
    expect(isSynthetic({ labels }, areas)).toBe(false);
    const generated: Areas = { type: "FeatureCollection", features: [...areas.features, area("P2", "power", 119, true)] };
    expect(isSynthetic({ labels }, generated)).toBe(true);
    expect(watermark(labels).textContent).toBe("(watermark)");
  });
  it("names a clicked place by text only", () => {
    const hostile: AreaProps = { code: "x", name: "<img src=x>", partition: "power" };
    const card = placeCard([hostile], labels, () => {});
    expect(card.querySelector("img")).toBeNull();
    expect(card.textContent).toContain("<img src=x>");
  });
});

describe("exceptions", () => {
  const one = { lon: 116.99, lat: 36.64, partition: "power" as const, place: "乐山小区 3号楼", area: "供电05区", reason: "转供电" };
  const far = { ...one, lon: 116.995, place: "7号楼" };

  it("are told near the click only", () => {
    const found = exceptionsNear({ ...areas, exceptions: [far, one] }, 116.9902, 36.64, 60);
    expect(found).toEqual([one]);
    expect(exceptionsNear(areas, 116.99, 36.64, 60)).toEqual([]);
  });

  it("stand on the card with their reason", () => {
    const card = placeCard([], labels, () => {}, [one]);
    expect(card.textContent).toContain("乐山小区 3号楼 → 供电05区");
    expect(card.textContent).toContain("转供电");
  });
});
