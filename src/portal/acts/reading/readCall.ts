/** Reads a call as its party's own account is asked to send it. */
import { displayOf } from "../../../clients/clearSigning/display.ts";
import type { Display } from "../../../clients/clearSigning/display.ts";
import { account, money } from "../../../clients/clearSigning/formats.ts";
import { intentOfCall } from "../../../clients/clearSigning/intents.ts";
import { leavesOfFunction } from "../../../clients/clearSigning/leaves.ts";
import { decoded } from "./calls.ts";
import type { Call, Decoded } from "./calls.ts";
import { SIGNED_FOR } from "./otherMessages.ts";
import type { Known, Reader, Reading } from "./reading.ts";
import { rowsOf } from "./rows.ts";
import type { Value } from "./values.ts";
import { intentIn } from "./wording.ts";

/** An allowance of a currency. */
const ALLOWANCE: Display = {
  intent: "Let a contract move our money",
  fields: [
    { path: "spender", ...account("May move it") },
    { path: "amount", ...money("Ledger may move", { bits: 255, message: "Unlimited" }) },
  ].map((field) =>
    field.path === "amount" ? { ...field, params: { ...field.params, tokenPath: SIGNED_FOR } } : field,
  ),
  required: ["spender", "amount"],
  excluded: [],
};

/**
 * What would be sent, from itself; calls within it follow it. It says nothing of whether this was asked for:
 * `checkCall` does.
 * @throws UnreadableError for a call of anything but this ledger's contracts and known currencies
 */
export function readCall(call: Call, reader: Reader & { readonly known: Known }): Reading {
  const { language, currencyOf, known } = reader;
  const found = decoded(call, { known, currencyOf });
  const display = displayFor(found);
  const rows = rowsOf(display, found.values, found.to, reader);
  const inner = innerCalls(found, known).map((one) => readCall(one, reader));
  return {
    intent: intentIn(display.intent, language),
    rows: [
      ...rows.filter(({ raw }) => !inner.length || !isCallData(found, raw)),
      ...inner.flatMap(({ intent, rows: within }) =>
        within.map((row) => ({ ...row, label: `${intent} · ${row.label}` })),
      ),
    ],
    hidden: [...display.excluded, ...inner.flatMap(({ hidden }) => hidden)],
  };
}

function displayFor({ contract, entry }: Decoded): Display {
  return contract === "currency" ? ALLOWANCE : displayOf(entry.name, intentOfCall(entry.name), leavesOfFunction(entry));
}

/** Calls that a call makes: several at once go to the same contract, what a desk decides to the ledger. */
function innerCalls({ to, contract, entry, values }: Decoded, { ledger }: Known): readonly Call[] {
  const texts = (value: Value | undefined): readonly string[] =>
    (Array.isArray(value) ? (value as readonly Value[]) : [value]).filter((one) => typeof one === "string");
  if (entry.name === "multicall") return texts(values["calls"]).map((data) => ({ to, data }));
  if (contract === "desk" && entry.name === "act") return texts(values["call"]).map((data) => ({ to: ledger, data }));
  return [];
}

function isCallData({ values }: Decoded, raw: string): boolean {
  return raw === values["call"] || (Array.isArray(values["calls"]) && values["calls"].includes(raw));
}
