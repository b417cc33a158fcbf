import type { Table } from "../xml/table.ts";

/**
 * 数电票, the Chinese fully digitalised e-invoice: the original XML of the tax authority's platform (versions 0.2 to
 * 0.32; no schema is published). Note its two spellings: `TotalTax-includedAmount` for the document,
 * `TotaltaxIncludedAmount` for a line.
 */
const DATA = "EInvoiceData";
const BASIC = `${DATA}/BasicInformation`;

export const CN_EINVOICE: Table = {
  terms: {
    number: "TaxSupervisionInfo/InvoiceNumber",
    issueDate: "TaxSupervisionInfo/IssueTime",
    notes: [`${DATA}/AdditionalInformation/Remark`, `${BASIC}/Remark`, `${DATA}/Remark`],
    taxBasis: `${BASIC}/TotalAmWithoutTax`,
    tax: `${BASIC}/TotalTaxAm`,
    gross: `${BASIC}/TotalTax-includedAmount`,
    amountInWords: `${BASIC}/TotalTax-includedAmountInChinese`,
    requestTime: `${BASIC}/RequestTime`,
    documentId: "Header/EIid",
    tag: "Header/EInvoiceTag",
    version: "Header/Version",
    vatKind: "Header/InherentLabel/GeneralOrSpecialVAT/LabelCode",
    taxBureau: "TaxSupervisionInfo/TaxBureauName",
  },
  one: {
    seller: {
      at: `${DATA}/SellerInformation`,
      table: {
        terms: { name: "SellerName", legalId: "SellerIdNum", account: "SellerBankAccNum", bank: "SellerBankName" },
      },
    },
    buyer: { at: `${DATA}/BuyerInformation`, table: { terms: { name: "BuyerName", legalId: "BuyerIdNum" } } },
  },
  many: {
    lines: {
      at: `${DATA}/IssuItemInformation`,
      table: {
        terms: {
          net: "Amount",
          quantity: "Quantity",
          price: "UnPrice",
          taxRate: "TaxRate",
          tax: "ComTaxAm",
          name: "ItemName",
        },
      },
    },
  },
};
