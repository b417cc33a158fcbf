import { expect } from "chai";
import { describeProof, gather, isSound, prove } from "../../src/cli/demo/proof.ts";
import { RefusedError } from "../../src/clients/errors.ts";
import { NEW_POSITION } from "../../src/domain/money.ts";
import { Status } from "../../src/domain/receivable.ts";
import { dateOfDay } from "../../src/domain/terms.ts";
import { failureOf } from "../support/stage.ts";
import { DEPOSIT, FIRST, linesOf, ORDERED, PREPAYMENT, quoteLine, SECOND, THIRD, TOTAL } from "./linesInvoice.ts";
import type { Due } from "./linesInvoice.ts";
import { lineAt, PAID, playLines, RECEIVED, transfersIn, WAYS } from "./linesPlay.ts";
import type { Played } from "./linesPlay.ts";

/** What each line owes and until when, by hand: half up, and the last one takes the rest (R1, R4, R6). */
const AGREED = [
  [PREPAYMENT, 200_001n, "2026-11-02"],
  [DEPOSIT, 125_000n, "2026-11-16"],
  [FIRST, 225_001n, "2026-12-16"],
  [SECOND, 225_001n, "2026-12-31"],
  [THIRD, 225_000n, "2027-02-16"],
] as const;
/** What is due on each on the day on which all are paid, by hand. */
const DUE: readonly Due[] = [
  { open: 0n, discount: 0n, charges: 0n, payoff: 0n },
  // 250.00 that the deposit left open x 9 % x 34 / 365 = 2.10, and 40.00 (R16, R20, R24).
  { open: 25_000n, discount: 0n, charges: 4_210n, payoff: 29_210n },
  // 2,250.01 x 9 % x 4 / 365 = 2.22, and 40.00; the 2 % ended on 26 November.
  { open: 225_001n, discount: 0n, charges: 4_222n, payoff: 229_223n },
  { open: 225_001n, discount: 0n, charges: 0n, payoff: 225_001n },
  // 2 % until 31 December.
  { open: 225_000n, discount: 4_500n, charges: 0n, payoff: 220_500n },
];
const HISTORY: Readonly<Record<number, readonly string[]>> = {
  [PREPAYMENT]: [`${ORDERED},receipt,2000.01,PREPAYMENT`],
  [DEPOSIT]: ["2026-11-09,receipt,1000.00,DEPOSIT"],
};
const EVERYTHING = 2n ** 256n - 1n;

const total = (amounts: readonly bigint[]): bigint => amounts.reduce((sum, amount) => sum + amount, 0n);

