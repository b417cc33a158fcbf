import { expect } from "chai";
import { parseAddresses, serialiseAddresses } from "../../src/chain/addresses.ts";
import { collectionsOf } from "../../src/clients/collections.ts";
import type { CollectionsClient, RecordedCollection } from "../../src/clients/collections.ts";
import { LedgerError } from "../../src/clients/errors.ts";
import { STAGES } from "../../src/domain/collections/policy.ts";
import { paymentHash } from "../../src/domain/collections/record.ts";
import { keccakOfText } from "../../src/domain/hash.ts";
import { ZERO_HASH } from "../../src/domain/receivable.ts";
import { connectEthers, connectViem, Role } from "../support/chain.ts";
import { COLLECTION_CLIENTS, CONTENT, recordOf, SCHEDULE } from "../support/collectionStage.ts";
import type { Item } from "../support/receivables.ts";
import { address, failureOf, order, setStage } from "../support/stage.ts";
import type { Stage } from "../support/stage.ts";

const DAY = 86_400;
const FAR = 4_000_000_000;
const NEVER = 2n ** 256n - 1n;
const { supplier, buyer, agent } = address;
const CONNECT = { viem: connectViem, ethers: connectEthers } as const;

let nonces = 0n;

/** A nonce of its own for every signature. */
function validity(): { readonly nonce: bigint; readonly deadline: bigint } {
  nonces += 1n;
  return { nonce: nonces, deadline: BigInt(FAR) };
}

function eventsOf({ events }: RecordedCollection): unknown[] {
  return events.flatMap(({ event }) => (event.name === "NonceSpent" ? [] : [event]));
}

async function refusalOf(act: Promise<unknown>): Promise<LedgerError> {
  const failure = await failureOf(act);
  if (failure instanceof LedgerError) return failure;
  throw failure;
}

