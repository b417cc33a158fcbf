import { expect } from "chai";
import { failureOf } from "../../src/audit/checking/failure.ts";
import { textOf, unitsOf } from "../../src/audit/checking/gatewayWord.ts";
import type { GatewayDetail, GatewayRow, GatewayWord } from "../../src/audit/checking/gatewayWord.ts";
import { judgeGateway } from "../../src/audit/checking/judging.ts";
import type { Known } from "../../src/audit/checking/judging.ts";
import { isCommitted, toldTerms } from "../../src/audit/checking/opened.ts";
import { commitmentOf, termsHash } from "../../src/audit/commitment.ts";
import { emptyState } from "../../src/audit/state.ts";
import type { ReceivableRecord } from "../../src/audit/state.ts";
import { ChainDishonest, RpcUnreachable } from "../../src/chain/rpcErrors.ts";

const HASH = `0x${"11".repeat(32)}` as const;
const TOKEN = `0x${"cc".repeat(20)}` as const;

/** A gateway's answer as far as terms are made of it. */
const DETAIL = {
  currency: { address: TOKEN, code: "EUR", decimals: 2 },
  terms: {
    ...{ amount: "1190.00", dueDate: "2027-05-06", utcOffset: 60, slidingRate: "0", discountOnParts: false },
    ...{ lateRate: "9.12", basis: 365, graceDays: 0, fixedSum: "40.00", settlesFirst: "charges" },
    ...{ accelerationDays: null, salt: HASH, discounts: [{ until: "2027-04-16", sum: "23.80" }] },
  },
} as unknown as GatewayDetail;

const NOTHING: Known = {
  to: 10,
  auditAt: () => ({ state: emptyState(), findings: [] }),
  events: [],
  factorOf: new Map(),
  decimalsOf: new Map(),
};

describe("What an auditor makes of a gateway's word", () => {
  it("is exact: sums with more decimals than the currency has, or of another shape, are no sums", () => {
    expect(unitsOf("1190.05", 2)).to.equal(119_005n);
    expect(unitsOf("-0.05", 2)).to.equal(-5n);
    expect(unitsOf("7", 2)).to.equal(700n);
    for (const text of ["1.001", "1e3", "", ".5", "1,000.00", "0x10", " 1"]) {
      expect(unitsOf(text, 2), text).to.equal(undefined);
    }
    expect([textOf(119_005n, 2), textOf(-5n, 2), textOf(12n, 0)]).to.deep.equal(["1190.05", "-0.05", "12"]);
  });

  it("believes opened terms only if the chain's commitment comes of them", () => {
    const terms = toldTerms(DETAIL);
    if (terms === undefined) throw new Error("the terms cannot be read");
    expect(terms).to.include({ amount: 119_000n, discount1: 2_380n, discount2: 0n, lateRate: 91_200 });
    const header = { supplier: TOKEN, buyer: TOKEN, invoice: HASH, line: 0n, policy: 0n, revision: 0n };
    const commitment = commitmentOf(header, termsHash(terms), HASH);
    const record = { header, document: HASH, commitment } as unknown as ReceivableRecord;
    expect(isCommitted(record, terms)).to.equal(true);
    expect(isCommitted(record, { ...terms, amount: 118_999n })).to.equal(false);
    expect(toldTerms({ ...DETAIL, terms: null })).to.equal(undefined);
  });

  it("reports a receivable that no event knows, one that is refused, and an answer that is none", () => {
    const asOf = { block: 10, blockHash: HASH };
    const row = { id: HASH, currency: { address: null, code: null, decimals: null } } as unknown as GatewayRow;
    const word: GatewayWord = {
      ...{ organisation: TOKEN, details: [], refused: [HASH], isWhole: true },
      rows: [{ row, asOf }],
    };
    const { differences, rows } = judgeGateway(word, NOTHING);
    expect(rows).to.equal(1);
    expect(differences.map(({ kind, severity }) => [kind, severity])).to.deep.equal([
      ["DetailRefused", "notable"],
      ["Invented", "grave"],
    ]);
    const auditAt = (): never => {
      throw new TypeError("not of its shape");
    };
    const found = judgeGateway({ ...word, refused: [], isWhole: false }, { ...NOTHING, auditAt }).differences;
    expect(found.map(({ kind }) => kind)).to.deep.equal(["Unreadable"]);
  });

  it("tells failures of a provider apart by words that do not change when the code is made smaller", () => {
    expect(failureOf(new RpcUnreachable("node", "eth_call", "gone")).kind).to.equal("RpcUnreachable");
    expect(failureOf(new ChainDishonest("node", "eth_getLogs", 7, "logs", "one lacks")).kind).to.equal(
      "ChainDishonest",
    );
    expect(failureOf("strange")).to.deep.equal({ kind: "other", message: "strange" });
  });
});
