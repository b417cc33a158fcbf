/** What one side signed of an agreement with exceptions, on its way from its gateway to that of the other side. */
import { randomUUID } from "node:crypto";
import { expect } from "chai";
import { decodeFunctionData } from "viem";
import { statementsAbi } from "../../../generated/abi.ts";
import { verbSet } from "../../../src/domain/directory.ts";
import { keccakOfText } from "../../../src/domain/hash.ts";
import { Verb, ZERO_HASH } from "../../../src/domain/receivable.ts";
import { statementId } from "../../../src/domain/statement.ts";
import type { Statement } from "../../../src/domain/statement.ts";
import { shownInstant } from "../../../src/gateway/receivables/showing.ts";
import { relayOf } from "../../../src/store/relays.ts";
import { DAY, STATEMENTS } from "../book.ts";
import { posting } from "../statementObjects.ts";
import { addressOf } from "../stage.ts";
import { agreeing, openStatementScene, OTHER_ROOT, partiesIn, RESULT, ROOT, SALT, subjectOf } from "./statementActs.ts";
import type { Consent, StatementScene } from "./statementActs.ts";

const [SUPPLIER, BUYER] = [addressOf("supplier"), addressOf("buyer")];
const ELSEWHERE = keccakOfText("something else");

describe("A consent to an agreement with exceptions", () => {
  let scene: StatementScene;
  let statement: Statement;
  let [supplier, buyer, stranger] = ["", "", ""];

  before(async () => {
    scene = await openStatementScene();
    ({ supplier, buyer, stranger } = scene.tokens);
  });

  beforeEach(async () => {
    scene.refusing = undefined;
    statement = await scene.differing();
    scene.tried.length = 0;
  });

  after(() => scene.close());

  /** How the buyer's act is refused that comes with what the supplier signed, some of it changed. */
  const refusedWith = async (theirs: Consent, over: object = {}): Promise<unknown> => {
    const { code, at } = await scene.problem(buyer, scene.excepting(statement, { theirs: { ...theirs, ...over } }));
    return [code, ...at];
  };

  it("says all that was signed, and by whom, to the members of the party that signed", async () => {
    const { id } = await scene.act(supplier, scene.excepting(statement));
    expect((await scene.consent(supplier, id)).code).to.equal("SignatureMissing");
    await scene.signAs(supplier, id, "supplier");
    const { message, deadline } = await scene.read(supplier, id);
    const { data } = await scene.consent(supplier, id);
    expect(data).to.deep.include({
      ...{ version: 1, chainId: 31_337, contract: STATEMENTS, statement: subjectOf(statement) },
      roots: { supplierRoot: ROOT, supplierVersion: 1, buyerRoot: OTHER_ROOT, buyerVersion: 1 },
      ...{ exceptions: { result: RESULT, count: 2 }, balance: { amount: "125000", salt: SALT } },
      ...{ party: SUPPLIER, signer: SUPPLIER, nonce: message?.message["nonce"] as string, deadline },
    });
    expect((await scene.consent(buyer, id)).code, "who has signed nothing").to.equal("SignatureMissing");
    expect((await scene.consent(stranger, id)).code).to.equal("NotFound");
    const alone = await scene.act(buyer, agreeing(statement));
    expect((await scene.consent(buyer, alone.id)).code, "of what one side does alone").to.equal("NotFound");
    await scene.withdraw(supplier, id);
    expect((await scene.consent(supplier, id)).code).to.equal("IntentOver");
  });

  it("is one of the two signatures of the other side's intent, which its own completes", async () => {
    const theirs = await scene.consentOf("supplier", statement);
    const asked = scene.excepting(statement, { theirs });
    const intent = await scene.act(buyer, asked);
    expect(intent).to.include({ state: "partlySigned", organisation: BUYER, preparedBy: BUYER, signed: null });
    expect(partiesIn(intent)).to.deep.equal([
      [SUPPLIER, "supplier", SUPPLIER],
      [BUYER, "buyer", null],
    ]);
    expect((await scene.act(buyer, asked)).id, "the same request").to.equal(intent.id);
    expect(scene.tried.at(-1)).to.deep.equal({ to: STATEMENTS, data: intent.call?.data, from: BUYER });
    expect(await scene.signAs(buyer, intent.id, "buyer")).to.include({ status: 200 });
    expect(await relayOf(scene.database, intent.id)).to.deep.include({ to: STATEMENTS, organisation: BUYER });
  });

  it("holds until its own deadline, and no act that takes it lasts longer", async () => {
    const soon = shownInstant(scene.now + DAY);
    const theirs = await scene.consentOf("supplier", statement, { deadline: soon });
    expect(theirs.deadline).to.equal(soon);
    const bounded = await scene.act(buyer, scene.excepting(statement, { theirs }));
    expect(bounded.deadline).to.equal(soon);
    expect(bounded.message?.message["deadline"]).to.equal((scene.now + DAY).toString());
    const sooner = shownInstant(scene.now + DAY / 2);
    const own = await scene.act(buyer, scene.excepting(statement, { theirs, id: randomUUID(), deadline: sooner }));
    expect(own.deadline).to.equal(sooner);
    const past = shownInstant(scene.now - 1);
    expect(await refusedWith(theirs, { deadline: past })).to.deep.equal(["ConsentExpired", "body.theirs.deadline"]);
    const never = "2026-02-30T00:00:00Z";
    expect(await refusedWith(theirs, { deadline: never })).to.deep.equal(["RequestInvalid", "body.theirs.deadline"]);
  });

  it("is refused by the field that is about anything else than the act, before anybody is asked", async () => {
    const theirs = await scene.consentOf("supplier", statement);
    scene.tried.length = 0;
    const changes: Readonly<Record<string, object>> = {
      chainId: { chainId: 1 },
      contract: { contract: BUYER },
      "statement.cutOff": { statement: { ...theirs.statement, cutOff: "2026-01-01T00:00:00Z" } },
      "statement.buyer": { statement: { ...theirs.statement, buyer: addressOf("factor") } },
      "exceptions.result": { exceptions: { ...theirs.exceptions, result: ELSEWHERE } },
      "exceptions.count": { exceptions: { ...theirs.exceptions, count: 3 } },
      "balance.amount": { balance: { ...theirs.balance, amount: "125001" } },
      "balance.salt": { balance: { ...theirs.balance, salt: ELSEWHERE } },
      party: { party: BUYER },
    };
    for (const [field, over] of Object.entries(changes)) {
      expect(await refusedWith(theirs, over)).to.deep.equal(["ConsentUnfit", `body.theirs.${field}`]);
    }
    expect(scene.tried).to.deep.equal([]);
  });

  it("is refused where a side has posted another version since", async () => {
    const theirs = await scene.consentOf("supplier", statement);
    const never = { ...theirs.roots, buyerRoot: ZERO_HASH, buyerVersion: 0 };
    const at = "body.theirs.roots.buyerRoot";
    expect(await refusedWith(theirs, { roots: never })).to.deep.equal(["RootSuperseded", at]);
    await scene.book.state(posting(statement, "buyer", ELSEWHERE, { version: 2 }));
    expect(await refusedWith(theirs)).to.deep.equal(["RootSuperseded", at]);
  });

  it("is refused unless the party, or an agent with a mandate to agree, has signed exactly this", async () => {
    const theirs = await scene.consentOf("supplier", statement);
    const others = await scene.consentOf("supplier", await scene.differing());
    const at = "body.theirs.signature";
    const { signature, nonce } = others;
    for (const over of [{ signature }, { nonce }, { signature: "0x12" }, { nonce: "0" }]) {
      expect(await refusedWith(theirs, over)).to.deep.equal(["SignatureInvalid", at]);
    }
    const signer = addressOf("clerk");
    expect(await refusedWith(theirs, { signer })).to.deep.equal(["NotAuthorised", "body.theirs.signer"]);
  });

  it("is refused in the words of the contract that would refuse it", async () => {
    const theirs = await scene.consentOf("supplier", statement);
    scene.refusing = { name: "NonceAlreadySpent", values: { signer: SUPPLIER, nonce: 1n } };
    expect(await refusedWith(theirs)).to.deep.equal(["NonceAlreadySpent", "body.theirs.nonce"]);
    scene.refusing = { name: "AlreadyReplied", values: { id: statementId(statement), reply: 1 } };
    expect(await refusedWith(theirs)).to.deep.equal(["AlreadyReplied"]);
  });

  it("ends the act that took it when its signer voids it, and does not stand in the way of another", async () => {
    const theirs = await scene.consentOf("supplier", statement);
    const { id } = await scene.act(buyer, scene.excepting(statement, { theirs }));
    await scene.book.state({ name: "NonceSpent", signer: SUPPLIER, nonce: BigInt(theirs.nonce) });
    expect(await scene.read(buyer, id)).to.include({ state: "refused", error: "NonceAlreadySpent", call: null });
    const own = await scene.act(buyer, scene.excepting(statement));
    expect(own).to.include({ state: "prepared" });
  });

  it("of an agent whose mandate ends counts no more, and its party signs the same message anew", async () => {
    const verbs = verbSet([Verb.AgreeBalance]);
    await scene.mandate("supplier", "clerk", { verbs, until: scene.now + 60 });
    const { id } = await scene.act(supplier, scene.excepting(statement));
    await scene.signAs(supplier, id, "clerk");
    const theirs = (await scene.consent(supplier, id)).data ?? expect.fail("it was not handed out");
    const sooner = { theirs, id: randomUUID(), deadline: shownInstant(scene.now + DAY) };
    const own = await scene.act(buyer, scene.excepting(statement, sooner));
    expect(partiesIn(own)[0]).to.deep.equal([SUPPLIER, "supplier", addressOf("clerk")]);
    scene.now += 61;
    expect((await scene.consent(supplier, id)).code).to.equal("SignatureMissing");
    expect(partiesIn(await scene.read(buyer, own.id))[0]).to.deep.equal([SUPPLIER, "supplier", null]);
    const { message } = await scene.read(supplier, own.id);
    const deadline = (Date.parse(theirs.deadline) / 1000).toString();
    expect(message?.message).to.include({ nonce: theirs.nonce, deadline, party: SUPPLIER });
    expect(await scene.signAs(supplier, own.id, "supplier")).to.include({ status: 200 });
    expect(await scene.signAs(buyer, own.id, "buyer")).to.include({ status: 200 });
    const { data } = (await relayOf(scene.database, own.id)) ?? expect.fail("nothing was sent");
    const { args } = decodeFunctionData({ abi: statementsAbi, data });
    const deadlines = [args[4], args[5]].map((consents) => (consents as readonly Given[])[0]?.deadline.toString());
    expect(deadlines).to.deep.equal([deadline, (Date.parse(own.deadline) / 1000).toString()]);
  });
});

interface Given {
  readonly deadline: bigint;
}
