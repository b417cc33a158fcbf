import { expect } from "chai";
import { disclose, documentRoot, fieldsOf, isDisclosed } from "../../src/domain/document.ts";
import type { Invoice } from "../../src/domain/invoice.ts";

const SECRET = `0x${"17".repeat(32)}` as const;
const invoice = {
  number: "R-1",
  currency: "EUR",
  dueDate: undefined,
  totals: { payable: { units: 11900n, scale: 2 }, prepaid: undefined },
  lines: [{ id: "1", net: { units: 100n, scale: 0 } }, { id: "2" }],
} as unknown as Invoice;

describe("document root", () => {
  const fields = fieldsOf(invoice);
  const root = documentRoot(fields, SECRET);

  it("has a leaf for every field that is there, decimals as they were written", () => {
    expect(fields).to.deep.equal([
      { path: "number", value: "R-1" },
      { path: "currency", value: "EUR" },
      { path: "totals.payable", value: "119.00" },
      { path: "lines[0].id", value: "1" },
      { path: "lines[0].net", value: "100" },
      { path: "lines[1].id", value: "2" },
    ]);
  });

  it("has the root that it always had: a receivable's document is committed to once and for all", () => {
    expect(root).to.equal("0x73d94f44916b23d3bc265af96afb4bcdc98f57f839cf25dd3cf42fba1c0f8815");
  });

  it("proves each field alone", () => {
    for (const { path } of fields) expect(isDisclosed(root, disclose(fields, SECRET, path)), path).to.equal(true);
  });

  it("refuses a field whose value, place, salt or proof was changed", () => {
    const honest = disclose(fields, SECRET, "totals.payable");
    const other = disclose(fields, SECRET, "lines[0].net");
    expect(isDisclosed(root, { ...honest, field: { ...honest.field, value: "119.01" } })).to.equal(false);
    expect(isDisclosed(root, { ...honest, field: { ...honest.field, path: "totals.gross" } })).to.equal(false);
    expect(isDisclosed(root, { ...honest, salt: other.salt })).to.equal(false);
    expect(isDisclosed(root, { ...honest, proof: other.proof })).to.equal(false);
  });

  it("cannot be found by whoever guesses the fields but not the secret", () => {
    expect(documentRoot(fields, `0x${"18".repeat(32)}`)).not.to.equal(root);
  });

  it("says which field a document does not have", () => {
    expect(() => disclose(fields, SECRET, "dueDate")).to.throw(RangeError, "no field dueDate");
  });
});
