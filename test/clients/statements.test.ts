import { expect } from "chai";
import { parseAddresses, serialiseAddresses } from "../../src/chain/addresses.ts";
import { LedgerError } from "../../src/clients/errors.ts";
import type { RecordedStatement } from "../../src/clients/statements.ts";
import { keccakOfText } from "../../src/domain/hash.ts";
import { ZERO_HASH } from "../../src/domain/receivable.ts";
import { BalanceReply, debtHash, statementId, sumHash } from "../../src/domain/statement.ts";
import type { Statement } from "../../src/domain/statement.ts";
import { documentKey } from "../../src/domain/statementLeaf.ts";
import type { OpenItem } from "../../src/domain/statementLeaf.ts";
import { address, failureOf } from "../support/stage.ts";
import {
  first,
  following,
  KEYS,
  rootsOf,
  setStatementStage,
  STATEMENT_CLIENTS,
  treeOf,
} from "../support/statementStage.ts";
import type { StatementStage } from "../support/statementStage.ts";

const HASH = keccakOfText("a paper");
const VALIDITY = { nonce: 5n, deadline: 4_000_000_000n };
const EXCEPTIONS = { result: HASH, count: 2 };
const { supplier, buyer } = address;

function itemsOf(statement: Statement): readonly OpenItem[] {
  const document = (number: string): OpenItem["document"] => documentKey(statement, number);
  return [
    { document: document("INV-1"), amount: 119_00n },
    { document: document("INV-2"), amount: 50_000_00n },
    { document: document("CN-1"), amount: -7n },
  ];
}

async function refusalOf(act: Promise<unknown>): Promise<LedgerError> {
  const failure = await failureOf(act);
  if (failure instanceof LedgerError) return failure;
  throw failure;
}

function eventsOf({ events }: RecordedStatement): unknown[] {
  return events.map(({ event }) => event);
}

