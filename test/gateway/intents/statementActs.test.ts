/** Acts about statements as intents: what they are about, who may see them, and what becomes of them. */
import { randomUUID } from "node:crypto";
import { expect } from "chai";
import { decodeFunctionData } from "viem";
import { statementsAbi } from "../../../generated/abi.ts";
import type { Consent, Hex } from "../../../src/domain/receivable.ts";
import { statementId, sumHash } from "../../../src/domain/statement.ts";
import type { Roots } from "../../../src/domain/statement.ts";
import { relayOf } from "../../../src/store/relays.ts";
import { STATEMENTS } from "../book.ts";
import { KEYS, posting, statementBetween } from "../statementObjects.ts";
import { addressOf, openStage } from "../stage.ts";
import {
  agreeing,
  OTHER_ROOT,
  openStatementScene,
  partiesIn,
  RESULT,
  ROOT,
  SALT,
  subjectOf,
  SUM,
} from "./statementActs.ts";
import type { StatementScene } from "./statementActs.ts";
import type { Act } from "./scene.ts";

const BOTH: Roots = { supplierRoot: ROOT, supplierVersion: 1, buyerRoot: OTHER_ROOT, buyerVersion: 1 };
const [SUPPLIER, BUYER] = [addressOf("supplier"), addressOf("buyer")];

