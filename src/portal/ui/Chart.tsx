/** A chart, loaded when it is first shown, with the table that it draws behind it. */
import { lazy, Suspense, useState } from "react";
import type { ReactNode } from "react";
import { Button } from "./Button.tsx";
import type { ChartShape } from "./chartShape.ts";
import { Loading } from "./Loading.tsx";
import { useKitWords } from "./words.ts";

const Drawing = lazy(async () => ({ default: (await import("./ChartDrawing.tsx")).ChartDrawing }));

interface ChartProps {
  /** What it shows, and of when. */
  readonly title: string;
  readonly shape: ChartShape;
  /** The same figures as a `DataTable`. */
  readonly table: ReactNode;
}

export function Chart({ title, shape, table }: ChartProps): ReactNode {
  const t = useKitWords();
  const [isTable, setIsTable] = useState(false);
  return (
    <figure className="chart">
      <figcaption>
        <span>{title}</span>
        <Button kind="quiet" expanded={isTable} onPress={() => setIsTable(!isTable)}>
          {t(isTable ? "hideTable" : "showTable")}
        </Button>
      </figcaption>
      <Suspense fallback={<Loading lines={6} />}>
        <Drawing title={title} shape={shape} />
      </Suspense>
      {isTable && table}
    </figure>
  );
}