for (const [library, connect] of Object.entries(STATEMENT_CLIENTS)) {
  describe(`A client of statements over ${library}`, () => {
    let stage: StatementStage;
    before(async () => {
      stage = await setStatementStage(connect);
    });
    after(() => stage.chain.close());

    it("posts roots, says that equal ones are the same, and proves one line of them", async () => {
      const statement = stage.next();
      const id = statementId(statement);
      const { root, proofOf } = treeOf(statement, itemsOf(statement));
      const ours = eventsOf(
        await stage.supplier.post(statement, first({ party: supplier, root, replyBy: 1_900_000_000 })),
      );
      const told = { party: supplier, by: supplier, root, version: 1, keys: KEYS, replyBy: 1_900_000_000 };
      expect(ours).to.deep.equal([{ name: "StatementPosted", id, ...statement, ...told }]);
      const signed = await stage.buyer.sign.posting(statement, first({ party: buyer, root }), VALIDITY);
      const theirs = await stage.stranger.post(statement, first({ party: buyer, root }), signed);
      const said = { party: buyer, by: buyer, root, version: 1, keys: KEYS, replyBy: 0 };
      expect(eventsOf(theirs)).to.deep.equal([{ name: "StatementPosted", id, ...statement, ...said }]);
      expect(await stage.stranger.isSameRoot(statement)).to.equal(true);
      const proof = proofOf(documentKey(statement, "cn-1"));
      expect(await stage.stranger.proveLine(statement, buyer, proof)).to.equal(true);
      const changed = { ...proof, line: { ...proof.line, amount: 7n } };
      expect(await stage.stranger.proveLine(statement, buyer, changed)).to.equal(false);
    });

    it("agrees, rejects and agrees with exceptions, each by its own event", async () => {
      const statement = stage.next();
      const id = statementId(statement);
      const { root, balance } = treeOf(statement, itemsOf(statement));
      await stage.supplier.post(statement, first({ party: supplier, root }));
      const act = { statement, party: buyer, balance };
      const roots = { supplierRoot: root, supplierVersion: 1, buyerRoot: ZERO_HASH, buyerVersion: 0 };
      const rejected = await stage.buyer.rejectBalance({ ...act, roots }, EXCEPTIONS);
      const said = { id, roots, balance: sumHash(balance) };
      expect(eventsOf(rejected)).to.deep.equal([
        { name: "BalanceRejected", ...said, party: buyer, by: buyer, ...EXCEPTIONS },
      ]);
      await stage.supplier.post(statement, following({ version: 1 }, root, { party: supplier, root }));
      const again = { ...roots, supplierVersion: 2 };
      const consent = await stage.buyer.sign.agreed({ ...act, roots: again }, VALIDITY);
      const agreed = await stage.stranger.agreeBalance({ ...act, roots: again }, consent);
      expect(eventsOf(agreed)).to.deep.equal([
        { name: "BalanceAgreed", ...said, roots: again, party: buyer, by: buyer },
      ]);
      expect((await stage.stranger.postedOf(statement, supplier)).reply).to.equal(BalanceReply.Agreed);
      const other = stage.next();
      await stage.supplier.post(other, first({ party: supplier, root }));
      const shared = { statement: other, roots, balance };
      const theirs = await stage.buyer.sign.agreedExcept({ ...shared, party: buyer }, EXCEPTIONS, VALIDITY);
      const both = await stage.supplier.agreeBalanceExcept(shared, EXCEPTIONS, { buyer: theirs });
      expect(eventsOf(both)).to.deep.equal([
        {
          name: "BalanceAgreedExcept",
          ...said,
          id: statementId(other),
          supplierBy: supplier,
          buyerBy: buyer,
          ...EXCEPTIONS,
        },
      ]);
    });

    it("acknowledges a debt and receives a demand, which reply to nothing", async () => {
      const statement = stage.next();
      const { root, balance } = treeOf(statement, itemsOf(statement));
      await stage.supplier.post(statement, first({ party: supplier, root }));
      const about = { statement, roots: await rootsOf(stage.stranger, statement), debtor: buyer };
      const debt = { ...about, debt: balance, payBy: 20_500 };
      const said = { id: statementId(statement), debtor: buyer, by: buyer, roots: about.roots };
      const consent = await stage.buyer.sign.debt(debt, VALIDITY);
      expect(eventsOf(await stage.stranger.acknowledgeDebt(debt, consent))).to.deep.equal([
        { name: "NonceSpent", signer: buyer, nonce: VALIDITY.nonce },
        { name: "DebtAcknowledged", ...said, debt: debtHash(balance), payBy: 20_500 },
      ]);
      expect(await stage.stranger.isSpent(buyer, VALIDITY.nonce)).to.equal(true);
      const received = await stage.buyer.receiveDemand({ ...about, demand: HASH });
      expect(eventsOf(received)).to.deep.equal([{ name: "DemandReceived", ...said, demand: HASH }]);
      expect((await stage.stranger.postedOf(statement, supplier)).reply).to.equal(BalanceReply.NoReply);
    });

    it("is refused in the contract's own words, with the way out", async () => {
      const statement = stage.next();
      const { root, balance } = treeOf(statement, itemsOf(statement));
      const act = { statement, party: buyer, balance, roots: await rootsOf(stage.stranger, statement) };
      const future = { ...statement, cutOff: 2 ** 40 - 1 };
      const mine = first({ party: supplier, root });
      const refusals = [
        [() => stage.buyer.agreeBalance(act), "NothingPosted", "let a side post first"],
        [() => stage.stranger.post(statement, mine), "NotAuthorised", "may not post a statement for"],
        [() => stage.supplier.post(future, mine), "CutOffInFuture", "has not come yet"],
        [() => stage.supplier.post(statement, { ...mine, root: ZERO_HASH }), "RootInvalid", "is no root"],
        [() => stage.supplier.post(statement, { ...mine, replaces: HASH }), "RootSuperseded", "as version 0 of"],
        [() => stage.supplier.post(statement, { ...mine, party: address.factor }), "PartyInvalid", "is no side of"],
      ] as const;
      for (const [refused, code, sentence] of refusals) {
        const error = await refusalOf(refused());
        expect([error.code, error.message.includes(sentence)], error.message).to.deep.equal([code, true]);
      }
      await stage.supplier.post(statement, mine);
      const unchanged = await refusalOf(stage.supplier.post(statement, following({ version: 1 }, root, mine)));
      expect(unchanged.code).to.equal("RootUnchanged");
      await stage.buyer.post(statement, first({ party: buyer, root: HASH }));
      const now = { ...act, roots: await rootsOf(stage.stranger, statement) };
      expect((await refusalOf(stage.buyer.agreeBalance(now))).code).to.equal("RootsDiffer");
      await stage.buyer.rejectBalance(now, { result: ZERO_HASH, count: 0 });
      const error = await refusalOf(stage.buyer.rejectBalance(now, EXCEPTIONS));
      expect([error.code, error.message.includes("are rejected already")]).to.deep.equal(["AlreadyReplied", true]);
    });

    it("refuses what one side signed for one act as another, and a debt of less than nothing", async () => {
      const statement = stage.next();
      const { root, balance } = treeOf(statement, itemsOf(statement));
      await stage.supplier.post(statement, first({ party: supplier, root }));
      const about = { statement, roots: await rootsOf(stage.stranger, statement) };
      const validity = { ...VALIDITY, nonce: 77n };
      const agreed = await stage.buyer.sign.agreed({ ...about, party: buyer, balance }, validity);
      const debt = { ...about, debtor: buyer, debt: balance, payBy: 0 };
      expect((await refusalOf(stage.stranger.acknowledgeDebt(debt, agreed))).code).to.equal("SignatureInvalid");
      const less = { ...debt, debt: { ...balance, amount: -1n } };
      expect((await refusalOf(stage.buyer.acknowledgeDebt(less))).message).to.include("the debt is -1");
      expect((await refusalOf(stage.buyer.sign.debt(less, validity))).code).to.equal("ArgumentInvalid");
      await stage.buyer.spendNonce(77n);
      const voided = await refusalOf(stage.stranger.agreeBalance({ ...about, party: buyer, balance }, agreed));
      expect(voided.code).to.equal("NonceAlreadySpent");
    });

    it("gives the calls that its verbs would send", async () => {
      const statement = stage.next();
      const posting = first({ party: supplier, root: HASH });
      const data = await stage.stranger.calls.post(statement, posting);
      const hash = await stage.chain.provider.request({
        method: "eth_sendTransaction",
        params: [{ from: supplier, to: stage.stranger.address, data }],
      });
      expect(hash).to.match(/^0x[0-9a-f]{64}$/);
      expect((await stage.stranger.postedOf(statement, supplier)).version).to.equal(1);
    });

    it("is refused without statements in the address file", async () => {
      const text = serialiseAddresses(stage.chain.addresses).replace(/ +"statements".*\n/, "");
      const error = await refusalOf(connect({ ...stage.chain, addresses: parseAddresses(text) }, undefined));
      expect([error.code, error.message.includes("knows no statements")]).to.deep.equal(["ArgumentInvalid", true]);
    });
  });
}