describe("the story of an invoice in lines: prepayment, deposit and three instalments", () => {
  const quoted: Due[] = [];
  before(async function () {
    this.timeout(60_000);
    for (const [line] of AGREED) quoted.push(await quoteLine(line, PAID, HISTORY[line]));
  });

  it("has on the day of payment what was reckoned by hand, line by line, as countersign quote prints it", () => {
    expect(quoted).to.deep.equal(DUE);
  });

  for (const [how, way] of Object.entries(WAYS)) {
    describe(how, () => {
      let played: Played;
      before(async function () {
        this.timeout(60_000);
        const most = quoted.map(({ payoff }) => payoff);
        played = await playLines(way, most);
      });
      after(() => played.chain.close());

      const idsOf = (): readonly string[] => played.lines.map(({ id }) => id);
      const stateOf = (place: number) => played.world.relayer.stateOf(lineAt(played.lines, place).id);

      it("has lines that make the invoice to the cent, each with a due day of its own (R6)", () => {
        const terms = played.lines.map(({ receivable }) => receivable.terms);
        const agreed = terms.map(({ amount, dueDay }, line) => [line, amount, dateOfDay(dueDay)]);
        expect(agreed).to.deep.equal(AGREED);
        expect(total(terms.map(({ amount }) => amount))).to.equal(TOTAL);
      });

      it("is issued in one transaction and accepted in one", () => {
        const { issued, accepted, world } = played;
        for (const [{ events }, name, party] of [
          [issued, "ReceivableIssued", "musterwerk"],
          [accepted, "ReceivableAccepted", "beispiel"],
        ] as const) {
          const acts = events.flatMap(({ event }) => (event.name === name ? [event] : []));
          expect(acts.map(({ id }) => id)).to.deep.equal(idsOf());
          expect(new Set(acts.map(({ by }) => by))).to.deep.equal(new Set([world.addressOf(party)]));
        }
      });

      it("is issued whole or not at all, and accepted whole or not at all", async () => {
        const { world, lines } = played;
        const others = linesOf(world, "MW-2026-1151");
        const spoiled = [...others, lineAt(lines, FIRST)];
        const statuses = async (): Promise<Set<Status>> =>
          new Set((await Promise.all(others.map(({ id }) => world.relayer.stateOf(id)))).map(({ status }) => status));
        const issuing = await failureOf(way.issue(world, spoiled));
        expect(issuing).to.be.instanceOf(RefusedError).with.property("code", "AlreadyIssued");
        expect(await statuses()).to.deep.equal(new Set([Status.None]));
        await way.issue(world, others);
        const accepting = await failureOf(way.accept(world, spoiled));
        expect(accepting).to.be.instanceOf(RefusedError).with.property("code", "StatusForbids");
        expect(await statuses()).to.deep.equal(new Set([Status.Issued]));
      });

      it("has a prepayment due before the invoice, which is not late if the bank moved it in time (R11)", async () => {
        // 2,000.01 x 9 % x 14 / 365 = 6.90, and 40.00: what it would cost had nobody paid.
        expect(played.prepaymentOpen).to.include({ daysLate: 14n, charges: 4_690n });
        const { amount: settled } = lineAt(played.lines, PREPAYMENT).receivable.terms;
        expect(await stateOf(PREPAYMENT)).to.include({ ...NEW_POSITION, settled, closed: true });
      });

      it("has a deposit that settles its line as money and no credit; only the rest bears interest", async () => {
        const { cash } = RECEIVED[DEPOSIT];
        const { amount: settled } = lineAt(played.lines, DEPOSIT).receivable.terms;
        const [, { events } = { events: [] }] = played.received;
        expect(events[0]?.event).to.include({ name: "ReceiptRecorded", principal: cash, charges: 0n, closed: false });
        const lateDays = (settled - cash) * 34n;
        expect(await stateOf(DEPOSIT)).to.include({ settled, credited: 0n, lateDays, chargesSettled: 4_210n });
      });

      it("owes before it is paid what countersign quote says, line by line", () => {
        const due = played.due.map(({ open, discount, charges, payoff }) => ({ open, discount, charges, payoff }));
        expect(due).to.deep.equal(quoted);
      });

      it("is paid in one transaction, with one transfer for each run of lines of one holder", async () => {
        const { chain, paid, world } = played;
        expect(await transfersIn(chain, paid.hash)).to.deep.equal([
          { to: world.addressOf("musterwerk"), value: 29_210n + 229_223n },
          { to: world.addressOf("fiktiva"), value: 225_001n + 220_500n },
        ]);
        const settled = paid.events.flatMap(({ event }) => (event.name === "ReceivablePaid" ? [event] : []));
        expect(settled.map(({ id }) => id)).to.deep.equal(idsOf().slice(DEPOSIT));
        expect(settled.map(({ discount, charges }) => [discount, charges])).to.deep.equal(
          DUE.slice(DEPOSIT).map(({ discount, charges }) => [discount, charges]),
        );
      });

      it("is closed in every line then, accepted as it was, and nothing of it credited", async () => {
        for (const [place, settled] of AGREED) {
          const holder = played.world.addressOf(place >= SECOND ? "fiktiva" : "musterwerk");
          const late = place === DEPOSIT || place === FIRST;
          const state = await stateOf(place);
          expect(state).to.include({ status: Status.Accepted, settled, credited: 0n, holder, closed: true });
          expect(state.lateDays > 0n).to.equal(late);
        }
        expect(await stateOf(FIRST)).to.include({ lateDays: 225_001n * 4n, chargesSettled: 4_222n });
      });

      it("adds up: what was received and paid is the invoice, less discount, plus charges", async () => {
        const { chain, paid, received } = played;
        const events = [...received, paid].flatMap((recorded) => recorded.events.map(({ event }) => event));
        const settled = events.flatMap((event) =>
          event.name === "ReceivablePaid" || event.name === "ReceiptRecorded" ? [event] : [],
        );
        const principal = total(settled.map((event) => event.principal));
        const discount = total(settled.map((event) => event.discount));
        const charges = total(settled.map((event) => event.charges));
        expect([principal, discount, charges]).to.deep.equal([TOTAL, 4_500n, 8_432n]);
        const moved = total((await transfersIn(chain, paid.hash)).map(({ value }) => value));
        const byBank = total(Object.values(RECEIVED).map(({ cash }) => cash));
        expect(moved + byBank).to.equal(TOTAL - 4_500n + 8_432n);
      });

      it("costs nothing to be paid once more", async () => {
        const { chain, lines, world } = played;
        const orders = lines.map(({ id, terms }) => ({ id, opened: terms, maxCash: EVERYTHING }));
        const again = await world.client("beispiel").payMany(orders);
        expect([again.events, await transfersIn(chain, again.hash)]).to.deep.equal([[], []]);
      });

      it("is proved by the auditor, who reckons all six settlements anew", async () => {
        const { addresses } = played.world.relayer;
        const proof = await prove(await gather(played.chain, addresses), addresses);
        expect(isSound(proof), describeProof(proof)).to.equal(true);
        expect(proof.settlements).to.equal(6);
      });
    });
  }
});
