/** Lines as columns: who paid, how much, when, and which items the text quotes. */
import { EvidenceReader } from "./evidence.ts";
import { GrowingList } from "./growing.ts";
import type { CashLine } from "./model.ts";
import { BY_NOTHING, BY_REFERENCE, NOBODY } from "./payers.ts";
import type { Payers } from "./payers.ts";
import { NONE, minorUnits } from "./rows.ts";
import type { Groups, ItemColumns } from "./rows.ts";
import { isDigit } from "./text.ts";
import type { Scanner } from "./text.ts";

const LEAST_NUMBER = 6;

/** Bank lines as columns. */
export interface LineColumns {
  /** The group of the payer and currency, -1 when nobody knows the payer. */
  readonly group: Int32Array;
  readonly amount: Float64Array;
  readonly day: Int32Array;
  /** How the payer was found; see `payers.ts`. */
  readonly payer: Uint8Array;
  /** The item of another payer that a line quotes, or -1. */
  readonly foreign: Int32Array;
  /** 1 where there is a reference in a field, a run of digits as long as a number, or a short number of a document. */
  readonly numbered: Uint8Array;
  /** Of each line where its quoted items begin; the one behind the last ends it. */
  readonly firstHit: Int32Array;
  readonly hitItem: GrowingList;
  readonly hitStrength: GrowingList;
}

/** @throws CashError `AMOUNT_TOO_LARGE` */
export function lineColumns(
  lines: readonly CashLine[],
  columns: ItemColumns,
  payers: Payers,
  groups: Groups,
  scanner: Scanner,
): LineColumns {
  const result = emptyColumns(lines.length);
  const reader = new EvidenceReader(columns, scanner);
  payers.note(lines);
  lines.forEach((line, index) => {
    const { party, evidence } = payers.find(line);
    const given = party === NOBODY ? NONE : groups.of(party, line.currency);
    const admits = (group: number): boolean => groups.currency[group] === line.currency;
    const amount = minorUnits(line.amount, `lines[${index}].amount`);
    reader.read({ text: line.text, structured: line.structured, amount }, given, admits);
    result.amount[index] = amount;
    const hasReference = line.structured !== undefined && line.structured.length > 0;
    result.numbered[index] = hasReference || reader.namesShort || hasNumber(scanner) ? 1 : 0;
    result.day[index] = line.valueDate;
    result.group[index] = reader.group;
    result.payer[index] = given === NONE ? payerByReference(reader.group) : evidence;
    result.foreign[index] = given === NONE || reader.quotes() ? NONE : reader.foreign;
    for (let hit = 0; hit < reader.items.length; hit += 1) {
      result.hitItem.push(reader.items[hit] ?? NONE);
      result.hitStrength.push(reader.strengths[hit] ?? 0);
    }
    result.firstHit[index + 1] = result.hitItem.length;
  });
  return result;
}

/** Whether the text that was read last has a run of digits as long as numbers of documents are. */
function hasNumber({ codes, length }: Scanner): boolean {
  let run = 0;
  for (let place = 0; place < length && run < LEAST_NUMBER; place += 1) run = isDigit(codes[place] ?? 0) ? run + 1 : 0;
  return run >= LEAST_NUMBER;
}

function payerByReference(group: number): number {
  return group === NONE ? BY_NOTHING : BY_REFERENCE;
}

function emptyColumns(count: number): LineColumns {
  return {
    group: new Int32Array(count),
    amount: new Float64Array(count),
    day: new Int32Array(count),
    payer: new Uint8Array(count),
    foreign: new Int32Array(count),
    numbered: new Uint8Array(count),
    firstHit: new Int32Array(count + 1),
    hitItem: new GrowingList(),
    hitStrength: new GrowingList(),
  };
}
