/** What is printed beside every indicator, so that a reader can reckon it again. */

/** `ratePpm` and `timesPpm`: parts per million of one; `days`: hundredths of a day; `amount`: minor units. */
export type IndicatorUnit = "amount" | "ratePpm" | "timesPpm" | "days" | "count";

export interface Description {
  /** By which programs know it, such as "dsoSimple". */
  readonly name: string;
  readonly unit: IndicatorUnit;
  /** In the names of its inputs. */
  readonly formula: string;
  /** What each name of the formula means. */
  readonly inputs: Readonly<Record<string, string>>;
  /** When it has no value, and none is guessed; undefined where it always has one. */
  readonly undefinedWhere: string | undefined;
}
