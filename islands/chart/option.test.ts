import { describe, expect, it } from "vitest";
import { type ChartProps, coloursOf, endOffsets, optionFor, type Theme, thousands, widthOf } from "./option";

const theme: Theme = {
  font: "sans-serif", ink: "#111", muted: "#555", line: "#ddd", paper: "#fff",
  power: "#00706b", community: "#b4530a", others: ["#5c6b71", "#1c6dd0", "#6b4fbb"], red: "#b3261e", still: true,
};
const props: ChartProps = {
  kind: "line",
  categories: ["1 月", "2 月"],
  unit: "件",
  series: [
    { name: "热线 2022", values: [420, 401], dashed: true },
    { name: "热线 2023", side: "power", values: [300, 200] },
    { name: "直接来电", side: "community", values: [90, 196] },
  ],
};

describe("the colours of a chart", () => {
  it("keeps power teal and community amber, whatever their order", () => {
    expect(coloursOf(props.series, theme)).toEqual(["#5c6b71", "#00706b", "#b4530a"]);
  });
  it("never takes a side's colour for something else", () => {
    const many = [1, 2, 3, 4].map((n) => ({ name: String(n), values: [] }));
    expect(coloursOf(many, theme)).not.toContain("#00706b");
  });
});

describe("labels at the end of lines", () => {
  it("moves one that would cover another, and only that one", () => {
    const [first, second, third] = endOffsets(props.series);
    expect(first).toBe(0);
    expect(second).toBe(0);
    expect(third).toBeGreaterThan(10);
  });
  it("leaves room for the longest name, a Chinese character being wider than a letter", () => {
    expect(widthOf("热线")).toBeGreaterThan(widthOf("ab"));
    const grid = optionFor(props, theme).grid as { right: number };
    expect(grid.right).toBeGreaterThan(widthOf("热线 2022"));
  });
});

describe("numbers", () => {
  it("are written with thousands and one decimal at most", () => {
    expect(thousands(323000)).toBe("323,000");
    expect(thousands(91.44)).toBe("91.4");
  });
  it("carry their unit on the axis", () => {
    expect((optionFor(props, theme).yAxis as { name: string }).name).toBe("件");
  });
  it("stay a hole where there is none", () => {
    const option = optionFor({ ...props, series: [{ name: "x", values: [1, null] }] }, theme);
    const [series] = option.series as { data: unknown[]; connectNulls: boolean }[];
    expect(series?.data[1]).toBeNull();
    expect(series?.connectNulls).toBe(false);
  });
});

it("does not move where motion is unwanted", () => {
  expect(optionFor(props, theme).animation).toBe(false);
  expect(optionFor(props, { ...theme, still: false }).animationDuration).toBeLessThanOrEqual(150);
});
