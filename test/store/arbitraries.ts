/** Random states and events, with every value that the chain could give their fields. */
import fc from "fast-check";
import { directoryAbi, ledgerAbi } from "../../generated/abi.ts";
import type { KeptCash } from "../../src/domain/fold.ts";
import { ReceiptStatus } from "../../src/domain/receipts.ts";
import type { ReceiptState } from "../../src/domain/receipts.ts";
import { Status } from "../../src/domain/receivable.ts";
import type { Address, Hex } from "../../src/domain/receivable.ts";
import type { Agreement, ReceivableState } from "../../src/domain/receivableState.ts";
import type { AbiParameter } from "../../src/chain/parameters.ts";
import type { AnyEvent } from "../../src/store/eventBody.ts";
import type { Schedule } from "../../src/domain/collections/record.ts";
import type { Facts } from "../../src/store/factTables.ts";
import type { StoredState } from "../../src/store/stateRow.ts";
import { valueOf } from "../support/abiValues.ts";
import { anyHash, anyHeader, anyTerms } from "../support/arbitraries.ts";

const anyAddress = valueOf({ type: "address" }) as fc.Arbitrary<Address>;
const anyBytes = valueOf({ type: "bytes" }) as fc.Arbitrary<Hex>;
const anyWord = valueOf({ type: "uint256" }) as fc.Arbitrary<bigint>;
const anyDay = valueOf({ type: "uint32" }) as fc.Arbitrary<number>;
const anyInstant = valueOf({ type: "uint40" }) as fc.Arbitrary<number>;
/** A sum of words, which a hostile chain could even make negative. */
const anySum = fc.oneof(fc.constant(0n), anyWord, fc.bigInt({ min: -(10n ** 79n), max: 10n ** 79n }));

const anyAgreement: fc.Arbitrary<Agreement> = fc.record({
  header: anyHeader,
  terms: fc.option(anyHash, { nil: undefined }),
  document: anyHash,
  openTerms: fc.option(anyTerms, { nil: undefined }),
  content: fc.oneof(fc.constant<Hex>("0x"), anyBytes),
});

/** Maps of these are compared as texts, which objects without a prototype have none of. */
const WITH_PROTOTYPE = { noNullPrototype: true } as const;

function receiptFor(bankRef: Hex): fc.Arbitrary<ReceiptState> {
  const advice = fc.record({ bankRef: fc.constant(bankRef), cash: anyWord, valueDay: anyDay });
  const recorded = fc.record({
    bankRef: fc.constant(bankRef),
    holder: anyAddress,
    principal: anyWord,
    discount: anyWord,
    charges: anyWord,
    lateDays: anyWord,
  });
  return fc.oneof(
    fc.record({ status: fc.constant(ReceiptStatus.Advised), advice }, WITH_PROTOTYPE),
    fc.record({ status: fc.constant(ReceiptStatus.Recorded), recorded }, WITH_PROTOTYPE),
    fc.constant({ status: ReceiptStatus.Reversed }),
  );
}

const anyReceipts = fc
  .array(
    anyHash.chain((bankRef) => receiptFor(bankRef).map((receipt) => [bankRef, receipt] as const)),
    { maxLength: 3 },
  )
  .map((receipts) => new Map(receipts));

export const anyState: fc.Arbitrary<ReceivableState> = fc.record({
  agreed: fc.option(anyAgreement, { nil: undefined }),
  commitment: anyHash,
  status: fc.constantFrom(...Object.values(Status)),
  holder: anyAddress,
  approved: anyAddress,
  locked: fc.boolean(),
  transferee: anyAddress,
  listening: fc.boolean(),
  closed: fc.boolean(),
  detailed: fc.boolean(),
  disputed: anySum,
  writtenOff: fc.boolean(),
  part: fc.boolean(),
  advices: fc.nat(),
  receipts: anyReceipts,
  settled: anySum,
  credited: anySum,
  lateDays: anySum,
  chargesSettled: anySum,
  carry: anySum,
  discounted: fc.boolean(),
});

/** States of as many receivables. */
export function anyStates(maxLength: number): fc.Arbitrary<StoredState[]> {
  const stored = fc.record({
    id: anyHash,
    state: anyState,
    issuedBlock: fc.maxSafeNat(),
    changedBlock: fc.maxSafeNat(),
    changedLog: fc.nat(),
  });
  return fc.uniqueArray(stored, { maxLength, selector: ({ id }) => id });
}

type Entry = { readonly type: string; readonly name?: string; readonly inputs?: readonly AbiParameter[] };

const EVENT_SHAPES = [...(ledgerAbi as readonly Entry[]), ...(directoryAbi as readonly Entry[])].filter(
  ({ type }) => type === "event",
);

