/**
 * Predictions of the public pay-to-inv set. Its customers do not differ: the day of payment was thrown from the day of
 * the invoice on, whatever the due day, so that there is something to learn of the days and nothing of customers.
 */
import { expect } from "chai";
import { backTest } from "../../src/domain/prediction/backTest.ts";
import { fitModel } from "../../src/domain/prediction/fit.ts";
import { endOf, itemOf } from "../domain/prediction/worlds.ts";
import { isHere } from "./data.ts";
import { readPayToInv } from "./payToInv.ts";

const FOLDER = "reconciliation/pay-to-inv";

if (isHere(FOLDER)) {
  describe("Predictions of pay-to-inv", () => {
    it("learn of the days and nothing of the customers, who are alike, and beat both plain rates", function () {
      this.timeout(120_000);
      const set = readPayToInv();
      const paidOn = new Map<string, number>();
      for (const { reference, valueDate } of set.lines) {
        for (const item of set.truth.get(reference)?.items ?? []) {
          paidOn.set(item, Math.max(valueDate, paidOn.get(item) ?? 0));
        }
      }
      const items = set.items.map(({ id, payer, amount, issued, due }) => {
        return itemOf(payer, Number(id), { day: issued, due, paidOn: paidOn.get(id), amount });
      });
      const day = Math.max(...paidOn.values());
      const book = { currency: "all", exponent: 2, items, unapplied: [] };
      const { cuts, qualities } = backTest(book, { day, known: endOf(day) });
      const [all] = qualities;
      const shown = `${all?.predictions} predictions, Brier ${all?.brier?.model} beside ${all?.brier?.overall}`;
      process.stdout.write(`\npay-to-inv: ${shown} and ${all?.brier?.own} of the customer's own, ppm\n`);
      // All invoices are of the twentieth of a September: at four ends of months some were open.
      expect(cuts).to.have.length(4);
      const [model, overall, own] = [all?.brier?.model ?? 0n, all?.brier?.overall ?? 0n, all?.brier?.own ?? 0n];
      expect(model < overall && model < own).to.equal(true);
      const fitted = fitModel(book, { day, known: endOf(day) }, () => undefined);
      expect(fitted.kind === "model" && fitted.strengths[0]?.customer).to.be.at.least(200);
    });
  });
} else {
  describe("Predictions of pay-to-inv", () => {
    it(`are skipped: ${FOLDER} is not beside the project`);
  });
}
