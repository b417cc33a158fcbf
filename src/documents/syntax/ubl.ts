import type { Table } from "../xml/table.ts";

/** UBL 2.1 Invoice and CreditNote, after the syntax binding of CEN/TS 16931-3-2. */

const PARTY: Table = {
  terms: {
    name: "cac:PartyLegalEntity/cbc:RegistrationName",
    tradingName: "cac:PartyName/cbc:Name",
    ids: "cac:PartyIdentification/cbc:ID",
    legalId: "cac:PartyLegalEntity/cbc:CompanyID",
    country: "cac:PostalAddress/cac:Country/cbc:IdentificationCode",
    endpoint: "cbc:EndpointID",
  },
  many: {
    registrations: {
      at: "cac:PartyTaxScheme",
      table: { terms: { id: "cbc:CompanyID", scheme: "cac:TaxScheme/cbc:ID" } },
    },
  },
};

const PAYEE: Table = {
  terms: {
    name: "cac:PartyName/cbc:Name",
    ids: "cac:PartyIdentification/cbc:ID",
    legalId: "cac:PartyLegalEntity/cbc:CompanyID",
  },
};

const TAX_CATEGORY = {
  taxCategory: "cac:TaxCategory/cbc:ID",
  taxRate: "cac:TaxCategory/cbc:Percent",
} as const;

const ALLOWANCE_CHARGE: Table = {
  terms: {
    chargeIndicator: "cbc:ChargeIndicator",
    amount: "cbc:Amount",
    reason: "cbc:AllowanceChargeReason",
    ...TAX_CATEGORY,
  },
};

const BREAKDOWN: Table = {
  terms: {
    base: "cbc:TaxableAmount",
    tax: "cbc:TaxAmount",
    code: "cac:TaxCategory/cbc:ID",
    rate: "cac:TaxCategory/cbc:Percent",
    scheme: "cac:TaxCategory/cac:TaxScheme/cbc:ID",
  },
};

function line(quantity: string): Table {
  return {
    terms: {
      id: "cbc:ID",
      net: "cbc:LineExtensionAmount",
      quantity,
      price: "cac:Price/cbc:PriceAmount",
      priceBase: "cac:Price/cbc:BaseQuantity",
      taxCategory: "cac:Item/cac:ClassifiedTaxCategory/cbc:ID",
      taxRate: "cac:Item/cac:ClassifiedTaxCategory/cbc:Percent",
      name: "cac:Item/cbc:Name",
    },
  };
}

function document(typeCode: string, lineName: string, quantity: string): Table {
  return {
    terms: {
      specification: "cbc:CustomizationID",
      number: "cbc:ID",
      issueDate: "cbc:IssueDate",
      typeCode,
      notes: "cbc:Note",
      currency: "cbc:DocumentCurrencyCode",
      taxCurrency: "cbc:TaxCurrencyCode",
      dueDate: "cbc:DueDate",
      buyerReference: "cbc:BuyerReference",
      contract: "cac:ContractDocumentReference/cbc:ID",
      purchaseOrder: "cac:OrderReference/cbc:ID",
      paymentTerms: "cac:PaymentTerms/cbc:Note",
      lineNet: "cac:LegalMonetaryTotal/cbc:LineExtensionAmount",
      allowances: "cac:LegalMonetaryTotal/cbc:AllowanceTotalAmount",
      charges: "cac:LegalMonetaryTotal/cbc:ChargeTotalAmount",
      taxBasis: "cac:LegalMonetaryTotal/cbc:TaxExclusiveAmount",
      gross: "cac:LegalMonetaryTotal/cbc:TaxInclusiveAmount",
      prepaid: "cac:LegalMonetaryTotal/cbc:PrepaidAmount",
      rounding: "cac:LegalMonetaryTotal/cbc:PayableRoundingAmount",
      payable: "cac:LegalMonetaryTotal/cbc:PayableAmount",
    },
    one: {
      seller: { at: "cac:AccountingSupplierParty/cac:Party", table: PARTY },
      buyer: { at: "cac:AccountingCustomerParty/cac:Party", table: PARTY },
      payee: { at: "cac:PayeeParty", table: PAYEE },
    },
    many: {
      precedingInvoices: {
        at: "cac:BillingReference/cac:InvoiceDocumentReference",
        table: { terms: { number: "cbc:ID", issueDate: "cbc:IssueDate" } },
      },
      paymentMeans: {
        at: "cac:PaymentMeans",
        table: {
          terms: {
            code: "cbc:PaymentMeansCode",
            remittance: "cbc:PaymentID",
            // A credit note has no element of its own for BT-9; the binding puts it here.
            dueDate: "cbc:PaymentDueDate",
            account: "cac:PayeeFinancialAccount/cbc:ID",
            accountName: "cac:PayeeFinancialAccount/cbc:Name",
            bank: "cac:PayeeFinancialAccount/cac:FinancialInstitutionBranch/cbc:ID",
          },
        },
      },
      allowancesCharges: { at: "cac:AllowanceCharge", table: ALLOWANCE_CHARGE },
      taxTotals: {
        at: "cac:TaxTotal",
        table: { terms: { amount: "cbc:TaxAmount" }, many: { breakdown: { at: "cac:TaxSubtotal", table: BREAKDOWN } } },
      },
      lines: { at: lineName, table: line(quantity) },
    },
  };
}

export const UBL_INVOICE: Table = document("cbc:InvoiceTypeCode", "cac:InvoiceLine", "cbc:InvoicedQuantity");
export const UBL_CREDIT_NOTE: Table = document("cbc:CreditNoteTypeCode", "cac:CreditNoteLine", "cbc:CreditedQuantity");
