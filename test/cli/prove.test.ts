/** `countersign pair-secret`, `prove` and `check`: one line of a book, shown to somebody who sees nothing else. */
import { mkdtempSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect } from "chai";
import { hexToBytes } from "viem";
import { viewingKeyFile, viewingKeyOf } from "../../src/clients/sealingKeys.ts";
import { proveLine } from "../../src/reconciliation/statements/resultTree.ts";
import { statementResult } from "../../src/reconciliation/statements/statementResult.ts";
import { LEDGER_POLICY } from "../../src/reconciliation/ledgers/policy.ts";
import { statementCurrency } from "../../src/reconciliation/statements/openLines.ts";
import { statedBook } from "../../src/reconciliation/statements/statedBook.ts";
import { item } from "../reconciliation/books.ts";
import { KEYS, SECRET } from "../support/statementVectors.ts";
import { countersign } from "./run.ts";

const folder = mkdtempSync(path.join(tmpdir(), "countersign-"));
const inFolder = (name: string): string => path.join(folder, name);
const [SUPPLIER, BUYER] = [`0x${"51".repeat(20)}`, `0x${"b0".repeat(20)}`] as const;
const BOOK = "number,date,currency,open\nINV-1,2026-05-04,EUR,119.00\nCN-1,2026-05-05,EUR,-5.00\n";
const PARTIES = ["--side", "supplier", "--supplier", SUPPLIER, "--buyer", BUYER, "--currency", "EUR"];
const UP_TO = ["--cut-off", "2026-06-30T22:00:00Z", "--last-day", "2026-06-30"];

describe("countersign prove", () => {
  const secretFile = inFolder("pair.json");
  const book = inFolder("book.csv");

  before(async () => {
    const key = inFolder("own.key");
    writeFileSync(key, viewingKeyFile(await viewingKeyOf(hexToBytes(KEYS.supplierSecret))));
    writeFileSync(book, BOOK);
    const keys = ["--supplier-key", KEYS.supplierKey, "--buyer-key", KEYS.buyerKey];
    const { status, out, err } = await countersign(["pair-secret", "--viewing-key", key, ...keys, "--out", secretFile]);
    expect([status, err]).to.deep.equal([0, ""]);
    expect(out, "the secret is in the file alone").to.not.include(SECRET.slice(2));
  });

  it("takes a secret that the owner of a viewing key made, and nobody else can read", () => {
    const content = { version: 1, keys: KEYS.hash, secret: SECRET };
    expect(JSON.parse(readFileSync(secretFile, "utf8"))).to.deep.equal(content);
    expect(statSync(secretFile).mode & 0o777).to.equal(0o600);
  });

  it("writes a line that check finds under the root, and no other line", async () => {
    const out = inFolder("line.json");
    const args = [
      "prove",
      book,
      ...PARTIES,
      ...UP_TO,
      "--pair-secret",
      secretFile,
      "--document",
      "inv-1",
      "--out",
      out,
    ];
    const proven = await countersign([...args, "--json"]);
    expect([proven.status, proven.err]).to.deep.equal([0, ""]);
    const { root, lines } = JSON.parse(proven.out) as { root: string; lines: { amount: string }[] };
    expect(lines.map(({ amount }) => amount)).to.deep.equal(["11900"]);
    const checked = await countersign(["check", out, "--root", root, "--json"]);
    expect([checked.status, (JSON.parse(checked.out) as { lines: unknown }).lines]).to.deep.equal([0, lines]);
    const none = await countersign([...args.slice(0, -3), "INV-2", "--out", inFolder("none.json")]);
    expect([none.status, none.err]).to.deep.equal([
      3,
      `countersign: ${book}: nothing is open of INV-2: write the number as the book has it\n`,
    ]);
  });

  it("has check find one line of a result under the result that both signed", async () => {
    const statement = { supplier: SUPPLIER, buyer: BUYER, currency: statementCurrency("EUR"), cutOff: 1_782_856_800 };
    const stating = { statement, lastDay: 20_634, secret: hexToBytes(SECRET) };
    const supplier = statedBook({ items: [item({ number: "INV-1", amount: 11_900n })], later: [] }, stating);
    const buyer = statedBook({ items: [], later: [] }, stating);
    const { tree } = statementResult(stating, { supplier, buyer }, LEDGER_POLICY);
    const file = inFolder("result.json");
    const shown = { ...statement, cutOff: "2026-06-30T22:00:00Z" };
    const content = {
      version: 1,
      statement: shown,
      result: tree.result,
      line: tree.lines[1],
      proof: proveLine(tree.lines, 1),
    };
    writeFileSync(file, JSON.stringify(content));
    const { status, out } = await countersign(["check", file, "--root", tree.result]);
    expect([status, out.split("\n")[0]]).to.deep.equal([0, tree.lines[1]?.text]);
    const other = await countersign(["check", file, "--root", supplier.tree.root, "--json"]);
    expect(other.status).to.equal(3);
    expect(other.err).to.include("LINE_UNPROVEN");
  });
});
