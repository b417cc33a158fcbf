/** What an organisation's own books say against an act that it is to sign. */
import { randomUUID } from "node:crypto";
import { expect } from "chai";
import { keccakOfText } from "../../../src/domain/hash.ts";
import type { Hex } from "../../../src/domain/receivable.ts";
import { statementId } from "../../../src/domain/statement.ts";
import type { Statement } from "../../../src/domain/statement.ts";
import { endStatementBook, keepStatementBook } from "../../../src/store/statementBooks.ts";
import { beginResults, endResult } from "../../../src/store/statementResults.ts";
import { posting, statementBetween } from "../statementObjects.ts";
import { addressOf } from "../stage.ts";
import { agreeing, OTHER_ROOT, openStatementScene, RESULT, ROOT, SALT, subjectOf, SUM } from "./statementActs.ts";
import type { StatementScene } from "./statementActs.ts";
import type { Act } from "./scene.ts";

const [SUPPLIER, BUYER] = [addressOf("supplier"), addressOf("buyer")];
const OTHER_SALT = keccakOfText("a salt of nobody's books");

describe("What the own books reckoned of a statement", () => {
  let scene: StatementScene;
  let [supplier, buyer] = ["", ""];

  before(async () => {
    scene = await openStatementScene();
    ({ supplier, buyer } = scene.tokens);
  });

  after(() => scene.close());

  /** A book of the buyer's that is read; its sum is the usual one. */
  async function book(
    statement: Statement,
    side: "supplier" | "buyer",
    root: Hex,
    balance = SUM.amount,
  ): Promise<number> {
    const kind = side === "buyer" ? "own" : "received";
    const whose = { organisation: BUYER, account: BUYER, statement, statementId: statementId(statement), side };
    const read = { lastDay: 20_000, keys: SALT, upload: {}, shown: false, begun: 1 };
    const kept = await keepStatementBook(scene.database, { ...whose, ...read, kind, id: randomUUID() });
    const figures = {
      root,
      digest: SALT,
      balance,
      salt: SALT,
      lastDay: 20_000,
      items: 1,
      lines: 1,
      later: 0,
    };
    await scene.database.transaction((tx) => endStatementBook(tx, kept.number, figures, Buffer.from("x"), 2));
    return kept.number;
  }

  /** The buyer's comparison of what both have posted: the usual result. */
  async function compare(statement: Statement): Promise<void> {
    const { database } = scene;
    const own = await book(statement, "buyer", OTHER_ROOT);
    await book(statement, "supplier", ROOT);
    const about = { organisation: BUYER, statement: statementId(statement), standing: OTHER_ROOT };
    await beginResults(database, about, 3);
    const rows = await database.query<{ number: number }>("select number from statement_results where own = $1", [own]);
    const made = { result: RESULT, exceptions: 2, matched: 0, reconciliation: randomUUID() };
    await database.transaction((tx) => endResult(tx, rows[0]?.number ?? 0, made, [], 4));
  }

  const rejecting = (statement: Statement, amount: string): Act => ({
    ...{ verb: "rejectBalance", statement: subjectOf(statement), balance: { amount, salt: OTHER_SALT } },
  });

  it("is all that an agreement with exceptions may say, and each field that differs is named", async () => {
    const statement = await scene.differing();
    await compare(statement);
    const refused = async (over: object): Promise<unknown> => {
      const { code, at } = await scene.problem(buyer, scene.excepting(statement, over));
      return [code, ...at];
    };
    const sum = (amount: string, salt: Hex): object => ({ balance: { amount, salt } });
    const exceptions = (result: Hex, count: number): object => ({ exceptions: { result, count } });
    expect(await refused(exceptions(SALT, 2))).to.deep.equal(["ResultUnreckoned", "body.exceptions.result"]);
    expect(await refused(exceptions(RESULT, 1))).to.deep.equal(["ResultUnreckoned", "body.exceptions.count"]);
    expect(await refused(sum("0.01", SALT))).to.deep.equal(["ResultUnreckoned", "body.balance.amount"]);
    expect(await refused(sum("1250.00", OTHER_SALT))).to.deep.equal(["ResultUnreckoned", "body.balance.salt"]);
    expect(await scene.act(buyer, scene.excepting(statement))).to.include({ unverified: false });
  });

  it("keeps the organisation from signing what the other firm prepared here, or signed elsewhere", async () => {
    const statement = await scene.differing();
    const lie = { exceptions: { result: SALT, count: 1 }, balance: { amount: "0.01", salt: SALT } };
    const { id } = await scene.act(supplier, scene.excepting(statement, lie));
    await scene.signAs(supplier, id, "supplier");
    expect((await scene.read(buyer, id)).call, "nothing speaks against it yet").not.to.equal(null);
    const { data: theirs } = await scene.consent(supplier, id);
    await compare(statement);
    expect(await scene.read(buyer, id)).to.deep.include({ unverified: true, call: null });
    expect(await scene.signAs(buyer, id, "buyer")).to.include({ status: 409, code: "ResultUnreckoned" });
    const handedIn = await scene.problem(buyer, scene.excepting(statement, { ...lie, theirs }));
    expect(handedIn.code).to.equal("ResultUnreckoned");
  });

  it("speaks against a balance before the books are compared, where the root is known", async () => {
    const statement = await scene.differing();
    await book(statement, "supplier", ROOT);
    const lie = scene.excepting(statement, { balance: { amount: "0.01", salt: SALT } });
    expect(await scene.problem(buyer, lie)).to.deep.equal({ code: "ResultUnreckoned", at: ["body.balance.amount"] });
    expect(await scene.act(buyer, scene.excepting(statement))).to.include({ unverified: true });
  });

  it("is what the organisation agrees to, or rejects with, and of a rejection the salt is its own matter", async () => {
    const statement = statementBetween(SUPPLIER, BUYER, -500);
    await scene.book.state(posting(statement, "supplier", OTHER_ROOT));
    await book(statement, "buyer", OTHER_ROOT);
    const amount = { code: "ResultUnreckoned", at: ["body.balance.amount"] };
    expect(await scene.problem(buyer, agreeing(statement, "0.01"))).to.deep.equal(amount);
    expect(await scene.act(buyer, agreeing(statement))).to.include({ unverified: false });
    const differing = await scene.differing();
    await book(differing, "buyer", OTHER_ROOT);
    expect(await scene.problem(buyer, rejecting(differing, "0.01"))).to.deep.equal(amount);
    expect(await scene.act(buyer, rejecting(differing, "1250.00"))).to.include({ unverified: false });
  });

  it("asks for another member where it is missing and there is a rule, however small the sum", async () => {
    const [unread, read] = [await scene.differing(), await scene.differing()];
    await compare(read);
    const prepared = await scene.act(buyer, scene.excepting(unread));
    expect(prepared).to.include({ unverified: true, checker: false });
    const rule = { currency: unread.currency, above: "99999.00" };
    await scene.client(buyer).POST("/v1/checking-rules", { body: rule });
    expect(await scene.read(buyer, prepared.id)).to.include({ unverified: true, checker: true });
    expect(await scene.signAs(buyer, prepared.id, "buyer")).to.include({ status: 403, code: "CheckerMissing" });
    const alone = await scene.act(buyer, rejecting(unread, "0.01"));
    expect(await scene.signAs(buyer, alone.id, "buyer")).to.include({ status: 403, code: "CheckerMissing" });
    for (const [cents, amount, checker] of [
      [-9_999_900n, "-99999.00", false],
      [-9_999_901n, "-99999.01", true],
    ] as const) {
      const owed = await scene.differing();
      await book(owed, "buyer", OTHER_ROOT, cents);
      expect(await scene.act(buyer, rejecting(owed, amount)), "the supplier owes").to.include({
        unverified: false,
        checker,
      });
    }
    const reckoned = await scene.act(buyer, scene.excepting(read));
    expect(reckoned).to.include({ unverified: false, checker: false });
    expect(await scene.signAs(buyer, reckoned.id, "buyer")).to.include({ status: 200 });
  });
});
