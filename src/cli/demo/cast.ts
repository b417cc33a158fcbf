/**
 * The organisations of the demo, the same ones everywhere: in the invoices beside this file, in the story of the
 * README, in the tests. All of them are fictional. Their identifiers are well-formed, with valid check digits, but of
 * ranges that nobody is given: LEI of the issuer 0000 (ISO 17442), credit codes of the region 999999 (GB 32100-2015),
 * VAT numbers beginning DE0000000, accounts at the bank code 00000000, mail under the domain "example".
 */
export interface Organisation {
  readonly name: string;
  readonly role: "supplier" | "buyer" | "factor" | "auditor" | "registrar";
  /** ISO 3166-1 alpha-2. */
  readonly country: "CN" | "DE" | "LU";
  readonly legalId: LegalId;
  readonly vatId: string | undefined;
}

export interface LegalId {
  /** LEI of ISO 17442, or the unified social credit code (统一社会信用代码) of GB 32100-2015. */
  readonly kind: "LEI" | "USCC";
  readonly value: string;
}

export type CastName = "musterwerk" | "yunfan" | "beispiel" | "shili" | "fiktiva" | "sample" | "modellregister";

export const CAST: Readonly<Record<CastName, Organisation>> = {
  /** The German supplier, of whom most of the story is. */
  musterwerk: {
    name: "Musterwerk Getriebebau GmbH",
    role: "supplier",
    country: "DE",
    legalId: { kind: "LEI", value: "000000MUSTERWERK0169" },
    vatId: "DE000000011",
  },
  /** The Chinese supplier (Yunfan Sample Precision Manufacturing). */
  yunfan: {
    name: "云帆样例精密制造有限公司",
    role: "supplier",
    country: "CN",
    legalId: { kind: "USCC", value: "91999999YF00000105" },
    vatId: undefined,
  },
  /** The German buyer. */
  beispiel: {
    name: "Beispiel Anlagenbau SE",
    role: "buyer",
    country: "DE",
    legalId: { kind: "LEI", value: "000000BEISPIELSE0251" },
    vatId: "DE000000020",
  },
  /** The Chinese core enterprise (Shili Heavy Industry Group). */
  shili: {
    name: "示例重工集团股份有限公司",
    role: "buyer",
    country: "CN",
    legalId: { kind: "USCC", value: "91999999CY0000028H" },
    vatId: undefined,
  },
  fiktiva: {
    name: "Fiktiva Factoring S.A.",
    role: "factor",
    country: "LU",
    legalId: { kind: "LEI", value: "000000FIKTIVAFAC0332" },
    vatId: undefined,
  },
  sample: {
    name: "Sample & Partner Wirtschaftsprüfungsgesellschaft mbH",
    role: "auditor",
    country: "DE",
    legalId: { kind: "LEI", value: "000000SAMPLEAUDI0487" },
    vatId: undefined,
  },
  modellregister: {
    name: "Modellregister Identitätsdienst eG",
    role: "registrar",
    country: "DE",
    legalId: { kind: "LEI", value: "000000MODELLREGI0548" },
    vatId: undefined,
  },
};

export interface DemoInvoice {
  /** The file's name in the folder `invoices`. */
  readonly file: string;
  readonly supplier: CastName;
  readonly buyer: CastName;
  /** What the story does with it. */
  readonly plot:
    | "paid in time with a discount"
    | "paid when due"
    | "paid late with interest"
    | "paid in parts"
    | "disputed in part and credited"
    | "credit note"
    | "two discount tiers"
    | "in renminbi"
    | "sold to a factor"
    | "awaits acceptance";
}

/**
 * The documents of the demo in the order of their issue dates: those of the story, one that is sold, one that awaits
 * its buyer.
 */
export const DEMO_INVOICES: readonly DemoInvoice[] = [
  german("MW-2026-1101.ubl.xml", "paid in time with a discount"),
  german("MW-2026-1102.cii.xml", "paid when due"),
  german("MW-2026-1103.ubl.xml", "paid late with interest"),
  german("MW-2026-1104.ubl.xml", "paid in parts"),
  german("MW-2026-1105.ubl.xml", "disputed in part and credited"),
  { file: "26990000000000000001.cn.xml", supplier: "yunfan", buyer: "shili", plot: "in renminbi" },
  german("MW-2026-1107.cii.xml", "two discount tiers"),
  german("MW-2026-1106.ubl.xml", "credit note"),
  german("MW-2027-0201.ubl.xml", "sold to a factor"),
  german("MW-2027-0401.ubl.xml", "awaits acceptance"),
];

function german(file: string, plot: DemoInvoice["plot"]): DemoInvoice {
  return { file, supplier: "musterwerk", buyer: "beispiel", plot };
}