describe("An act about a statement", () => {
  let scene: StatementScene;
  let [supplier, buyer, stranger] = ["", "", ""];

  before(async () => {
    scene = await openStatementScene();
    ({ supplier, buyer, stranger } = scene.tokens);
  });

  beforeEach(() => {
    scene.refusing = undefined;
    scene.tried.length = 0;
  });

  after(() => scene.close());

  it("is about the roots that the index has, whoever asks, and is tried as the party would send it", async () => {
    const statement = await scene.differing();
    const rejecting = {
      verb: "rejectBalance" as const,
      statement: subjectOf(statement),
      balance: { amount: "0.00", salt: SALT },
    };
    const intent = await scene.act(buyer, rejecting);
    expect(intent.message?.message["roots"]).to.deep.equal(BOTH);
    expect(intent).to.deep.include({ receivable: null, commitment: null, counterparty: SUPPLIER, parties: [] });
    expect(intent.statement).to.deep.equal({ id: statementId(statement), ...subjectOf(statement) });
    expect(intent.call?.to).to.equal(STATEMENTS);
    expect(scene.tried).to.deep.equal([{ to: STATEMENTS, data: intent.call?.data, from: BUYER }]);
    expect(await scene.signAs(buyer, intent.id, "buyer")).to.include({ status: 200 });
    expect(await relayOf(scene.database, intent.id)).to.deep.include({ to: STATEMENTS, organisation: BUYER });
  });

  it("is one intent however often it is asked for, and another about another version", async () => {
    const statement = await scene.differing();
    const post = (root: Hex) => ({ verb: "postStatement" as const, statement: subjectOf(statement), root, keys: KEYS });
    const first = await scene.act(supplier, post(SALT));
    expect((await scene.act(supplier, post(SALT))).id).to.equal(first.id);
    expect(first.message?.message).to.include({ version: 2, replaces: ROOT });
    expect((await scene.problem(supplier, post(RESULT))).code).to.equal("IntentExists");
    await scene.book.state(posting(statement, "supplier", RESULT, { version: 2 }));
    expect(await scene.read(supplier, first.id)).to.include({ state: "refused", error: "RootSuperseded" });
    const next = await scene.act(supplier, post(SALT));
    expect(next.message?.message).to.include({ version: 3, replaces: RESULT });
    const listed = async (token: string, id: Hex): Promise<unknown> => {
      const params = { query: { statement: id } };
      return (await scene.client(token).GET("/v1/intents", { params })).data?.items.map((one) => one.id);
    };
    expect(await listed(supplier, statementId(statement))).to.have.members([first.id, next.id]);
    expect(await listed(supplier, SALT)).to.deep.equal([]);
    expect(await listed(stranger, statementId(statement))).to.deep.equal([]);
  });

  it("is refused about other versions than were looked at, if they are named", async () => {
    const statement = await scene.differing();
    const seen = (versions: object) => ({ ...agreeing(statement), versions }) as Act;
    const { id } = await scene.act(buyer, seen({ supplier: 1, buyer: 1 }));
    expect((await scene.act(buyer, agreeing(statement))).id, "the same act").to.equal(id);
    await scene.book.state(posting(statement, "supplier", RESULT, { version: 2 }));
    const stale = { code: "RootSuperseded", at: ["body.versions.supplier"] };
    expect(await scene.problem(buyer, seen({ supplier: 1, buyer: 1 }))).to.deep.equal(stale);
    expect((await scene.act(buyer, seen({ supplier: 2, buyer: 1 }))).id).not.to.equal(id);
  });

  it("is of nobody but its two sides, which are two", async () => {
    const statement = await scene.differing();
    expect((await scene.problem(stranger, agreeing(statement))).code).to.equal("NotAuthorised");
    const alone = { ...statement, buyer: SUPPLIER };
    expect((await scene.problem(supplier, agreeing(alone))).code).to.equal("PartyInvalid");
    expect((await scene.problem(buyer, agreeing({ ...statement, cutOff: 1 }))).code).to.equal("NothingPosted");
    const { id } = await scene.act(buyer, agreeing(statement));
    const { response } = await scene.client(supplier).GET("/v1/intents/{id}", { params: { path: { id } } });
    expect(response.status, "to whom it is nobody's business before it is recorded").to.equal(404);
  });

  it("is refused at a ledger without statements", async () => {
    const lens = `0x${"1f".repeat(20)}` as const;
    const bare = { chainId: 31_337, ledger: lens, directory: lens, lens, block: 0, blockHash: SALT };
    const other = await openStage({ addresses: bare, database: scene.database });
    const body = agreeing(statementBetween(SUPPLIER, BUYER));
    const { error } = await other.client(buyer).POST("/v1/intents", { body });
    await other.gateway.close();
    expect(error?.type).to.equal("/problems/ArgumentInvalid");
    expect(error?.detail).to.contain("knows no statements");
  });

  it("that both sign at one gateway waits for both, and is sent with both signatures", async () => {
    const statement = await scene.differing();
    const { id, organisation } = await scene.act(supplier, scene.excepting(statement));
    expect(organisation).to.equal(SUPPLIER);
    expect(partiesIn(await scene.read(buyer, id))).to.deep.equal([
      [SUPPLIER, "supplier", null],
      [BUYER, "buyer", null],
    ]);
    const notices = await scene.database.query("select data from notices where data ->> 'intent' = $1", [id]);
    expect(notices).to.deep.equal([
      { data: { statement: statementId(statement), intent: id, organisation: SUPPLIER } },
    ]);
    await scene.signAs(buyer, id, "buyer");
    // The one that is missing could send it, and so it was tried.
    expect(scene.tried.map(({ from }) => from)).to.deep.equal([SUPPLIER]);
    expect((await scene.read(supplier, id)).call?.to).to.equal(STATEMENTS);
    await scene.signAs(supplier, id, "supplier");
    const { data, to } = (await relayOf(scene.database, id)) ?? expect.fail("nothing was sent");
    const { functionName, args } = decodeFunctionData({ abi: statementsAbi, data });
    expect([to, functionName]).to.deep.equal([STATEMENTS, "agreeBalanceExcept"]);
    const consents = [args[4], args[5]] as unknown as readonly (readonly Consent[])[];
    expect(consents.map(([consent]) => consent?.signer.toLowerCase())).to.deep.equal([SUPPLIER, BUYER]);
    expect(args[3]).to.equal(sumHash(SUM));
  });

  it("ends where somebody has replied to these versions, or a side voids what it signed", async () => {
    const statement = await scene.differing();
    const id = statementId(statement);
    const joint = await scene.act(supplier, scene.excepting(statement));
    await scene.signAs(supplier, joint.id, "supplier");
    const { nonce } = (await scene.read(supplier, joint.id)).message?.message as { nonce: string };
    await scene.book.write({ name: "NonceSpent", signer: SUPPLIER, nonce: BigInt(nonce) });
    expect((await scene.read(buyer, joint.id)).state, "the ledger counts apart").to.equal("partlySigned");
    await scene.book.state({ name: "NonceSpent", signer: SUPPLIER, nonce: BigInt(nonce) });
    expect(await scene.read(buyer, joint.id)).to.include({ state: "refused", error: "NonceAlreadySpent" });
    const rejecting = {
      verb: "rejectBalance" as const,
      statement: subjectOf(statement),
      balance: { amount: "1.00", salt: SALT },
    };
    const rejection = await scene.act(buyer, rejecting);
    const replied = { party: BUYER, by: BUYER, roots: BOTH, result: RESULT, count: 1, balance: sumHash(SUM) };
    await scene.book.state({ name: "BalanceRejected", id, ...replied });
    expect(await scene.read(buyer, rejection.id)).to.include({ state: "refused", error: "AlreadyReplied" });
    expect((await scene.problem(supplier, scene.excepting(statement))).code).to.equal("AlreadyReplied");
    const none = { exceptions: { result: RESULT, count: 0 } };
    expect((await scene.problem(supplier, scene.excepting(await scene.differing(), none))).code).to.equal(
      "ExceptionsInvalid",
    );
  });

  it("shows a sum of which only the hash is recorded, and opens it to both sides once it is", async () => {
    const statement = await scene.differing();
    const about = { statement: subjectOf(statement) };
    const debt = { id: randomUUID(), verb: "acknowledgeDebt" as const, ...about, debt: { amount: "1250.00" } };
    const prepared = await scene.act(buyer, debt);
    const { salt } = prepared.message?.message["debt"] as { salt: Hex };
    const again = await scene.act(buyer, debt);
    expect(again.message?.message["debt"], "kept, however often it is asked for").to.deep.include({ salt });
    const own = { verb: "rejectBalance" as const, ...about, balance: { amount: "-7.00", salt: SALT } };
    await scene.act(buyer, own);
    const sums = async (token: string): Promise<unknown> => {
      const params = { path: { id: statementId(statement) } };
      const { data } = await scene.client(token).GET("/v1/statements/{id}/sums", { params });
      return data?.items.map(({ amount }) => amount).sort();
    };
    expect(await sums(buyer), "nothing was recorded").to.deep.equal([]);
    const hash = sumHash({ amount: 125_000n, salt });
    const common = { id: statementId(statement), by: BUYER, roots: BOTH };
    await scene.book.state({ name: "DebtAcknowledged", ...common, debtor: BUYER, debt: hash, payBy: 0 });
    expect(await scene.read(buyer, prepared.id)).to.include({ state: "recorded", amount: "1250.00" });
    expect([await sums(buyer), await sums(supplier)]).to.deep.equal([["1250.00"], ["1250.00"]]);
    const rejected = { party: BUYER, result: `0x${"00".repeat(32)}` as const, count: 0 };
    const balance = sumHash({ amount: -700n, salt: SALT });
    await scene.book.state({ name: "BalanceRejected", ...common, ...rejected, balance });
    expect(await sums(supplier), "what the buyer's own books say").to.deep.equal(["1250.00"]);
    expect([await sums(buyer), await sums(stranger)]).to.deep.equal([["-7.00", "1250.00"], undefined]);
  });

  it("takes two members where its sum is above the rule or not shown, and where no books bear it out", async () => {
    const [statement, other] = [await scene.differing(), await scene.differing()];
    const rule = { currency: statement.currency, above: "1000.00" };
    await scene.client(buyer).POST("/v1/checking-rules", { body: rule });
    const checked = async (body: Parameters<StatementScene["act"]>[1]): Promise<boolean> =>
      (await scene.act(buyer, body)).checker;
    expect(await checked(agreeing(statement, "-1000.01"))).to.equal(true);
    expect(await checked(agreeing(other, "-1000.00")), "unverified").to.equal(true);
    const owing = (amount: string): Act => {
      return { verb: "acknowledgeDebt", statement: subjectOf(other), debt: { amount, salt: SALT } };
    };
    expect([await checked(owing("1000.00")), await checked(owing("1000.01"))]).to.deep.equal([false, true]);
    expect(await checked({ verb: "receiveDemand", statement: subjectOf(other), demand: SALT })).to.equal(true);
    const { id } = await scene.act(buyer, agreeing(statement, "-1000.01"));
    expect((await scene.signAs(buyer, id, "buyer")).code).to.equal("CheckerMissing");
  });
});
