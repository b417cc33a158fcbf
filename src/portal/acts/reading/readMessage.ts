/** Reads typed data as a wallet is asked to sign it. */
import type { Address } from "../../../domain/receivable.ts";
import type { TypedDataJson } from "../../../wire/intent.ts";
import { knownMessage } from "./catalogue.ts";
import type { Reader, Reading } from "./reading.ts";
import { rowsOf } from "./rows.ts";
import { valuesOf } from "./values.ts";
import { intentIn } from "./wording.ts";

/**
 * What would be signed, from itself. It says nothing of whether this was asked for: `checkMessage` does.
 * @throws UnreadableError for whatever is no message of this ledger with exactly its types: it must not be signed
 */
export function readMessage({ types, primaryType, domain, message }: TypedDataJson, reader: Reader): Reading {
  const { display, types: own } = knownMessage(primaryType, types);
  const values = valuesOf(own, primaryType, message);
  const to = domain.verifyingContract.toLowerCase() as Address;
  return {
    intent: intentIn(display.intent, reader.language),
    rows: rowsOf(display, values, to, reader),
    hidden: display.excluded,
  };
}
