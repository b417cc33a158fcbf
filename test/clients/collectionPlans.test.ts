import { expect } from "chai";
import type { CollectionsClient, PlanConsents } from "../../src/clients/collections.ts";
import { LedgerError } from "../../src/clients/errors.ts";
import { planHash } from "../../src/domain/collections/paymentPlan.ts";
import type { PaymentPlan } from "../../src/domain/collections/paymentPlan.ts";
import { commitmentOf } from "../../src/domain/commitment.ts";
import { Verb, ZERO_ADDRESS } from "../../src/domain/receivable.ts";
import { connectEthers, connectViem, Role } from "../support/chain.ts";
import { COLLECTION_CLIENTS, CONTENT } from "../support/collectionStage.ts";
import type { Item } from "../support/receivables.ts";
import { address, failureOf, order, setStage } from "../support/stage.ts";
import type { Stage } from "../support/stage.ts";

const FAR = 4_000_000_000;
const { supplier, buyer, agent } = address;
const CONNECT = { viem: connectViem, ethers: connectEthers } as const;

let nonces = 0n;

/** A nonce of its own for every signature. */
function validity(): { readonly nonce: bigint; readonly deadline: bigint } {
  nonces += 1n;
  return { nonce: nonces, deadline: BigInt(FAR) };
}

/** Two instalments after the due date, late interest resting meanwhile. */
function planOf({ receivable }: Item): PaymentPlan {
  const { amount, dueDay } = receivable.terms;
  const instalments = [30, 60].map((days) => ({ amount: amount / 2n, payBy: dueDay + days }));
  return { debt: amount, instalments, interest: { kind: "rests" }, graceDays: 3, salt: CONTENT };
}

async function refusalOf(act: Promise<unknown>): Promise<LedgerError> {
  const failure = await failureOf(act);
  if (failure instanceof LedgerError) return failure;
  throw failure;
}

for (const library of ["viem", "ethers"] as const) {
  describe(`Payment plans through a client of collections over ${library}`, () => {
    let stage: Stage;
    let clients: Readonly<Record<"supplier" | "buyer" | "agent" | "stranger", CollectionsClient>>;
    let item: Item;

    before(async () => {
      stage = await setStage(CONNECT[library]);
      const client = (role: Role): Promise<CollectionsClient> => COLLECTION_CLIENTS[library](stage.chain, role);
      clients = {
        supplier: await client(Role.Supplier),
        buyer: await client(Role.Buyer),
        agent: await client(Role.Agent),
        stranger: await client(Role.Stranger),
      };
    });
    after(() => stage.chain.close());
    beforeEach(async () => {
      item = await stage.accepted();
    });

    const agree = (
      by: CollectionsClient,
      plan: PaymentPlan,
      consents?: PlanConsents,
      creditor = supplier,
    ): Promise<unknown> => by.agreePlan(item.id, item.header, creditor, plan, consents);
    const signed = async (plan: PaymentPlan): Promise<Required<PlanConsents>> => ({
      creditor: await clients.supplier.sign.plan(item.receivable, supplier, plan, supplier, validity()),
      debtor: await clients.buyer.sign.plan(item.receivable, supplier, plan, buyer, validity()),
    });

    it("are agreed by both signatures, whoever carries them, and the chain is shown their hash", async () => {
      const plan = planOf(item);
      const { events } = await clients.stranger.agreePlan(item.id, item.header, supplier, plan, await signed(plan));
      const [agreed, ...spent] = events.map(({ event }) => event).toSorted((a) => (a.name === "PlanAgreed" ? -1 : 1));
      expect(agreed).to.deep.equal({
        ...{ name: "PlanAgreed", id: item.id, creditor: supplier, debtor: buyer },
        ...{ creditorBy: supplier, debtorBy: buyer },
        ...{ commitment: commitmentOf(item.receivable), plan: planHash(plan) },
      });
      expect(spent.map(({ name }) => name)).to.deep.equal(["NonceSpent", "NonceSpent"]);
    });

    it("are agreed by either side's own key with the signature of the other, and anew by another plan", async () => {
      const plan = planOf(item);
      const { creditor, debtor } = await signed(plan);
      await agree(clients.supplier, plan, { debtor });
      await agree(clients.buyer, plan, { creditor });
      const extension: PaymentPlan = { ...plan, instalments: [{ amount: plan.debt, payBy: 21_000 }] };
      await agree(clients.buyer, extension, { creditor: (await signed(extension)).creditor });
    });

    it("are agreed by nobody alone, and under no signature of another plan", async () => {
      const plan = planOf(item);
      const { creditor, debtor } = await signed(plan);
      const others: readonly PaymentPlan[] = [
        { ...plan, interest: { kind: "stands" } },
        { ...plan, interest: { kind: "sum", amount: 0n } },
        { ...plan, graceDays: 4 },
        { ...plan, instalments: plan.instalments.toReversed() },
        { ...plan, instalments: plan.instalments.slice(1) },
      ];
      for (const other of others) {
        expect((await refusalOf(agree(clients.supplier, other, { debtor }))).code).to.equal("SignatureInvalid");
      }
      expect((await refusalOf(agree(clients.supplier, plan))).code).to.equal("NotAuthorised");
      expect((await refusalOf(agree(clients.buyer, plan))).code).to.equal("NotAuthorised");
      const swapped = { creditor: debtor, debtor: creditor };
      expect((await refusalOf(agree(clients.stranger, plan, swapped))).code).to.equal("NotAuthorised");
      const byAgent = await refusalOf(agree(clients.agent, plan, { debtor }, agent));
      expect(byAgent.code).to.equal("NotCreditor");
    });

    it("are agreed by an agent whose mandate has that verb, and by no other", async () => {
      const plan = planOf(item);
      const { debtor } = await signed(plan);
      const mandate = { from: 0, until: FAR, cap: 2n ** 96n - 1n, currency: ZERO_ADDRESS, document: CONTENT };
      await stage.supplier.directory.giveMandate(agent, { ...mandate, verbs: 1 << Verb.RecordCollection });
      expect((await refusalOf(agree(clients.agent, plan, { debtor }))).code).to.equal("NotAuthorised");
      await stage.supplier.directory.giveMandate(agent, { ...mandate, verbs: 1 << Verb.AgreePlan });
      const { events } = await clients.agent.agreePlan(item.id, item.header, supplier, plan, { debtor });
      const agreed = events.map(({ event }) => event).find(({ name }) => name === "PlanAgreed");
      expect(agreed).to.deep.include({ creditor: supplier, creditorBy: agent, debtorBy: buyer });
      await stage.supplier.directory.revokeMandate(agent);
    });

    it("are none of what is paid, or of what the receivable no longer is", async () => {
      const plan = planOf(item);
      const consents = await signed(plan);
      const amended = { ...item.header, terms: CONTENT };
      const outdated = refusalOf(clients.stranger.agreePlan(item.id, amended, supplier, plan, consents));
      expect((await outdated).code).to.equal("CommitmentMismatch");
      await stage.buyer.pay(order(item));
      expect((await refusalOf(agree(clients.stranger, plan, consents))).code).to.equal("NothingToCollect");
    });

    it("say which value has no place in them before anything is sent", async () => {
      const plan = planOf(item);
      const large = { ...plan, instalments: [{ amount: 2n ** 96n, payBy: 21_000 }] };
      expect((await refusalOf(agree(clients.supplier, large))).message).to.include(`Instalment.amount is ${2n ** 96n}`);
      const negative = await refusalOf(agree(clients.supplier, { ...plan, debt: -1n }));
      expect(negative.message).to.include("PaymentPlan.debt is -1");
    });
  });
}
