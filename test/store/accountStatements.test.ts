import { expect } from "chai";
import pino from "pino";
import { idOf } from "../../src/domain/commitment.ts";
import type { Heading } from "../../src/domain/account/heading.ts";
import type { Address } from "../../src/domain/receivable.ts";
import { atOneInstant, makeAccountStatement } from "../../src/gateway/accountStatements/making.ts";
import { runStatementSchedule } from "../../src/gateway/accountStatements/scheduling.ts";
import { ProblemError } from "../../src/gateway/http/problems.ts";
import { keepAnswers, lastAnswersTo } from "../../src/store/accountStatementAnswers.ts";
import type { NewLineAnswer } from "../../src/store/accountStatementAnswers.ts";
import {
  claimStatementMail,
  queueStatementMails,
  settleStatementMail,
  statementMailsOf,
} from "../../src/store/accountStatementMails.ts";
import { keepSchedule, scheduleOf } from "../../src/store/accountStatementSchedules.ts";
import {
  accountStatementOf,
  accountStatementsBefore,
  keepAccountStatement,
  keptAccountOf,
  noteStatementOpened,
} from "../../src/store/accountStatements.ts";
import type { NewAccountStatement } from "../../src/store/accountStatements.ts";
import type { Database } from "../../src/store/database.ts";
import { StoreRetryError } from "../../src/store/errors.ts";
import { itemsOfPair } from "../../src/store/pairItems.ts";
import type { NewAccountStatement as NewAccountStatementAsked } from "../../src/wire/accountStatement.ts";
import { heading, invoice } from "../domain/accountMovements.ts";
import { DAY, FIRST_INSTANT, issuing, openBook } from "../gateway/book.ts";
import { headerOf, receivableOf, termsOf } from "../support/receivables.ts";
import { ENGINES, freshDatabase } from "./engines.ts";
import { address } from "./rows.ts";

const [SUPPLIER, BUYER, CLERK] = [address(1), address(2), address(3)];
const EUR: Address = "0x00000000000000000000000000000000000003d2";
const NOW = FIRST_INSTANT + 40 * DAY;
const uuid = (number: number): string => `b0bb1e50-0000-4000-8000-${number.toString().padStart(12, "0")}`;
const KEPT: { heading: Heading; movements: readonly ReturnType<typeof invoice>[] } = {
  heading: heading(),
  movements: [invoice("=A\u00a0云", { amount: 2n ** 90n })],
};

function statement(id: string, over: Partial<NewAccountStatement> = {}): NewAccountStatement {
  return {
    ...{ id, organisation: SUPPLIER, by: CLERK, supplier: SUPPLIER, buyer: BUYER, currency: EUR, cutOff: "2026-11-30" },
    ...{ cutOffInstant: NOW, layout: "open-item", language: "en", replaces: null, schedule: null, replyBy: null },
    ...{ made: NOW, summary: { lines: 1 }, ...over },
  };
}