/** An event of every name, as the decoder of logs gives it: the token's number is the id. */
export const anyEvents: fc.Arbitrary<readonly AnyEvent[]> = fc.tuple(
  ...EVENT_SHAPES.map(({ name, inputs = [] }) => {
    const fields = inputs.map((input) => {
      const isId = input.name === "id" && input.type === "uint256";
      return [input.name ?? "", valueOf(isId ? { type: "bytes32" } : input)] as const;
    });
    return fc.record({ name: fc.constant(name), ...Object.fromEntries(fields) }) as unknown as fc.Arbitrary<AnyEvent>;
  }),
);

const anyKept: fc.Arbitrary<KeptCash> = fc.record({
  id: anyHash,
  holder: anyAddress,
  currency: anyAddress,
  amount: anyWord,
});

const anyStageDay = fc.integer({ min: -1000, max: 3000 });

const anySchedule: fc.Arbitrary<Schedule> = fc.record({
  ...{
    preDueDay: anyStageDay,
    friendlyDay: anyStageDay,
    firmDay: anyStageDay,
    finalDay: anyStageDay,
    preLegalDay: anyStageDay,
  },
  ...{ legalDay: anyStageDay, agencyDay: anyStageDay, cycleDays: fc.nat({ max: 4000 }) },
});

export const anyFacts: fc.Arbitrary<Facts> = fc.record({
  kept: fc.array(anyKept, { maxLength: 3 }),
  spentNonces: fc.array(fc.record({ signer: anyAddress, nonce: anyWord }), { maxLength: 3 }),
  statementNonces: fc.array(fc.record({ signer: anyAddress, nonce: anyWord }), { maxLength: 3 }),
  desks: fc.array(fc.record({ desk: anyAddress, factor: anyAddress }), { maxLength: 3 }),
  owed: fc.array(fc.record({ desk: anyAddress, account: anyAddress, currency: anyAddress, amount: anyWord }), {
    maxLength: 3,
  }),
  deskNonces: fc.array(fc.record({ desk: anyAddress, nonce: anyWord }), { maxLength: 3 }),
  factoringNonces: fc.array(fc.record({ signer: anyAddress, nonce: anyWord }), { maxLength: 3 }),
  agreedSchedules: fc.array(fc.record({ supplier: anyAddress, buyer: anyAddress, schedule: anySchedule }), {
    maxLength: 3,
  }),
  adoptedSchedules: fc.array(
    fc.record({
      id: anyHash,
      commitment: anyHash,
      dueDay: fc.nat({ max: 1_000_000 }),
      utcOffset: fc.integer({ min: -720, max: 840 }),
      schedule: anySchedule,
      cycles: fc.array(fc.nat({ max: 255 }), { minLength: 7, maxLength: 7 }),
    }),
    { maxLength: 3 },
  ),
  placements: fc.array(
    fc.record({
      ...{ id: anyHash, creditor: anyAddress, collector: anyAddress, scope: fc.nat({ max: 255 }) },
      ...{ fee: fc.nat({ max: 1_000_000 }), until: anyInstant, terms: anyHash },
    }),
    { maxLength: 3 },
  ),
  agreedPlans: fc.array(
    fc.record({
      ...{ id: anyHash, commitment: anyHash, creditor: anyAddress, debtor: anyAddress, plan: anyHash },
      count: fc.integer({ min: 1, max: 2 ** 31 - 1 }),
    }),
    { maxLength: 3 },
  ),
  collectionNonces: fc.array(fc.record({ signer: anyAddress, nonce: anyWord }), { maxLength: 3 }),
  revokedRoots: fc.array(fc.record({ signer: anyAddress, root: anyHash }), { maxLength: 3 }),
  operators: fc.array(fc.record({ owner: anyAddress, operator: anyAddress }), { maxLength: 3 }),
  vouchers: fc.array(
    fc.record({
      registrar: anyAddress,
      organisation: anyAddress,
      voucher: fc.record({
        legalId: anyHash,
        evidence: anyHash,
        enroller: anyAddress,
        channel: fc.nat({ max: 255 }),
        since: anyInstant,
        until: anyInstant,
      }),
    }),
    { maxLength: 3 },
  ),
  mandates: fc.array(
    fc.record({
      organisation: anyAddress,
      agent: anyAddress,
      mandate: fc.record({
        verbs: anyDay,
        from: anyInstant,
        until: anyInstant,
        cap: anyWord,
        currency: anyAddress,
        document: anyHash,
      }),
    }),
    { maxLength: 3 },
  ),
  viewingKeys: fc.array(fc.record({ organisation: anyAddress, key: anyHash }), { maxLength: 3 }),
});
