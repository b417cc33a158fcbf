/** Acts as users ask for them, and the messages that the real builders make of them. */
import { commitmentOf, idOf } from "../../src/domain/commitment.ts";
import type { TypedMessage } from "../../src/domain/eip712.ts";
import { keccakOfText } from "../../src/domain/hash.ts";
import * as messages from "../../src/domain/messages.ts";
import { permit2Payment } from "../../src/domain/permit2.ts";
import { ZERO_ADDRESS, ZERO_HASH } from "../../src/domain/receivable.ts";
import type { Address, Hex, Receivable } from "../../src/domain/receivable.ts";
import type { Asked } from "../../src/portal/acts/reading/expected.ts";
import type { TypedDataJson } from "../../src/wire/intent.ts";
import { DOMAIN_FIELDS } from "../../src/domain/eip712.ts";
import { signingDomain } from "../../src/domain/messages.ts";
import { permit2Domain } from "../../src/domain/permit2.ts";

export const NOW = 1_790_000_000;
export const VALIDITY = { nonce: 7n, deadline: BigInt(NOW + 30 * 86_400) };
export const address = (digit: string): Address => `0xff${digit.repeat(38)}`;
export const hash = (digit: string): Hex => `0x${digit.repeat(64)}`;

export const KNOWN = {
  chainId: 31_337,
  ledger: address("1"),
  statements: address("2"),
  factoring: address("3"),
  collections: address("4"),
  directory: address("5"),
  desks: [address("6")],
} as const;

export type Place = "ledger" | "statements" | "factoring" | "collections" | "permit2";

/** @property free Paths of single values that nobody asked for: the ledger or the parties say them. */
export interface SignedAct {
  readonly asked: Asked;
  readonly message: TypedMessage;
  readonly place: Place;
  readonly organisation: Address;
  readonly free: readonly string[];
}

/** As the gateway writes what a wallet is asked to sign. */
export function typedDataOf(message: TypedMessage, place: Place): TypedDataJson {
  const domain =
    place === "permit2" ? permit2Domain(BigInt(KNOWN.chainId)) : signingDomain(KNOWN.chainId, KNOWN[place]);
  const fields = DOMAIN_FIELDS.filter(({ name }) => name in domain);
  return JSON.parse(
    JSON.stringify(
      { ...message, types: { EIP712Domain: fields, ...message.types }, domain: { ...domain, chainId: KNOWN.chainId } },
      (_key, value: unknown) => (typeof value === "bigint" ? value.toString() : value),
    ),
  ) as TypedDataJson;
}

export const WORDS = "as agreed by telephone";
export const REASON = keccakOfText(WORDS);
export const ALWAYS = ["nonce", "deadline"];

const CLARIFICATION = { reason: 9, action: 5, text: REASON } as const;
const RECEIPT = { bankRef: keccakOfText("BK-1"), cash: 12_345n, valueDay: 20_501 };
const AS_RECEIPT = { bankReference: "BK-1", cash: "123.45", valueDate: "2026-02-17" };

/** Acts on a receivable, whose amounts have two decimals. */
export function actsOn(receivable: Receivable): readonly SignedAct[] {
  return [...answersOn(receivable), ...reductionsOf(receivable), ...changesOf(receivable)];
}

/** @param free Of its own, beside what every message has. */
function of(asked: Asked, message: TypedMessage, organisation: Address, free: readonly string[] = []): SignedAct {
  return { asked, message, organisation, place: "ledger", free: [...ALWAYS, ...free] };
}

function answersOn(receivable: Receivable): readonly SignedAct[] {
  const { supplier, buyer } = receivable.header;
  const on = { receivable: idOf(receivable.header) };
  return [
    of({ verb: "accept", ...on }, messages.acceptance(receivable, VALIDITY), buyer),
    of(
      { verb: "query", ...on, reason: "PAY", action: "CNA", text: WORDS },
      messages.query(receivable, CLARIFICATION, VALIDITY),
      buyer,
    ),
    of(
      { verb: "reject", ...on, reason: "PAY", action: "CNA" },
      messages.rejection(receivable, { ...CLARIFICATION, text: ZERO_HASH }, VALIDITY),
      buyer,
    ),
    of({ verb: "pay", ...on, maxCash: "94.00" }, messages.payment(receivable, 9_400n, VALIDITY), buyer),
    of({ verb: "advise", ...on, ...AS_RECEIPT }, messages.advice(receivable, RECEIPT, VALIDITY), buyer),
    of(
      { verb: "recordReceipt", ...on, ...AS_RECEIPT },
      messages.receipt(receivable, { holder: supplier, ...RECEIPT }, VALIDITY),
      supplier,
    ),
    of(
      { verb: "reverseReceipt", ...on, bankReference: "BK-1" },
      messages.reversal(receivable, { party: supplier, bankRef: RECEIPT.bankRef, evidence: ZERO_HASH }, VALIDITY),
      supplier,
    ),
  ];
}

