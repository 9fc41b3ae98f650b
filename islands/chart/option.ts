/** Turns a page's chart into ECharts' options: one theme, direct labels, units on the axis, at most five colours. */
import type { EChartsCoreOption } from "echarts/core";

export interface Series {
  name: string;
  /** power is always teal, community always amber; anything else takes the next quiet colour. */
  side?: "power" | "community" | "";
  values: (number | null)[];
  dashed?: boolean;
}

export interface ChartProps {
  kind: "line" | "bar" | "stack";
  categories: string[];
  series: Series[];
  unit?: string;
  /** A line to compare with: a promise, a limit, last year's mean. */
  mark?: { value: number; words: string };
  sideways?: boolean;
}

export interface Theme {
  font: string;
  ink: string;
  muted: string;
  line: string;
  paper: string;
  power: string;
  community: string;
  others: string[];
  red: string;
  still: boolean;
}

/** The colour of each series: its side's, else the next of the quiet ones. */
export function coloursOf(series: Series[], theme: Theme): string[] {
  let next = 0;
  return series.map((one) => {
    if (one.side === "power") return theme.power;
    if (one.side === "community") return theme.community;
    const colour = theme.others[next % theme.others.length] ?? theme.muted;
    next += 1;
    return colour;
  });
}

/** `1234.5` → `1,234.5`. */
export function thousands(value: number): string {
  return value.toLocaleString("en-GB", { maximumFractionDigits: 1 });
}

/** How wide a label is, roughly, in pixels of 13: a Chinese character is square, a letter little more than half. */
export function widthOf(words: string): number {
  return [...words].reduce((width, letter) => width + (letter > "\u2e80" ? 13 : 8), 0);
}

/** How far each line's end label must move (pixels, down) so that none covers another, on a plot about `height` high. */
export function endOffsets(series: Series[], height = 170, apart = 17): number[] {
  const last = series.map((one) => one.values.filter((value) => value !== null).at(-1) ?? 0);
  const top = Math.max(1, ...series.flatMap((one) => one.values.map((value) => value ?? 0)));
  const offsets = last.map(() => 0);
  let free = Number.NEGATIVE_INFINITY;
  const order = last.map((value, i) => ({ i, y: height * (1 - value / top) })).sort((a, b) => a.y - b.y);
  for (const { i, y } of order) {
    const placed = Math.max(y, free);
    offsets[i] = Math.round(placed - y);
    free = placed + apart;
  }
  return offsets;
}

function markLine(props: ChartProps, theme: Theme): object | undefined {
  if (!props.mark) return undefined;
  return {
    silent: true,
    symbol: "none",
    lineStyle: { color: theme.red, type: "dashed", width: 1.5 },
    label: { formatter: props.mark.words, color: theme.red, position: "insideEndTop", fontFamily: theme.font, fontSize: 12 },
    data: [props.sideways ? { xAxis: props.mark.value } : { yAxis: props.mark.value }],
  };
}

function lineSeries(one: Series, colour: string, down: number, theme: Theme): object {
  return {
    type: "line",
    name: one.name,
    data: one.values,
    symbol: "circle",
    symbolSize: 5,
    showSymbol: one.values.length <= 14,
    connectNulls: false,
    lineStyle: { color: colour, width: 2.5, type: one.dashed ? "dashed" : "solid" },
    itemStyle: { color: colour },
    endLabel: {
      show: true,
      formatter: "{a}",
      color: colour,
      fontFamily: theme.font,
      fontSize: 13,
      fontWeight: 600,
      offset: [0, down],
    },
  };
}

function barSeries(one: Series, colour: string, props: ChartProps, theme: Theme): object {
  const few = props.series.length === 1 && one.values.length <= 16;
  return {
    type: "bar",
    name: one.name,
    data: one.values,
    barMaxWidth: 28,
    barGap: "10%",
    stack: props.kind === "stack" ? "all" : undefined,
    itemStyle: { color: colour, borderRadius: props.kind === "stack" ? 0 : 3, decal: one.dashed ? { symbol: "rect" } : undefined },
    label: {
      show: few,
      position: props.sideways ? "right" : "top",
      color: theme.ink,
      fontFamily: theme.font,
      fontSize: 12,
      formatter: (given: { value?: unknown }) => (typeof given.value === "number" ? thousands(given.value) : ""),
    },
  };
}

/** Everything ECharts needs to draw `props`. The title stands in the page, above the island. */
export function optionFor(props: ChartProps, theme: Theme): EChartsCoreOption {
  const colours = coloursOf(props.series, theme);
  const text = { color: theme.muted, fontFamily: theme.font, fontSize: 12 };
  const names = {
    type: "category",
    data: props.categories,
    inverse: props.sideways ?? false,
    axisLine: { lineStyle: { color: theme.line } },
    axisTick: { show: false },
    axisLabel: { ...text, hideOverlap: true },
  };
  const values = {
    type: "value",
    name: props.unit ?? "",
    nameTextStyle: { ...text, align: "left", padding: [0, 0, 0, -24] },
    axisLabel: { ...text, formatter: thousands },
    splitLine: { lineStyle: { color: theme.line } },
    splitNumber: 4,
  };
  const longest = props.kind === "line" ? Math.max(0, ...props.series.map((one) => widthOf(one.name))) : 0;
  const offsets = endOffsets(props.series);
  const drawn = props.series.map((one, i) => {
    const colour = colours[i] ?? theme.muted;
    const base = props.kind === "line" ? lineSeries(one, colour, offsets[i] ?? 0, theme) : barSeries(one, colour, props, theme);
    return i === 0 ? { ...base, markLine: markLine(props, theme) } : base;
  });
  return {
    animation: !theme.still,
    animationDuration: 150,
    textStyle: { fontFamily: theme.font },
    grid: { left: 8, right: 12 + longest, top: props.unit ? 32 : 12, bottom: 4, containLabel: true },
    xAxis: props.sideways ? values : names,
    yAxis: props.sideways ? names : values,
    series: drawn,
    tooltip: {
      trigger: "axis",
      renderMode: "richText",
      confine: true,
      backgroundColor: theme.paper,
      borderColor: theme.line,
      textStyle: { color: theme.ink, fontFamily: theme.font, fontSize: 13 },
      valueFormatter: (value: unknown) => (typeof value === "number" ? `${thousands(value)} ${props.unit ?? ""}` : "–"),
    },
  };
}
