/** What the documents of a receivable are: in the words of whoever gave them, which nobody checks. */
export const DOCUMENT_KINDS = ["invoice", "contract", "order", "deliveryNote", "acceptance", "other"] as const;
export type DocumentKind = (typeof DOCUMENT_KINDS)[number];
