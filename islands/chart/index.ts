/** A chart. Its title is the sentence above it and its table stands beside it, both in the page; here it is only drawn. */
import { BarChart, LineChart } from "echarts/charts";
import { GridComponent, MarkLineComponent, TooltipComponent } from "echarts/components";
import { init, use } from "echarts/core";
import { CanvasRenderer } from "echarts/renderers";
import { onThemeChange } from "../shell/theme";
import { type ChartProps, optionFor, type Theme } from "./option";

use([BarChart, LineChart, GridComponent, TooltipComponent, MarkLineComponent, CanvasRenderer]);

function readTheme(): Theme {
  const style = getComputedStyle(document.documentElement);
  const token = (name: string): string => style.getPropertyValue(`--tg-${name}`).trim();
  return {
    font: getComputedStyle(document.body).fontFamily,
    ink: token("ink"),
    muted: token("muted"),
    line: token("line"),
    paper: token("paper"),
    power: token("power"),
    community: token("community"),
    others: [token("grey"), token("blue"), token("violet")],
    red: token("red"),
    still: matchMedia("(prefers-reduced-motion: reduce)").matches,
  };
}

/** Draws the chart in `place`, and again when its width, light or dark change. */
export function mount(place: HTMLElement, given: unknown): void {
  const props = given as ChartProps;
  const stage = document.createElement("div");
  stage.className = "tg-chart-stage";
  place.replaceChildren(stage);
  const chart = init(stage);
  const draw = (): void => chart.setOption(optionFor(props, readTheme()), { notMerge: true });
  draw();
  onThemeChange(draw);
  new ResizeObserver(() => chart.resize()).observe(stage);
}
