/** What follows from a message: whose receivable it is, by its id and commitment, and which notice. */
import { commitmentOf, idOf } from "../../../domain/commitment.ts";
import { noticeHash } from "../../../domain/factoring/notice.ts";
import type { AssignmentNotice } from "../../../domain/factoring/notice.ts";
import type { Receivable } from "../../../domain/receivable.ts";
import type { Value, Values } from "./values.ts";

/** The values, with the ids of what they hold in full, and the columns of a plan's instalments. */
export function withComputed(values: Values): Values {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, computed(name, value)]));
}

function computed(name: string, value: Value): Value {
  if (!isStruct(value)) return value;
  if ("header" in value && "terms" in value && isStruct(value["header"])) {
    const receivable = value as unknown as Receivable;
    return { ...value, id: idOf(receivable.header), commitment: commitmentOf(receivable) };
  }
  if (name === "notice") return { ...value, id: noticeHash(value as unknown as AssignmentNotice) };
  const { instalments } = value;
  if (name !== "plan" || !Array.isArray(instalments)) return value;
  const rows = (instalments as readonly Value[]).filter(isStruct);
  return { ...value, instalments: { amount: column(rows, "amount"), payBy: column(rows, "payBy") } };
}

function column(rows: readonly Values[], name: string): readonly Value[] {
  return rows.flatMap((row) => row[name] ?? []);
}

function isStruct(value: Value | undefined): value is Values {
  return typeof value === "object" && !Array.isArray(value);
}
