/** A small camt.053 of EUR, and open items of an ERP, as a firm has both beside the ledger. */
import { randomUUID } from "node:crypto";
import type { Firm } from "../../src/cli/demo/firm.ts";
import { told } from "../../src/cli/demo/firm.ts";

export interface BankLine {
  readonly reference: string;
  readonly amount: string;
  readonly payer: string;
  readonly text: string;
}

const DAY = "2026-12-10";

/** @param closing What the amounts come to, from nothing. */
export function camt(closing: string, lines: readonly BankLine[]): Buffer {
  return Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"><BkToCstmrStmt>
<GrpHdr><MsgId>M1</MsgId><CreDtTm>${DAY}T06:00:00</CreDtTm></GrpHdr>
<Stmt><Id>S1</Id><CreDtTm>${DAY}T06:00:00</CreDtTm><Acct><Id><IBAN>DE89370400440532013000</IBAN></Id></Acct>
${balance("OPBD", "0.00")}${balance("CLBD", closing)}${lines.map(entry).join("\n")}
</Stmt></BkToCstmrStmt></Document>`);
}

function balance(code: string, amount: string): string {
  return `<Bal><Tp><CdOrPrtry><Cd>${code}</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">${amount}</Amt>
<CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>${DAY}</Dt></Dt></Bal>`;
}

function entry({ reference, amount, payer, text }: BankLine): string {
  return `<Ntry><Amt Ccy="EUR">${amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts>
<BookgDt><Dt>${DAY}</Dt></BookgDt>
<ValDt><Dt>${DAY}</Dt></ValDt><AcctSvcrRef>${reference}</AcctSvcrRef>
<NtryDtls><TxDtls><RltdPties><Dbtr><Nm>${payer}</Nm>
</Dbtr></RltdPties><RmtInf><Ustrd>${text}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>`;
}

/** Imports what is open in the ERP: party, number, amount in EUR. */
export async function importItems(
  { gateway }: Firm,
  items: readonly (readonly [party: string, number: string, amount: string])[],
): Promise<void> {
  const declared = { delimiter: ",", decimal: "point", dates: "YYYY-MM-DD", side: "receivable", apply: true } as const;
  const parties = [...new Set(items.map(([party]) => party))].map((party) => `${party},${party} Ltd`);
  const named = { file: base64(["party,name", ...parties]), mapping: { party: "party", name: "name" } };
  const columns = ["party", "number", "issueDate", "dueDate", "currency", "amount"];
  const rows = items.map(([party, number, amount]) => `${party},${number},2026-11-01,2026-12-31,EUR,${amount}`);
  const open = {
    file: base64([columns.join(","), ...rows]),
    mapping: Object.fromEntries(columns.map((name) => [name, name])),
  };
  for (const [kind, one] of [["parties", named] as const, ["openItems", open] as const]) {
    const { failed } = told(
      await gateway.POST("/v1/imports", { body: { id: randomUUID(), kind, ...declared, ...one } as never }),
    );
    if (failed > 0) throw new Error(`${failed} lines of ${kind} were not taken`);
  }
}

function base64(lines: readonly string[]): string {
  return Buffer.from(`${lines.join("\n")}\n`).toString("base64");
}
