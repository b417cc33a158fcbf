/** The rows of the table that answer, change, divide and end an agreement, and those about money from elsewhere. */
import { expect } from "chai";
import type { ReceivableView } from "../../src/clients/port.ts";
import { ClarificationAction, ClarificationReason } from "../../src/domain/clarification.ts";
import { commitmentOf, idOf, openHeader, openTerms } from "../../src/domain/commitment.ts";
import { accelerated, debited, parts } from "../../src/domain/derived.ts";
import { keccakOfText } from "../../src/domain/hash.ts";
import { ReceiptStatus } from "../../src/domain/receipts.ts";
import type { Receipt } from "../../src/domain/receipts.ts";
import { Status, ZERO_HASH } from "../../src/domain/receivable.ts";
import type { Receivable } from "../../src/domain/receivable.ts";
import { addressOf, Role } from "../support/chain.ts";
import { nextValidity } from "./states.ts";
import type { Cast, Deed } from "./states.ts";

const BANK_REF = keccakOfText("a bank's reference");
const CLARIFICATION = { reason: ClarificationReason.DEL, action: ClarificationAction.NOA, text: ZERO_HASH };
const BUYER = { party: Role.Buyer, refusal: "NotAuthorised" } as const;
const HOLDER = { party: Role.Supplier, refusal: "NotAuthorised" } as const;
const OVERDUE_LINE = { discountDay1: 0, discount1: 0n };

