/** Predictions and the forecast for people. */
import type { ForecastPeriod } from "../../domain/prediction/forecast.ts";
import { MODEL_VERSION } from "../../domain/prediction/model.ts";
import type { Prediction, Unpredicted } from "../../domain/prediction/predict.ts";
import { dateOfDay } from "../../domain/terms.ts";
import { visible } from "../../documents/visible.ts";
import { formatMoney } from "../money.ts";
import { renderTable } from "../table.ts";
import type { Column } from "../table.ts";
import { describeQuality } from "./describeQuality.ts";
import { percent } from "./figures.ts";
import type { Predicted, Said } from "./working.ts";

const MOST_SHOWN = 40;

export function describePredicted({ book, inputs, said }: Predicted): readonly string[] {
  const { currency, exponent, items } = book;
  const money = (units: bigint): string => formatMoney(units, exponent);
  if (said.kind === "tooFew") {
    const missing = `the outcome of ${said.known} is known, ${said.needed} are needed`;
    return ["", `${currency}: nothing is predicted of ${items.length} items: ${missing}`];
  }
  const { model } = said;
  const [first] = model.strengths;
  const memory = model.memory === undefined ? "all count alike" : `half after ${model.memory} days`;
  return [
    ...[
      "",
      `${currency}: ${model.known} items whose outcome is known, of ${model.customers.size} customers; ${memory}`,
    ],
    `A customer is drawn towards all as by ${first?.customer ?? 0} items.`,
    `Model ${MODEL_VERSION}, inputs ${inputs}`,
    ...["", ...describeQuality(said)],
    ...["", ...describePredictions(said.predictions, money)],
    ...["", ...describeForecast(said, money)],
  ];
}

type Row = Prediction | Unpredicted;

function describePredictions(rows: readonly Row[], money: (units: bigint) => string): readonly string[] {
  if (rows.length === 0) return ["Nothing is open."];
  const lateOf = (row: Row, days: 0 | 30 | 90): string => {
    return row.kind === "prediction" ? percent(row.late[days]) : "too few as late";
  };
  const dayOf = (row: Row, which: "expectedDay" | "ninetiethDay"): string => {
    const day = row.kind === "prediction" ? row[which] : undefined;
    return day === undefined ? "unknown" : dateOfDay(day);
  };
  const columns: readonly Column<Row>[] = [
    { title: "open item", of: ({ outcome }) => visible(outcome.item.number) },
    { title: "customer", of: ({ outcome }) => visible(outcome.item.customer) },
    { title: "amount", of: ({ outcome }) => money(outcome.open), align: "right" },
    { title: "due", of: ({ outcome }) => dateOfDay(outcome.due) },
    { title: "late", of: (row) => lateOf(row, 0), align: "right" },
    { title: "over 30 days", of: (row) => lateOf(row, 30), align: "right" },
    { title: "over 90 days", of: (row) => lateOf(row, 90), align: "right" },
    { title: "expected", of: (row) => dayOf(row, "expectedDay") },
    { title: "nine in ten by", of: (row) => dayOf(row, "ninetiethDay") },
  ];
  const more = rows.length > MOST_SHOWN ? [`and ${rows.length - MOST_SHOWN} more (--json has all)`] : [];
  return [renderTable(columns, rows.slice(0, MOST_SHOWN)), ...more];
}

function describeForecast({ forecast }: Said, money: (units: bigint) => string): readonly string[] {
  const { awaited, disputed, writtenOff, unpredicted, seed } = forecast;
  const columns: readonly Column<ForecastPeriod>[] = [
    { title: "receipts", of: ({ from, through }) => `${dateOfDay(from)} to ${dateOfDay(through)}` },
    { title: "expected", of: ({ within }) => money(within.expected), align: "right" },
    { title: "P50", of: ({ within }) => money(within.p50), align: "right" },
    { title: "P90", of: ({ within }) => money(within.p90), align: "right" },
    { title: "P50 until then", of: ({ until }) => money(until.p50), align: "right" },
    { title: "P90 until then", of: ({ until }) => money(until.p90), align: "right" },
  ];
  const apart = [
    ...(disputed === 0n ? [] : [`disputed ${money(disputed)}`]),
    ...(writtenOff === 0n ? [] : [`written off ${money(writtenOff)}`]),
    ...(unpredicted === 0n ? [] : [`later than enough items ever were ${money(unpredicted)}`]),
  ];
  return [
    renderTable(columns, forecast.periods),
    `P90 comes in at least with a chance of nine tenths, P50 of one half, of ${money(awaited)} awaited (seed ${seed}).`,
    ...(apart.length === 0 ? [] : [`In no period: ${apart.join("; ")}.`]),
  ];
}