function reductionsOf(receivable: Receivable): readonly SignedAct[] {
  const { supplier, buyer } = receivable.header;
  const on = { receivable: idOf(receivable.header) };
  const reduced = { holder: supplier, amount: 100n, reason: REASON };
  const asReduced = { ...on, amount: "1.00", reason: WORDS };
  return [
    of({ verb: "credit", ...asReduced }, messages.credit(receivable, reduced, VALIDITY), supplier),
    of({ verb: "waive", ...asReduced }, messages.waiver(receivable, reduced, VALIDITY), supplier),
    of(
      { verb: "debit", ...asReduced },
      messages.debit(receivable, { party: buyer, amount: 100n, reason: REASON }, VALIDITY),
      buyer,
    ),
    of(
      { verb: "dispute", ...on, amount: "0.07", code: 4, evidence: hash("e") },
      messages.dispute(receivable, { amount: 7n, code: 4, evidence: hash("e") }, VALIDITY),
      buyer,
    ),
    of(
      { verb: "resolve", ...on, amount: "0.07", outcome: "Conceded" },
      messages.resolution(receivable, { party: supplier, amount: 7n, outcome: 1, evidence: ZERO_HASH }, VALIDITY),
      supplier,
    ),
    of(
      { verb: "split", ...on, amounts: ["1.00", "2.00"] },
      messages.split(receivable, { holder: supplier, amounts: [100n, 200n] }, VALIDITY),
      supplier,
    ),
    of(
      { verb: "writeOff", ...on, reason: WORDS },
      messages.writeOff(receivable, { holder: supplier, reason: REASON }, VALIDITY),
      supplier,
    ),
    of(
      { verb: "cancel", ...on, reason: WORDS },
      messages.cancellation(receivable, { holder: supplier, reason: REASON }, VALIDITY),
      supplier,
    ),
  ];
}

function changesOf(receivable: Receivable): readonly SignedAct[] {
  const { supplier, buyer } = receivable.header;
  const on = { receivable: idOf(receivable.header) };
  const overdue = { ...receivable, header: { ...receivable.header, line: receivable.header.line + 1 } };
  return [
    of(
      { verb: "consentTransfer", ...on, to: null },
      messages.transferConsent(receivable, { holder: supplier, to: ZERO_ADDRESS }, VALIDITY),
      buyer,
      ["holder"],
    ),
    of(
      { verb: "accelerate", ...on, overdue: idOf(overdue.header) },
      messages.acceleration(receivable, { overdue, holder: supplier }, VALIDITY),
      supplier,
      ["overdue"],
    ),
    of(
      { verb: "amend", ...on, terms: { graceDays: 9, lateRate: "8.5" } },
      messages.amendment(
        receivable,
        {
          party: buyer,
          amended: {
            ...receivable,
            header: { ...receivable.header, revision: receivable.header.revision + 1 },
            terms: { ...receivable.terms, graceDays: 9, lateRate: 85_000, salt: hash("9") },
          },
        },
        VALIDITY,
      ),
      buyer,
      ["amended.terms.salt"],
    ),
    {
      ...of({ verb: "pay", ...on, maxCash: "94.00", through: "permit2" }, paid2(receivable), buyer),
      place: "permit2",
      free: [],
    },
  ];
}

function paid2(receivable: Receivable): TypedMessage {
  return permit2Payment(receivable, { ledger: KNOWN.ledger, maxCash: 9_400n }, VALIDITY);
}

/** What the chain says of the receivable; undefined where the message does not hold it in full. */
export function commitmentIn({ message }: SignedAct, receivable: Receivable): Hex | undefined {
  const holder = message.primaryType === "PermitWitnessTransferFrom" ? message.message["witness"] : message.message;
  const inside = (holder as Readonly<Record<string, unknown>>)["receivable"];
  return typeof inside === "object" ? commitmentOf(receivable) : undefined;
}
