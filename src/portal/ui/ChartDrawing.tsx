import { BarChart, LineChart } from "echarts/charts";
import { AriaComponent, GridComponent, LegendComponent, TooltipComponent } from "echarts/components";
import { init, use as register } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";
import { useEffect, useRef } from "react";
import type { ReactNode } from "react";
import { useFormats } from "../words/formats.ts";
import { optionOf } from "./chartOption.ts";
import type { ChartShape } from "./chartShape.ts";

register([BarChart, LineChart, AriaComponent, GridComponent, LegendComponent, TooltipComponent, SVGRenderer]);

export function ChartDrawing({ title, shape }: { readonly title: string; readonly shape: ChartShape }): ReactNode {
  const room = useRef<HTMLDivElement>(null);
  const { number } = useFormats();
  useEffect(() => {
    const element = room.current;
    if (element === null) return undefined;
    const chart = init(element, undefined, { renderer: "svg" });
    const draw = (): void => chart.setOption(optionOf(shape, { style: getComputedStyle(element), number }), true);
    draw();
    const resized = new ResizeObserver(() => chart.resize());
    resized.observe(element);
    // Light and dark have tones of their own.
    const toned = new MutationObserver(draw);
    toned.observe(document.documentElement, { attributeFilter: ["data-theme"] });
    const dark = matchMedia("(prefers-color-scheme: dark)");
    dark.addEventListener("change", draw);
    return () => {
      resized.disconnect();
      toned.disconnect();
      dark.removeEventListener("change", draw);
      chart.dispose();
    };
  }, [shape, number]);
  return <div ref={room} className="chart-drawing" role="img" aria-label={title} />;
}
