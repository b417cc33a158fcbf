/** How long the other side takes: to accept, to answer a dispute, to credit it, and to answer a statement. */
import { randomUUID } from "node:crypto";
import { expect } from "chai";
import { ClarificationAction, ClarificationReason } from "../../src/domain/clarification.ts";
import { idOf } from "../../src/domain/commitment.ts";
import type { LedgerEvent } from "../../src/domain/events.ts";
import { invoiceHash } from "../../src/domain/invoiceNumber.ts";
import { keccakOfText } from "../../src/domain/hash.ts";
import { Outcome, ZERO_HASH } from "../../src/domain/receivable.ts";
import type { Hex, Receivable } from "../../src/domain/receivable.ts";
import { statementId } from "../../src/domain/statement.ts";
import type { Statement } from "../../src/domain/statement.ts";
import type { StatementEvent } from "../../src/domain/statementEvents.ts";
import { headerOf, receivableOf, termsOf } from "../support/receivables.ts";
import { accepting, DAY, FIRST_INSTANT, issuing } from "./book.ts";
import { addressOf, openStage } from "./stage.ts";
import type { Stage } from "./stage.ts";
import { EUR, posting, statementBetween, supplierAlone } from "./statementObjects.ts";

const [SUPPLIER, BUYER] = [addressOf("the supplier"), addressOf("the buyer")];
const TODAY = FIRST_INSTANT / DAY;

const WHY = { reason: ClarificationReason.NON, action: ClarificationAction.NOA, text: ZERO_HASH };

