/** pain.001 taken apart again: by the rules of its schema, and into the camt.053 that a creditor's bank makes of it. */
import { SaxesParser } from "saxes";

/**
 * The children of each element that is used here, in the order of pain.001.001.09, with how often they may come ("1",
 * "?", "*", "+"). What differs in version 03 is said below.
 */
const SCHEMA: Readonly<Record<string, string>> = {
  Document: "CstmrCdtTrfInitn1",
  CstmrCdtTrfInitn: "GrpHdr1 PmtInf+",
  GrpHdr: "MsgId1 CreDtTm1 NbOfTxs1 CtrlSum? InitgPty1",
  InitgPty: "Nm?",
  PmtInf:
    "PmtInfId1 PmtMtd1 BtchBookg? NbOfTxs? CtrlSum? PmtTpInf? " +
    "ReqdExctnDt1 Dbtr1 DbtrAcct1 DbtrAgt1 ChrgBr? CdtTrfTxInf+",
  PmtTpInf: "InstrPrty? SvcLvl*",
  SvcLvl: "Cd1",
  ReqdExctnDt: "Dt1",
  Dbtr: "Nm?",
  Cdtr: "Nm?",
  DbtrAcct: "Id1 Ccy?",
  CdtrAcct: "Id1",
  DbtrAgt: "FinInstnId1",
  CdtrAgt: "FinInstnId1",
  FinInstnId: "BICFI? Othr?",
  CdtTrfTxInf: "PmtId1 Amt1 CdtrAgt? Cdtr? CdtrAcct? RmtInf?",
  PmtId: "InstrId? EndToEndId1",
  Amt: "InstdAmt1",
  RmtInf: "Ustrd* Strd*",
  Strd: "RfrdDocInf* RfrdDocAmt? CdtrRefInf?",
  RfrdDocInf: "Tp? Nb? RltdDt?",
  CdOrPrtry: "Cd1",
  Tp: "CdOrPrtry1 Issr?",
  RfrdDocAmt: "DuePyblAmt? DscntApldAmt* CdtNoteAmt? RmtdAmt?",
  CdtrRefInf: "Tp? Ref?",
  Othr: "Id1",
};
/** An element that has another content by its parent. */
const IN_PARENT: Readonly<Record<string, string>> = {
  "DbtrAcct/Id": "IBAN? Othr?",
  "CdtrAcct/Id": "IBAN? Othr?",
  "DscntApldAmt/Amt": "",
  "RfrdDocAmt/DscntApldAmt": "Amt1",
};
const IN_03: Readonly<Record<string, string>> = {
  ReqdExctnDt: "",
  FinInstnId: "BIC? Othr?",
  "RfrdDocAmt/DscntApldAmt": "",
  RfrdDocAmt: "DuePyblAmt? DscntApldAmt? CdtNoteAmt? RmtdAmt?",
  PmtTpInf: "InstrPrty? SvcLvl?",
};

interface Element {
  readonly name: string;
  readonly children: Element[];
  text: string;
}

function parse(xml: string): Element {
  const parser = new SaxesParser({ xmlns: true });
  const root: Element = { name: "", children: [], text: "" };
  const open = [root];
  parser.on("opentag", ({ local }) => {
    const child: Element = { name: local, children: [], text: "" };
    open.at(-1)?.children.push(child);
    open.push(child);
  });
  parser.on("text", (text) => {
    const last = open.at(-1);
    if (last !== undefined) last.text += text;
  });
  parser.on("closetag", () => open.pop());
  parser.write(xml).close();
  return root;
}

/** What breaks the schema: an element that may not stand there, too few or too many of one, empty text. */
export function pathsOf(xml: string, version: "09" | "03"): readonly string[] {
  const rules = version === "03" ? { ...SCHEMA, ...IN_PARENT, ...IN_03 } : { ...SCHEMA, ...IN_PARENT };
  const faults: string[] = [];
  const visit = (element: Element, parent: string): void => {
    const rule = rules[`${parent}/${element.name}`] ?? rules[element.name] ?? "";
    const pattern = rule.split(" ").map((part) => {
      const times = part.endsWith("1") ? "" : part.slice(-1);
      return part === "" ? "" : `(?:${part.slice(0, -1)} )${times}`;
    });
    const names = element.children.map(({ name }) => `${name} `).join("");
    if (!new RegExp(`^${pattern.join("")}$`).test(names)) faults.push(`${parent}/${element.name}: ${names}`);
    if (element.children.length === 0 && element.text.trim() === "") faults.push(`${parent}/${element.name} is empty`);
    for (const child of element.children) visit(child, element.name);
  };
  for (const child of parse(xml).children) visit(child, "");
  return faults;
}

/** The texts of all elements of a name, in the order of the document. */
export function elementsOf(xml: string, name: string): readonly string[] {
  const found: string[] = [];
  const visit = (element: Element): void => {
    if (element.name === name) found.push(element.text);
    element.children.forEach(visit);
  };
  visit(parse(xml));
  return found;
}

/** One credit entry for each transfer, with the remittance and references that the payer sent. */
export function camtOf(xml: string): string {
  const date = elementsOf(xml, "Dt")[0] ?? "2026-11-04";
  const transfers = [...xml.matchAll(/<CdtTrfTxInf>([\s\S]*?)<\/CdtTrfTxInf>/g)].map(([, transfer = ""]) => transfer);
  const entries = transfers.map((transfer, i) => {
    const part = (pattern: RegExp): string => pattern.exec(transfer)?.[0] ?? "";
    const amount = part(/<InstdAmt[\s\S]*?<\/InstdAmt>/).replaceAll("InstdAmt", "Amt");
    return (
      `<Ntry>${amount}<CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>${date}</Dt></BookgDt>` +
      `<ValDt><Dt>${date}</Dt></ValDt><AcctSvcrRef>BANK-${i}</AcctSvcrRef><BkTxCd/><NtryDtls><TxDtls>` +
      `<Refs>${part(/<EndToEndId>.*<\/EndToEndId>/)}</Refs>${amount}<CdtDbtInd>CRDT</CdtDbtInd>` +
      `${part(/<RmtInf>[\s\S]*<\/RmtInf>/)}</TxDtls></NtryDtls></Ntry>`
    );
  });
  return (
    `<?xml version="1.0" encoding="UTF-8"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08">` +
    `<BkToCstmrStmt><GrpHdr><MsgId>M</MsgId><CreDtTm>2026-11-05T00:00:00Z</CreDtTm></GrpHdr><Stmt><Id>S</Id>` +
    `<Acct><Id><IBAN>DE75512108001245126199</IBAN></Id><Ccy>EUR</Ccy></Acct>${entries.join("")}</Stmt>` +
    `</BkToCstmrStmt></Document>`
  );
}