for (const library of ["viem", "ethers"] as const) {
  describe(`A client of collections over ${library}`, () => {
    let stage: Stage;
    let clients: Readonly<Record<"supplier" | "buyer" | "agent" | "stranger", CollectionsClient>>;

    before(async () => {
      stage = await setStage(CONNECT[library]);
      const client = (role: Role): Promise<CollectionsClient> => COLLECTION_CLIENTS[library](stage.chain, role);
      clients = {
        supplier: await client(Role.Supplier),
        buyer: await client(Role.Buyer),
        agent: await client(Role.Agent),
        stranger: await client(Role.Stranger),
      };
      const consent = await clients.buyer.sign.schedule(supplier, buyer, SCHEDULE, buyer, validity());
      const told = { name: "ScheduleAgreed", supplier, buyer, supplierBy: supplier, buyerBy: buyer };
      const agreed = await clients.supplier.agreeSchedule(supplier, buyer, SCHEDULE, { buyer: consent });
      expect(eventsOf(agreed)).to.deep.equal([{ ...told, schedule: SCHEDULE }]);
    });
    after(() => stage.chain.close());

    const own = (item: Item) => ({ id: item.id, creditor: supplier, collector: supplier });

    it("adopts what both agreed, and says when each stage may be recorded", async () => {
      const item = await stage.accepted();
      const { dueDay, utcOffset } = item.receivable.terms;
      expect(await clients.stranger.adoptedOf(item.id)).to.equal(undefined);
      expect(await clients.stranger.earliestOf(item.id, 0)).to.equal(0n);
      await clients.buyer.adopt(item.id, item.receivable, SCHEDULE, supplier);
      const cycles = STAGES.map(() => 0);
      expect(await clients.stranger.agreedOf(supplier, buyer)).to.deep.equal(SCHEDULE);
      expect(await clients.stranger.agreedOf(buyer, supplier)).to.equal(undefined);
      expect(await clients.stranger.adoptedOf(item.id)).to.deep.equal({
        ...{ schedule: SCHEDULE, dueDay, utcOffset, cycles, isCurrent: true },
      });
      const midnight = BigInt((dueDay + SCHEDULE.friendlyDay) * DAY - utcOffset * 60);
      expect(await clients.stranger.earliestOf(item.id, STAGES.indexOf("friendly"))).to.equal(midnight);
      expect(await clients.stranger.earliestOf(item.id, STAGES.indexOf("agency"))).to.equal(NEVER);
      const early = clients.supplier.record(own(item), { record: recordOf("friendly", await stage.chain.now()) });
      const refusal = await refusalOf(early);
      expect(refusal.code).to.equal("StageTooEarly");
      expect(refusal.message).to.include(
        `allows stage friendly from ${new Date(Number(midnight) * 1000).toISOString()} on`,
      );
      const never = await refusalOf(
        clients.supplier.record(own(item), { record: recordOf("agency", await stage.chain.now()) }),
      );
      expect(never.message).to.include("allows stage agency never");
    });

    it("records by whoever may, sent or signed, with its content along", async () => {
      const item = await stage.accepted();
      const words = "0x736f6d6520776f726473";
      const record = recordOf("firm", await stage.chain.now(), { content: keccakOfText("some words"), kind: 1 });
      const consent = await clients.supplier.sign.record(own(item), { record }, validity());
      const recorded = await clients.stranger.record(own(item), { record, body: words }, consent);
      expect(eventsOf(recorded)).to.deep.equal([
        {
          ...{ name: "CollectionRecorded", id: item.id, creditor: supplier, collector: supplier, by: supplier },
          ...{ entry: record, claimed: 0n, cycle: 0n, body: words },
        },
      ]);
      expect(await clients.stranger.isSpent(supplier, nonces)).to.equal(true);
      const other = { record: { ...record, doneAt: record.doneAt - 1 } };
      const changed = await refusalOf(
        clients.stranger.record(
          own(item),
          other,
          await clients.supplier.sign.record(own(item), { record }, validity()),
        ),
      );
      expect(changed.code).to.equal("SignatureInvalid");
      expect((await refusalOf(clients.stranger.record(own(item), { record }))).code).to.equal("NotAuthorised");
      const mismatch = await refusalOf(clients.supplier.record(own(item), { record, body: "0x00" }));
      expect(mismatch.code).to.equal("ContentMismatch");
    });

    it("chases what is undisputed alone once a schedule counts", async () => {
      const item = await stage.accepted();
      await clients.supplier.adopt(item.id, item.receivable, SCHEDULE, supplier);
      await stage.buyer.dispute({ receivable: item.receivable, amount: 30_000n, code: 1, evidence: CONTENT });
      const due = item.receivable.terms.dueDay * DAY;
      await stage.chain.wait(due + 3 * DAY - (await stage.chain.now()));
      const record = recordOf("friendly", await stage.chain.now());
      expect((await refusalOf(clients.supplier.record(own(item), { record }))).code).to.equal("ClaimMissing");
      const opened = item.terms;
      const more = await refusalOf(clients.supplier.record(own(item), { record, claim: { opened, amount: 70_001n } }));
      expect(more.message).to.include("more than the 70000 that is open and undisputed");
      const recorded = await clients.supplier.record(own(item), { record, claim: { opened, amount: 70_000n } });
      expect(eventsOf(recorded)).to.have.nested.property("[0].claimed", 70_000n);
      const twice = await refusalOf(clients.supplier.record(own(item), { record, claim: { opened, amount: 1n } }));
      expect(twice.message).to.include("was recorded in cycle 1 or later");
    });

    it("places with an agency, which records within its scope until it is recalled", async () => {
      const item = await stage.accepted();
      const scope = (1 << STAGES.indexOf("firm")) | (1 << 7);
      const placement = { collector: agent, scope, fee: 150_000, until: FAR, terms: CONTENT };
      const theirs = { ...own(item), collector: agent };
      const placed = await clients.supplier.place(item.id, supplier, placement);
      expect(eventsOf(placed)).to.deep.equal([
        { name: "CollectionPlaced", id: item.id, creditor: supplier, by: supplier, placement },
      ]);
      expect(await clients.stranger.placedOf(theirs)).to.deep.equal({ scope, until: FAR });
      const doneAt = await stage.chain.now();
      await clients.agent.record(theirs, { record: recordOf("firm", doneAt) });
      const beyond = await refusalOf(clients.agent.record(theirs, { record: recordOf("final", doneAt) }));
      expect(beyond.code).to.equal("NotPlaced");
      const step = { step: "insolvencyNotice", doneAt, content: CONTENT } as const;
      const taken = await clients.stranger.takeStep(
        theirs,
        step,
        await clients.agent.sign.step(theirs, step, validity()),
      );
      expect(eventsOf(taken)).to.deep.equal([
        { name: "CollectionStepTaken", ...theirs, by: agent, step: 2, doneAt, content: CONTENT },
      ]);
      const withdrawal = { ...step, step: "insolvencyWithdrawal" } as const;
      const consent = await clients.supplier.sign.step(own(item), withdrawal, validity());
      expect(eventsOf(await clients.stranger.takeStep(own(item), withdrawal, consent))).to.deep.equal([
        { name: "CollectionStepTaken", ...own(item), by: supplier, step: 3, doneAt, content: CONTENT },
      ]);
      const recalled = await clients.supplier.recall(theirs, supplier, CONTENT);
      expect(eventsOf(recalled)).to.deep.equal([
        { name: "CollectionRecalled", ...theirs, party: supplier, by: supplier, reason: CONTENT },
      ]);
      const over = await refusalOf(clients.agent.record(theirs, { record: recordOf("firm", doneAt) }));
      expect(over.code).to.equal("NotPlaced");
    });

    it("answers as the debtor alone, and shows the chain the hash of what is promised", async () => {
      const item = await stage.accepted();
      const payment = { amount: 5_000n, payBy: item.receivable.terms.dueDay + 9, salt: CONTENT };
      const promise = { kind: "promiseToPay", record: ZERO_HASH, content: CONTENT, payment } as const;
      const consent = await clients.buyer.sign.answer(item.id, buyer, promise, validity());
      const answered = await clients.stranger.answer(item.id, item.header, promise, undefined, consent);
      const said = { kind: 1, record: ZERO_HASH, content: CONTENT, payment: paymentHash(payment) };
      expect(eventsOf(answered)).to.deep.equal([
        { name: "DebtorAnswered", id: item.id, debtor: buyer, by: buyer, answer: said, body: "0x" },
      ]);
      const asExtension = { ...promise, kind: "extensionRequest" } as const;
      const signed = await clients.buyer.sign.answer(item.id, buyer, promise, validity());
      const another = await refusalOf(clients.stranger.answer(item.id, item.header, asExtension, undefined, signed));
      expect(another.code).to.equal("SignatureInvalid");
      await clients.buyer.answer(item.id, item.header, asExtension);
      const reply = { kind: "reply", record: CONTENT, content: CONTENT } as const;
      await clients.stranger.answer(
        ...([item.id, item.header, reply, undefined] as const),
        await clients.buyer.sign.answer(item.id, buyer, reply, validity()),
      );
      expect((await refusalOf(clients.supplier.answer(item.id, item.header, reply))).code).to.equal("NotAuthorised");
    });

    it("says of a paid receivable that there is nothing to collect", async () => {
      const item = await stage.accepted();
      await stage.buyer.pay(order(item));
      const record = recordOf("final", await stage.chain.now());
      const refusal = await refusalOf(clients.supplier.record(own(item), { record }));
      expect(refusal.code).to.equal("NothingToCollect");
    });

    it("gives the calls that it would send", async () => {
      const item = await stage.accepted();
      const record = recordOf("firm", await stage.chain.now());
      const call = await clients.supplier.calls.record(own(item), { record });
      expect(call).to.equal(
        await (await COLLECTION_CLIENTS.viem(stage.chain, undefined)).calls.record(own(item), { record }),
      );
      const data = await clients.supplier.calls.spendNonce(9n);
      expect(data).to.match(/^0x[0-9a-f]{72}$/);
    });
  });
}

describe("An address file of a ledger with collections", () => {
  it("comes back as it was written, and one from before there were any says so when they are asked for", () => {
    const [one, other] = [`0x${"11".repeat(20)}`, `0x${"22".repeat(20)}`] as const;
    const old = {
      chainId: 1,
      ledger: one,
      directory: one,
      lens: one,
      block: 1,
      blockHash: `0x${"33".repeat(32)}`,
    } as const;
    const addresses = { ...old, collections: other };
    expect(parseAddresses(serialiseAddresses(addresses))).to.deep.equal(addresses);
    expect(collectionsOf(addresses)).to.equal(other);
    expect(() => collectionsOf(old)).to.throw('knows no collections: deploy anew, or add "collections"');
  });
});
