import type { Table } from "../xml/table.ts";

/** UN/CEFACT Cross Industry Invoice D16B, after the syntax binding of CEN/TS 16931-3-3. */

const AGREEMENT = "rsm:SupplyChainTradeTransaction/ram:ApplicableHeaderTradeAgreement";
const SETTLEMENT = "rsm:SupplyChainTradeTransaction/ram:ApplicableHeaderTradeSettlement";
const TOTALS = `${SETTLEMENT}/ram:SpecifiedTradeSettlementHeaderMonetarySummation`;

const PARTY: Table = {
  terms: {
    name: "ram:Name",
    tradingName: "ram:SpecifiedLegalOrganization/ram:TradingBusinessName",
    ids: ["ram:ID", "ram:GlobalID"],
    legalId: "ram:SpecifiedLegalOrganization/ram:ID",
    country: "ram:PostalTradeAddress/ram:CountryID",
    endpoint: "ram:URIUniversalCommunication/ram:URIID",
  },
  many: {
    registrations: { at: "ram:SpecifiedTaxRegistration", table: { terms: { id: "ram:ID" } } },
  },
};

const TAX_CATEGORY = {
  taxCategory: "ram:CategoryTradeTax/ram:CategoryCode",
  taxRate: "ram:CategoryTradeTax/ram:RateApplicablePercent",
} as const;

const LINE: Table = {
  terms: {
    id: "ram:AssociatedDocumentLineDocument/ram:LineID",
    net: "ram:SpecifiedLineTradeSettlement/ram:SpecifiedTradeSettlementLineMonetarySummation/ram:LineTotalAmount",
    quantity: "ram:SpecifiedLineTradeDelivery/ram:BilledQuantity",
    price: "ram:SpecifiedLineTradeAgreement/ram:NetPriceProductTradePrice/ram:ChargeAmount",
    priceBase: "ram:SpecifiedLineTradeAgreement/ram:NetPriceProductTradePrice/ram:BasisQuantity",
    taxCategory: "ram:SpecifiedLineTradeSettlement/ram:ApplicableTradeTax/ram:CategoryCode",
    taxRate: "ram:SpecifiedLineTradeSettlement/ram:ApplicableTradeTax/ram:RateApplicablePercent",
    name: "ram:SpecifiedTradeProduct/ram:Name",
  },
};

export const CII_INVOICE: Table = {
  terms: {
    specification: "rsm:ExchangedDocumentContext/ram:GuidelineSpecifiedDocumentContextParameter/ram:ID",
    number: "rsm:ExchangedDocument/ram:ID",
    issueDate: "rsm:ExchangedDocument/ram:IssueDateTime/udt:DateTimeString",
    typeCode: "rsm:ExchangedDocument/ram:TypeCode",
    notes: "rsm:ExchangedDocument/ram:IncludedNote/ram:Content",
    currency: `${SETTLEMENT}/ram:InvoiceCurrencyCode`,
    taxCurrency: `${SETTLEMENT}/ram:TaxCurrencyCode`,
    dueDate: `${SETTLEMENT}/ram:SpecifiedTradePaymentTerms/ram:DueDateDateTime/udt:DateTimeString`,
    buyerReference: `${AGREEMENT}/ram:BuyerReference`,
    contract: `${AGREEMENT}/ram:ContractReferencedDocument/ram:IssuerAssignedID`,
    purchaseOrder: `${AGREEMENT}/ram:BuyerOrderReferencedDocument/ram:IssuerAssignedID`,
    paymentTerms: `${SETTLEMENT}/ram:SpecifiedTradePaymentTerms/ram:Description`,
    remittance: `${SETTLEMENT}/ram:PaymentReference`,
    lineNet: `${TOTALS}/ram:LineTotalAmount`,
    allowances: `${TOTALS}/ram:AllowanceTotalAmount`,
    charges: `${TOTALS}/ram:ChargeTotalAmount`,
    taxBasis: `${TOTALS}/ram:TaxBasisTotalAmount`,
    taxTotals: `${TOTALS}/ram:TaxTotalAmount`,
    gross: `${TOTALS}/ram:GrandTotalAmount`,
    prepaid: `${TOTALS}/ram:TotalPrepaidAmount`,
    rounding: `${TOTALS}/ram:RoundingAmount`,
    payable: `${TOTALS}/ram:DuePayableAmount`,
  },
  one: {
    seller: { at: `${AGREEMENT}/ram:SellerTradeParty`, table: PARTY },
    buyer: { at: `${AGREEMENT}/ram:BuyerTradeParty`, table: PARTY },
    payee: { at: `${SETTLEMENT}/ram:PayeeTradeParty`, table: PARTY },
  },
  many: {
    precedingInvoices: {
      at: `${SETTLEMENT}/ram:InvoiceReferencedDocument`,
      table: {
        terms: { number: "ram:IssuerAssignedID", issueDate: "ram:FormattedIssueDateTime/qdt:DateTimeString" },
      },
    },
    paymentMeans: {
      at: `${SETTLEMENT}/ram:SpecifiedTradeSettlementPaymentMeans`,
      table: {
        terms: {
          code: "ram:TypeCode",
          account: [
            "ram:PayeePartyCreditorFinancialAccount/ram:IBANID",
            "ram:PayeePartyCreditorFinancialAccount/ram:ProprietaryID",
          ],
          accountName: "ram:PayeePartyCreditorFinancialAccount/ram:AccountName",
          bank: "ram:PayeeSpecifiedCreditorFinancialInstitution/ram:BICID",
        },
      },
    },
    allowancesCharges: {
      at: `${SETTLEMENT}/ram:SpecifiedTradeAllowanceCharge`,
      table: {
        terms: {
          chargeIndicator: "ram:ChargeIndicator/udt:Indicator",
          amount: "ram:ActualAmount",
          reason: "ram:Reason",
          ...TAX_CATEGORY,
        },
      },
    },
    breakdown: {
      at: `${SETTLEMENT}/ram:ApplicableTradeTax`,
      table: {
        terms: {
          base: "ram:BasisAmount",
          tax: "ram:CalculatedAmount",
          code: "ram:CategoryCode",
          rate: "ram:RateApplicablePercent",
          scheme: "ram:TypeCode",
        },
      },
    },
    lines: { at: "rsm:SupplyChainTradeTransaction/ram:IncludedSupplyChainTradeLineItem", table: LINE },
  },
};