/** By the names of the rows. Acts on amounts are about one minor unit. */
export const CHANGES: Readonly<Record<string, Deed>> = {
  query: {
    ...BUYER,
    acts: [(client, r) => client.query({ opened: openHeader(r), clarification: CLARIFICATION })],
    effect: (before, after) => expect(after).to.deep.equal({ ...before, status: Status.Queried }),
  },
  reject: {
    ...BUYER,
    acts: [(client, r) => client.reject({ opened: openHeader(r), clarification: CLARIFICATION })],
    effect: (before, after) => expect(after).to.deep.equal({ ...before, status: Status.Rejected }),
  },
  amend: {
    ...HOLDER,
    acts: [
      async (client, receivable, { buyer }) => {
        const change = { amended: amendedOf(receivable), party: addressOf(Role.Buyer) };
        const consent = await buyer.sign.amendment(receivable, change, nextValidity());
        await client.amend({ receivable, amended: change.amended }, { buyer: consent });
      },
    ],
    effect: (before, after, r) => {
      const status = before.status === Status.Accepted ? Status.Accepted : Status.Issued;
      const commitment = storedCommitment(amendedOf(r));
      expect(after).to.deep.equal({ ...before, commitment, status, locked: true });
    },
  },
  advise: {
    ...BUYER,
    acts: [(client, r, cast) => client.advise({ receivable: r, advice: receipt(cast) })],
    effect: (before, after) => expect(after).to.deep.equal({ ...before, advices: before.advices + 1 }),
  },
  "advise, taken back": {
    ...BUYER,
    prepare: (cast, r) => cast.buyer.advise({ receivable: r, advice: receipt(cast) }),
    acts: [(client, r, cast) => client.advise({ receivable: r, advice: { ...receipt(cast), cash: 0n } })],
    effect: (before, after) => expect(after).to.deep.equal({ ...before, advices: before.advices - 1 }),
  },
  recordReceipt: {
    ...HOLDER,
    acts: [(client, r, cast) => client.recordReceipt({ ...termsAct(r), receipt: receipt(cast) })],
    effect: async (before, after, r, { stranger }) => {
      expect(after).to.deep.equal({ ...before, settled: before.settled + 1n });
      expect(await stranger.receiptStatusOf(idOf(r.header), BANK_REF)).to.equal(ReceiptStatus.Recorded);
    },
  },
  reverseReceipt: {
    ...HOLDER,
    prepare: (cast, r) => cast.supplier.recordReceipt({ ...termsAct(r), receipt: receipt(cast) }),
    acts: [
      (client, r) => {
        const recorded = {
          bankRef: BANK_REF,
          holder: addressOf(Role.Supplier),
          principal: 1n,
          discount: 0n,
          charges: 0n,
          lateDays: 0n,
        };
        return client.reverseReceipt({ ...termsAct(r), recorded, evidence: ZERO_HASH });
      },
    ],
    effect: async (before, after, r, { stranger }) => {
      // Whoever had settled all of it may have had the discount on the whole.
      expect(after).to.deep.equal({ ...before, settled: before.settled - 1n, closed: false });
      expect(await stranger.receiptStatusOf(idOf(r.header), BANK_REF)).to.equal(ReceiptStatus.Reversed);
    },
  },
  debit: {
    ...HOLDER,
    acts: [
      async (client, receivable, { buyer }) => {
        const change = { amount: 1n, reason: ZERO_HASH };
        const signed = { party: addressOf(Role.Buyer), ...change };
        const consent = await buyer.sign.debit(receivable, signed, nextValidity());
        await client.debit({ receivable, ...change }, { buyer: consent });
      },
    ],
    effect: (before, after, r) =>
      expect(after).to.deep.equal({ ...before, commitment: storedCommitment(debited(r, 1n)) }),
  },
  waive: {
    ...HOLDER,
    over: ({ today }) => ({ terms: { ...OVERDUE_LINE, dueDay: today - 10 } }),
    acts: [(client, r) => client.waive({ ...termsAct(r), amount: 1n, reason: ZERO_HASH })],
    effect: (before, after) => expect(after).to.deep.equal({ ...before, chargesSettled: before.chargesSettled + 1n }),
  },
  split: {
    ...HOLDER,
    over: () => ({ header: { policy: 4 } }),
    undisputed: true,
    acts: [(client, r) => client.split({ receivable: r, amounts: amountsOf(r) })],
    effect: async (before, after, r, { stranger }) => {
      expect(after).to.deep.equal({ ...before, status: Status.Split });
      for (const part of parts(r, before, amountsOf(r))) {
        const state = await stranger.stateOf(idOf(part.header));
        expect(state).to.include({ status: Status.Accepted, commitment: storedCommitment(part), part: true });
      }
    },
  },
  accelerate: {
    ...HOLDER,
    over: () => ({ header: { line: 1 }, terms: { accelerationDays: 1 } }),
    prepare: async (cast, r) => {
      const overdue = earlierLine(cast, r);
      await cast.supplier.issue(overdue);
      await cast.buyer.accept(overdue);
    },
    acts: [(client, r, cast) => client.accelerate({ receivable: r, overdue: earlierLine(cast, r) })],
    effect: (before, after, r, { today }) =>
      expect(after).to.deep.equal({ ...before, commitment: storedCommitment(accelerated(r, today)) }),
  },
  writeOff: {
    ...HOLDER,
    acts: [(client, r) => client.writeOff({ opened: openHeader(r), reason: ZERO_HASH })],
    effect: (before, after) => expect(after).to.deep.equal({ ...before, writtenOff: true }),
  },
  cancel: {
    ...HOLDER,
    acts: [(client, r) => client.cancel({ opened: openHeader(r), reason: ZERO_HASH })],
    effect: (before, after) => expect(after).to.deep.equal({ ...before, status: Status.Cancelled }),
  },
  listen: {
    party: Role.Supplier,
    refusal: "ListeningForbidden",
    acts: [(client, r) => client.listen(idOf(r.header))],
    effect: (before, after) => expect(after).to.deep.equal({ ...before, listening: true }),
  },
  consentTransfer: {
    ...BUYER,
    over: () => ({ header: { policy: 1 } }),
    acts: [(client, r) => client.consentTransfer({ opened: openHeader(r), to: addressOf(Role.Factor) })],
    effect: (before, after) => expect(after).to.deep.equal({ ...before, transferee: addressOf(Role.Factor) }),
  },
};

function termsAct(receivable: Receivable): Pick<Parameters<Cast["supplier"]["credit"]>[0], "id" | "opened"> {
  return { id: idOf(receivable.header), opened: openTerms(receivable) };
}

function receipt({ today }: Cast): Receipt {
  return { bankRef: BANK_REF, cash: 1n, valueDay: today };
}

function amendedOf({ header, terms }: Receivable): Receivable {
  return { header: { ...header, revision: 1, policy: 2 }, terms: { ...terms, lateRate: 1 }, document: ZERO_HASH };
}

function amountsOf({ terms }: Receivable): readonly bigint[] {
  return [1n, terms.amount - 1n];
}

/** Line 0 of the same invoice, long overdue. */
function earlierLine({ today }: Cast, { header, terms, document }: Receivable): Receivable {
  return { header: { ...header, line: 0 }, terms: { ...terms, ...OVERDUE_LINE, dueDay: today - 10 }, document };
}

/** As much of a commitment as the ledger keeps. */
function storedCommitment(receivable: Receivable): ReceivableView["commitment"] {
  return commitmentOf(receivable).slice(0, 62) as ReceivableView["commitment"];
}
