import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { told } from "../../data/gateway.ts";
import { useOrganisation, useSigned } from "../../data/session.tsx";
import { Asked } from "../../ui/Asked.tsx";
import { Chart } from "../../ui/Chart.tsx";
import { DataTable } from "../../ui/DataTable.tsx";
import { Day } from "../../ui/Money.tsx";
import { useFormats } from "../../words/formats.ts";
import { figureOf } from "./figures.ts";
import { useHomeWords } from "./words.ts";

interface DsoChartProps {
  readonly currency: string | undefined;
  /** The day of the last point, YYYY-MM-DD. */
  readonly until: string;
}

const MONTHS = 6;
const HOUR_MILLISECONDS = 3_600_000;

export function DsoChart({ currency, until }: DsoChartProps): ReactNode {
  const t = useHomeWords();
  const { day, number } = useFormats();
  const { gateway } = useSigned();
  const organisation = useOrganisation();
  const query = useQuery({
    queryKey: [organisation, "dso", currency, until],
    enabled: currency !== undefined,
    // What past days had does not change while somebody looks.
    staleTime: HOUR_MILLISECONDS,
    queryFn: async () => {
      const points: { readonly asOf: string; readonly days: string | null }[] = [];
      // One after the other: a trend is not worth six answers at once.
      for (const asOf of monthEndsUntil(until)) {
        const asked = { params: { query: { currency: currency ?? "", asOf } } };
        points.push({ asOf, days: figureOf(told(await gateway.GET("/v1/indicators", asked)), "dsoSimple", "days") });
      }
      return points;
    },
  });
  return (
    <Asked query={query} lines={6}>
      {(points) => (
        <Chart
          title={t("dso")}
          shape={{
            kind: "lines",
            categories: points.map(({ asOf }) => day(asOf)),
            series: [{ name: t("dso"), values: points.map(({ days }) => (days === null ? null : Number(days))) }],
            unit: t("days"),
          }}
          table={
            <DataTable
              caption={t("dso")}
              rows={points}
              keyOf={({ asOf }) => asOf}
              empty={undefined}
              columns={[
                { key: "asOf", head: t("asOf"), isName: true, cell: ({ asOf }) => <Day date={asOf} /> },
                {
                  key: "days",
                  head: t("days"),
                  isFigure: true,
                  cell: ({ days }) => (days === null ? "—" : number(days)),
                },
              ]}
            />
          }
        />
      )}
    </Asked>
  );
}

/** The last days of the months before, and the day itself. */
function monthEndsUntil(until: string): readonly string[] {
  const [year = 0, month = 1] = until.split("-").map(Number);
  const ends = Array.from({ length: MONTHS - 1 }, (_, back) => new Date(Date.UTC(year, month - 1 - back, 0)));
  return [...ends.reverse().map((end) => end.toISOString().slice(0, 10)), until];
}