describe("The clocks of a supplier", () => {
  let stage: Stage;
  /** So many blocks were written, one a day. */
  let blocks: number;

  beforeEach(async () => {
    stage = await openStage();
    blocks = 0;
  });

  afterEach(() => stage.close());

  const write = (...events: readonly LedgerEvent[]): Promise<void> => {
    blocks += 1;
    return stage.book.write(...events);
  };
  const state = (...events: readonly StatementEvent[]): Promise<void> => {
    blocks += 1;
    return stage.book.state(...events);
  };
  const claim = (number: string): Receivable =>
    receivableOf(headerOf(SUPPLIER, BUYER, { invoice: invoiceHash(number) }), termsOf(EUR, TODAY));
  const pass = async (days: number): Promise<void> => {
    for (let day = 0; day < days; day += 1) await write(...issuing(claim(`filler ${blocks}`)));
  };
  /** As of the day of the last block, by days. */
  const clocks = async (who = "the supplier") => {
    stage.now = FIRST_INSTANT + (blocks - 1) * DAY;
    const params = { query: { from: "2026-10-20" } };
    const client = stage.client(await stage.signIn(who));
    const { data, error } = await client.GET("/v1/dunning/statistics", { params });
    if (data === undefined) throw new Error(error.detail);
    const days = (seconds: number | null): number | null => (seconds === null ? null : seconds / DAY);
    return Object.fromEntries(
      data.waits.map(({ kind, of, median, p90, waiting, longestWaiting }) => [
        kind,
        [of, days(median), days(p90), waiting, days(longestWaiting)],
      ]),
    );
  };
  const NONE = [0, null, null, 0, 0];

  it("say of nothing nothing", async () => {
    await state({ name: "NonceSpent", signer: BUYER, nonce: 1n });
    expect(await clocks()).to.deep.equal({
      ...{ acceptance: NONE, disputeAnswer: NONE, creditNote: NONE, statementAnswer: NONE },
    });
  });

  it("count the days to an acceptance, and of what was refused or taken back none", async () => {
    for (const days of [1, 2, 3, 4, 5]) {
      const receivable = claim(`RE-${days}`);
      await write(...issuing(receivable));
      for (let day = 1; day < days; day += 1) await state({ name: "NonceSpent", signer: BUYER, nonce: BigInt(blocks) });
      await write(accepting(receivable));
    }
    const [refused, taken, waits] = [claim("RE-6"), claim("RE-7"), claim("RE-8")];
    await write(...issuing(refused), ...issuing(taken), ...issuing(waits));
    expect((await clocks())["acceptance"]).to.deep.equal([5, 3, 5, 3, 0]);
    await write(
      { name: "ReceivableRejected", id: idOf(refused.header), by: BUYER, ...WHY },
      { name: "ReceivableCancelled", id: idOf(taken.header), by: SUPPLIER, reason: ZERO_HASH },
    );
    expect((await clocks())["acceptance"]).to.deep.equal([5, 3, 5, 1, 1]);
    expect((await clocks("the buyer"))["acceptance"], "the buyer's own claims").to.deep.equal(NONE);
  });

  it("count the days to an answer to a dispute, and to the credit note of one that was conceded", async () => {
    const [conceded, withdrawn, open] = [claim("RE-1"), claim("RE-2"), claim("RE-3")];
    const dispute = (receivable: Receivable, amount: bigint): LedgerEvent => ({
      ...{ name: "ReceivableDisputed", id: idOf(receivable.header), by: BUYER, code: 1, evidence: ZERO_HASH },
      ...{ amount, disputed: amount },
    });
    const resolved = (receivable: Receivable, outcome: Outcome, by: Hex): LedgerEvent => ({
      ...{ name: "DisputeResolved", id: idOf(receivable.header), by, outcome, amount: 100n, disputed: 0n },
      evidence: ZERO_HASH,
    });
    for (const one of [conceded, withdrawn, open]) await write(...issuing(one), accepting(one));
    await write(dispute(conceded, 100n), dispute(withdrawn, 100n), dispute(open, 100n));
    await write(resolved(withdrawn, Outcome.Withdrawn, BUYER));
    await write(resolved(conceded, Outcome.Conceded, SUPPLIER));
    const { disputeAnswer, creditNote } = await clocks();
    expect(disputeAnswer, "fewer than five give no quantile").to.deep.equal([2, null, null, 1, 2]);
    expect(creditNote).to.deep.equal([1, null, null, 0, 0]);
    const id = `\\x${idOf(open.header).slice(2)}`;
    await stage.database.query(
      `insert into dispute_outcomes (id, receivable, number, organisation, account, side, at, after_block, content,
         credit, withdrawal) values ($1, $2, 1, $3, $3, 'creditor', $4, 0, $2, 0, 0)`,
      [randomUUID(), id, `\\x${SUPPLIER.slice(2)}`, FIRST_INSTANT + (blocks - 1) * DAY],
    );
    expect((await clocks())["disputeAnswer"], "a proposal is an answer").to.deep.equal([3, null, null, 0, 0]);
  });

  it("count the days to the other side's word on a statement on chain", async () => {
    const statements = Array.from({ length: 6 }, (_, day): Statement => statementBetween(SUPPLIER, BUYER, day));
    const root = keccakOfText("a root");
    for (const statement of statements) await state(posting(statement, "supplier", root));
    for (const [place, statement] of statements.slice(0, 4).entries()) {
      const agreed = { name: "BalanceAgreed", id: statementId(statement), party: BUYER, by: BUYER } as const;
      if (place % 2 === 0) await state(posting(statement, "buyer", root));
      else await state({ ...agreed, roots: supplierAlone(root), balance: root });
    }
    const own = { name: "BalanceAgreed", party: SUPPLIER, by: SUPPLIER, balance: root } as const;
    await state({ ...own, id: statementId(statements[4] as Statement), roots: supplierAlone(root) });
    expect((await clocks())["statementAnswer"], "one's own word is none").to.deep.equal([4, null, null, 2, 6]);
    const fifth = { name: "DebtAcknowledged", debtor: BUYER, by: BUYER, debt: root, payBy: 0 } as const;
    await state({ ...fifth, id: statementId(statements[5] as Statement), roots: supplierAlone(root) });
    expect((await clocks())["statementAnswer"]).to.deep.equal([5, 6, 6, 1, 7]);
    expect((await clocks("the buyer"))["statementAnswer"], "of its own two").to.deep.equal([0, null, null, 2, 5]);
  });

  it("count the days to the other side's answer to a statement of account", async () => {
    await pass(3);
    const insert = async (answeredBy: Hex | undefined): Promise<void> => {
      const id = randomUUID();
      await stage.database.query(
        `insert into account_statements (id, organisation, member, supplier, buyer, currency, cut_off, cut_off_instant,
           layout, language, made, summary, account)
         values ($1, $2, $2, $2, $3, $3, '2026-10-31', 0, 'open-item', 'en', $4, '{}', '{}')`,
        [id, `\\x${SUPPLIER.slice(2)}`, `\\x${BUYER.slice(2)}`, FIRST_INSTANT],
      );
      if (answeredBy === undefined) return;
      await stage.database.query(
        `insert into account_statement_answers (statement, id, place, kind, text, organisation, account, at)
         values ($1, $1, 1, 'agreed', '', $2, $2, $3)`,
        [id, `\\x${answeredBy.slice(2)}`, FIRST_INSTANT + DAY],
      );
    };
    for (const by of [BUYER, BUYER, BUYER, BUYER, BUYER, SUPPLIER, undefined]) await insert(by);
    expect((await clocks())["statementAnswer"]).to.deep.equal([5, 1, 1, 2, 2]);
  });
});
