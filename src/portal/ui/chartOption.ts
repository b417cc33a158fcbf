/** A chart as ECharts has it, in the page's tones. */
import type { EChartsCoreOption } from "echarts/core";
import type { ChartSeries, ChartShape } from "./chartShape.ts";

interface Drawn {
  readonly style: CSSStyleDeclaration;
  readonly number: (value: number) => string;
}

const TONES = ["main", "second", "good", "warning", "bad", "faint"] as const;
const CLEAR = "transparent";
const MOST_NAMED = 8;
const NAME_PIXELS = 64;

export function optionOf(shape: ChartShape, { style, number }: Drawn): EChartsCoreOption {
  const tone = (name: string): string => style.getPropertyValue(`--chart-${name}`).trim();
  const text = { color: style.color, fontFamily: style.fontFamily, fontSize: 12 };
  const categories = { type: "category", data: shape.categories, axisLabel: labelsOf(shape, text) };
  const values = {
    type: "value",
    name: shape.unit,
    nameTextStyle: text,
    axisLabel: { ...text, formatter: number },
    splitLine: { lineStyle: { color: tone("faint") } },
  };
  return {
    animation: false,
    aria: { enabled: false },
    grid: { left: 8, right: 16, top: 32, bottom: 8, containLabel: true },
    legend: { show: shape.series.length > 1 && shape.kind !== "waterfall", top: 0, textStyle: text },
    tooltip: { trigger: "axis", renderMode: "richText", valueFormatter: number },
    xAxis: shape.isLying === true ? values : categories,
    yAxis: shape.isLying === true ? { ...categories, inverse: true } : values,
    series: seriesOf(shape, tone),
  };
}

/** A few categories are all named, on several lines if need be; of many only those that have room. */
function labelsOf({ categories, isLying }: ChartShape, text: object): object {
  if (isLying === true || categories.length > MOST_NAMED) return { ...text, hideOverlap: true };
  return { ...text, interval: 0, width: NAME_PIXELS, overflow: "break" };
}

function seriesOf(shape: ChartShape, tone: (name: string) => string): readonly object[] {
  const colourOf = (one: ChartSeries, place: number): string => tone(one.tone ?? TONES[place % TONES.length] ?? "main");
  const { kind, series } = shape;
  if (kind === "waterfall") return waterfall(shape, tone);
  return series.map((one, place) => {
    const color = colourOf(one, place);
    if (kind === "bars" || kind === "stack") {
      const stack = kind === "stack" ? { stack: "all" } : {};
      return { type: "bar", name: one.name, data: one.values, itemStyle: { color }, barMaxWidth: 40, ...stack };
    }
    const line = { type: "line", name: one.name, data: one.values, symbol: "none", lineStyle: { color }, color };
    if (kind !== "band" || place > 1) return line;
    return place === 0 ? line : { ...line, areaStyle: { color, opacity: 0.15, origin: "start" } };
  });
}

/** Steps that hang where the one before ended; what is below them is drawn in no colour. */
function waterfall({ series: [one], totals = [] }: ChartShape, tone: (name: string) => string): readonly object[] {
  let level = 0;
  const steps = (one?.values ?? []).map((value, place) => {
    const step = value ?? 0;
    const from = totals.includes(place) ? 0 : level;
    level = from + step;
    const colour = totals.includes(place) ? "main" : step < 0 ? "bad" : "good";
    return { base: Math.min(from, level), height: Math.abs(step), colour: tone(colour) };
  });
  return [
    { type: "bar", stack: "all", silent: true, itemStyle: { color: CLEAR }, data: steps.map(({ base }) => base) },
    {
      type: "bar",
      stack: "all",
      name: one?.name,
      data: steps.map(({ height, colour }) => ({ value: height, itemStyle: { color: colour } })),
    },
  ];
}
