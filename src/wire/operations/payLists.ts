/** What the organisation has to pay as a buyer. */
import { z } from "zod";
import { payList, payListQuery, paymentFileQuery } from "../payList.ts";
import { reading } from "../readings.ts";

const TAG = "Payments";

export const PAY_LIST_OPERATIONS = {
  readPayList: reading({
    path: "/v1/pay-list",
    tag: TAG,
    summary: "Everything that the organisation accepted and has not paid, with whom to pay and where",
    description:
      "An assigned receivable is owed to its holder, and paid there. An account is named only if it is in force and " +
      "confirmed: by a registrar, or by the organisation itself. `countersign pay-list` reads this answer.",
    query: payListQuery,
    answers: { 200: { description: "The items.", body: payList } },
    problems: ["CurrencyUnknown", "AccountTooLong"],
  }),
  readPaymentFile: reading({
    path: "/v1/pay-list/pain001",
    tag: TAG,
    summary: "The order to the bank (pain.001), one payment for each payee",
    description:
      "What falls due, or would lose a discount, by a day. Each payment says which documents it settles, so that the " +
      "line of the bank matches itself in the payee's books. Nothing is sent: the organisation hands it to its bank.",
    query: paymentFileQuery,
    answers: { 200: { description: "The message.", body: z.string(), contentType: "application/xml" } },
    problems: ["CurrencyUnknown", "AccountTooLong", "NothingToPay", "PaymentUnfit"],
  }),
} as const;
