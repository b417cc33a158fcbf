/** The rows of the table that issue, accept, pay, credit, dispute and hand on. */
import { expect } from "chai";
import type { LedgerClient, ReceivableView } from "../../src/clients/port.ts";
import { idOf, openHeader, openTerms } from "../../src/domain/commitment.ts";
import { Outcome, Status, ZERO_HASH } from "../../src/domain/receivable.ts";
import type { Receivable } from "../../src/domain/receivable.ts";
import { addressOf, Role } from "../support/chain.ts";
import { nextValidity } from "./states.ts";
import type { Deed } from "./states.ts";

export const EVERYTHING = 2n ** 255n;

const paid = (before: ReceivableView, after: ReceivableView, { terms }: Receivable): void => {
  expect(after.settled).to.equal(terms.amount);
  expect(after.closed).to.equal(true);
  if (before.closed) expect(after).to.deep.equal(before);
};

/** By the names of the rows. Acts on amounts are about one minor unit. */
export const LIFE: Readonly<Record<string, Deed>> = {
  "issue, issueMany, issueSealed": {
    party: Role.Supplier,
    refusal: "NotAuthorised",
    acts: [
      (client, r) => client.issue(r),
      (client, r) => client.issueMany([r]),
      (client, r) => client.issueSealed(openHeader(r), "0x1234"),
    ],
    effect: (before, after) => {
      expect(before.status).to.equal(Status.None);
      expect(after).to.include({ status: Status.Issued, settled: 0n, closed: false });
      expect(after.holder.toLowerCase()).to.equal(addressOf(Role.Supplier));
    },
  },
  accept: {
    party: Role.Buyer,
    refusal: "NotAuthorised",
    acts: [(client, r) => client.accept(r)],
    effect: (before, after) => expect(after).to.deep.equal({ ...before, status: Status.Accepted }),
  },
  pay: {
    party: undefined,
    refusal: "NotAuthorised",
    acts: [(client, r) => client.pay({ id: idOf(r.header), opened: openTerms(r), maxCash: EVERYTHING })],
    effect: paid,
  },
  payMany: {
    party: undefined,
    refusal: "NotAuthorised",
    acts: [(client, r) => client.payMany([{ id: idOf(r.header), opened: openTerms(r), maxCash: EVERYTHING }])],
    effect: paid,
  },
  payWithPermit2: {
    party: undefined,
    refusal: "NotAuthorised",
    over: ({ chain }) => ({ terms: { currency: chain.permitting } }),
    acts: [
      async (client, r) => {
        const consent = await client.sign.permit2(r, EVERYTHING, nextValidity());
        await client.payWithPermit2({ id: idOf(r.header), opened: openTerms(r), maxCash: EVERYTHING }, consent);
      },
    ],
    effect: paid,
  },
  credit: {
    party: Role.Supplier,
    refusal: "NotAuthorised",
    acts: [(client, r) => client.credit({ id: idOf(r.header), opened: openTerms(r), amount: 1n, reason: ZERO_HASH })],
    effect: (before, after) =>
      expect(after).to.include({ settled: before.settled + 1n, credited: before.credited + 1n, status: before.status }),
  },
  dispute: {
    party: Role.Buyer,
    refusal: "NotAuthorised",
    acts: [(client, r) => client.dispute({ receivable: r, amount: 1n, code: 1, evidence: ZERO_HASH })],
    effect: (before, after) => expect(after).to.deep.equal({ ...before, disputed: before.disputed + 1n }),
  },
  "resolve, withdrawn": {
    party: Role.Buyer,
    refusal: "NotAuthorised",
    acts: [(client, r) => client.resolve(resolution(r, Outcome.Withdrawn))],
    effect: (before, after) => expect(after).to.deep.equal({ ...before, disputed: before.disputed - 1n }),
  },
  "resolve, conceded": {
    party: Role.Supplier,
    refusal: "NotAuthorised",
    acts: [(client, r) => client.resolve(resolution(r, Outcome.Conceded))],
    effect: (before, after) =>
      expect(after).to.include({
        disputed: before.disputed - 1n,
        settled: before.settled + 1n,
        credited: before.credited + 1n,
      }),
  },
  claim: {
    party: undefined,
    refusal: "NotAuthorised",
    acts: [(client, r) => client.claim(idOf(r.header), r.header.supplier, r.terms.currency)],
    effect: () => {
      throw new Error("what was kept has a test of its own");
    },
  },
  "transfer (ERC-721)": {
    party: Role.Supplier,
    refusal: "NotOwnerNorApproved",
    acts: [(client, r) => client.transfer(idOf(r.header), addressOf(Role.Factor), r.header.supplier)],
    effect: (before, after) => {
      expect(after.holder.toLowerCase()).to.equal(addressOf(Role.Factor));
      expect({ ...after, holder: before.holder }).to.deep.equal(before);
    },
  },
};

function resolution(receivable: Receivable, outcome: Outcome): Parameters<LedgerClient["resolve"]>[0] {
  return { receivable, amount: 1n, outcome, evidence: ZERO_HASH };
}