for (const engine of ENGINES) {
  describe(`Statements of account in ${engine}`, () => {
    let database: Database;

    beforeEach(async () => {
      database = await freshDatabase(engine);
    });

    it("come back as they were kept, once, each with one successor and one for a schedule's cut-off", async () => {
      const keep = (one: NewAccountStatement): Promise<boolean> => keepAccountStatement(database, one, KEPT);
      expect([await keep(statement(uuid(1))), await keep(statement(uuid(1)))]).to.deep.equal([true, false]);
      expect(await keptAccountOf(database, uuid(1))).to.deep.equal(KEPT);
      expect(await keep(statement(uuid(2), { replaces: uuid(1) }))).to.equal(true);
      expect(await keep(statement(uuid(3), { replaces: uuid(1) }))).to.equal(false);
      expect(await keep(statement(uuid(4), { schedule: uuid(9) }))).to.equal(true);
      expect(await keep(statement(uuid(5), { schedule: uuid(9) }))).to.equal(false);
      await noteStatementOpened(database, uuid(1), CLERK, NOW + 5);
      await noteStatementOpened(database, uuid(1), CLERK, NOW + 1);
      expect(await accountStatementOf(database, uuid(1))).to.include({ replacedBy: uuid(2), opened: NOW + 5 });
      const listed = async (by: Address, made: "here" | "elsewhere"): Promise<number> =>
        (await accountStatementsBefore(database, by, { made }, Number.MAX_SAFE_INTEGER, 10)).length;
      expect([await listed(SUPPLIER, "here"), await listed(BUYER, "elsewhere")]).to.deep.equal([3, 3]);
      expect([await listed(BUYER, "here"), await listed(CLERK, "elsewhere")]).to.deep.equal([0, 0]);
    });

    it("keep every answer once under its id, and tell the last to each line", async () => {
      await keepAccountStatement(database, statement(uuid(1)), KEPT);
      const say = (id: string, ...answers: readonly Partial<NewLineAnswer>[]) =>
        keepAnswers(
          database,
          { statement: uuid(1), id, organisation: BUYER, account: CLERK, at: NOW },
          answers.map((one) => ({
            ...{ line: 1, kind: "agrees", amount: null, paidOn: null, reference: null, text: 'a"\\b,{}云', ...one },
          })),
        );
      const said = await say(uuid(7), { line: null }, { line: 2, kind: "differs", amount: "1.00" });
      expect(said.map(({ line, kind, amount }) => [line, kind, amount])).to.deep.equal([
        [null, "agrees", null],
        [2, "differs", "1.00"],
      ]);
      expect(await say(uuid(7), { line: 5 }), "said before under this id").to.deep.equal(said);
      await say(uuid(8), { line: 2, kind: "paid", paidOn: "2026-11-04" });
      const last = await lastAnswersTo(database, uuid(1), [1, 2]);
      expect([last.size, last.get(2)?.kind, last.get(2)?.text]).to.deep.equal([1, "paid", 'a"\\b,{}云']);
      expect(await accountStatementOf(database, uuid(1))).to.include({ answeredLines: 1, answeredWhole: true });
    });

    it("are mailed by one process at a time, and by another if that one died", async () => {
      await keepAccountStatement(database, statement(uuid(1)), KEPT);
      await queueStatementMails(database, uuid(1), ["a@b.example", "c@b.example"], NOW);
      await queueStatementMails(database, uuid(1), ["a@b.example"], NOW);
      const claim = (now: number) => claimStatementMail(database, { now, until: now + 60 });
      const claimed = await Promise.all([claim(NOW), claim(NOW), claim(NOW)]);
      const addresses = claimed.flatMap((one) => (one === undefined ? [] : [one.address]));
      expect(addresses.toSorted()).to.deep.equal(["a@b.example", "c@b.example"]);
      const again = await claim(NOW + 61);
      expect(again?.tries).to.equal(2);
      const taken = { state: "taken", retryAt: NOW, at: NOW + 62, status: null, fault: null } as const;
      await settleStatementMail(database, again?.id ?? "", taken);
      const states = (await statementMailsOf(database, [uuid(1)])).get(uuid(1))?.map(({ state }) => state);
      expect(states?.toSorted()).to.deep.equal(["taken", "waiting"]);
    });

    it("are made once for each cut-off by several processes at once", async () => {
      const receivable = receivableOf(headerOf(SUPPLIER, BUYER), termsOf(EUR, FIRST_INSTANT / DAY));
      await openBook(database).write(...issuing(receivable));
      const plan = {
        ...{ id: uuid(9), side: "supplier", counterparty: BUYER, currency: "EUR", layout: "open-item", language: "en" },
        ...{ zone: "UTC", recipients: [], frequency: "monthly", day: 30, first: "2026-11-01", makeAfterDays: 0 },
        ...{ replyDays: 14 },
      };
      const one = { id: uuid(9), organisation: SUPPLIER, member: CLERK, plan, made: NOW, next: "2026-11-30", due: NOW };
      await keepSchedule(database, one);
      const deps = { database, tokens: new Map(), secret: new Uint8Array(32), behindSeconds: 999 * DAY };
      // What lost its race too often is tried again by the worker.
      const run = (): Promise<unknown> =>
        runStatementSchedule({ ...deps, now: () => NOW + 1, logger: pino({ level: "silent" }) }).catch(
          (error: unknown) => {
            if (!(error instanceof StoreRetryError)) throw error;
          },
        );
      await Promise.all([run(), run(), run(), run()]);
      await run();
      const rows = await accountStatementsBefore(database, SUPPLIER, { made: "here" }, Number.MAX_SAFE_INTEGER, 9);
      expect(rows.map(({ cutOff }) => cutOff)).to.deep.equal(["2026-11-30"]);
      expect(await scheduleOf(database, SUPPLIER, uuid(9))).to.include({ next: "2026-12-30", fault: null });
    });

    it("are made once, and replaced once, however many ask at the same moment", async () => {
      const receivable = receivableOf(headerOf(SUPPLIER, BUYER), termsOf(EUR, FIRST_INSTANT / DAY));
      await openBook(database).write(...issuing(receivable));
      const asked: NewAccountStatementAsked = {
        ...{ id: uuid(1), side: "supplier", counterparty: BUYER, currency: "EUR", layout: "open-item", language: "en" },
        ...{ zone: "UTC", recipients: [], from: "2026-11-01", cutOff: "2026-11-30" },
      };
      const deps = { database, now: () => NOW, tokens: new Map(), secret: new Uint8Array(32) };
      const maker = { organisation: SUPPLIER, member: CLERK, schedule: null };
      const make = async (over: Partial<NewAccountStatementAsked>): Promise<string> => {
        try {
          const body = { ...asked, ...over };
          const made = await atOneInstant(database, (tx) => makeAccountStatement(tx, deps, maker, body));
          return made.isNew ? "new" : "known";
        } catch (error) {
          if (error instanceof ProblemError) return error.code;
          throw error;
        }
      };
      expect((await Promise.all([make({}), make({}), make({})])).toSorted()).to.deep.equal(["known", "known", "new"]);
      const versions = await Promise.all([5, 6].map((id) => make({ id: uuid(id), replaces: uuid(1) })));
      expect(versions.toSorted()).to.deep.equal(["AccountStatementReplaced", "new"]);
    });

    it("leave out of an account what was settled for good before its period, and nothing else", async () => {
      const book = openBook(database);
      const [paid, open] = [1, 2].map(() => receivableOf(headerOf(SUPPLIER, BUYER), termsOf(EUR, 20_000)));
      if (paid === undefined || open === undefined) throw new Error("two");
      await book.write(...issuing(paid), ...issuing(open));
      const money = { principal: 100_000n, discount: 0n, charges: 0n, lateDays: 0n, closed: true };
      const common = { id: idOf(paid.header), payer: BUYER, holder: SUPPLIER };
      await book.write({ name: "ReceivablePaid", ...common, ...money });
      const ids = async (before: number): Promise<readonly string[]> =>
        (await itemsOfPair(database, { supplier: SUPPLIER, buyer: BUYER }, before, 9)).map(({ id }) => id);
      expect(await ids(FIRST_INSTANT + DAY)).to.have.members([idOf(paid.header), idOf(open.header)]);
      expect(await ids(FIRST_INSTANT + DAY + 1)).to.deep.equal([idOf(open.header)]);
    });
  });
}
