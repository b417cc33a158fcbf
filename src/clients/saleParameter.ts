/**
 * How a sale lies in the data that a token carries: to the ledger it is bytes, but the desk takes several as a list.
 */
import { deskAbi } from "../../generated/abi.ts";

type SellMany = Extract<(typeof deskAbi)[number], { readonly name: "sellMany" }>;

function isSellMany(entry: (typeof deskAbi)[number]): entry is SellMany {
  return entry.type === "function" && entry.name === "sellMany";
}

const [{ inputs }] = deskAbi.filter(isSellMany) as [SellMany];

/** One parameter, which is the sale. */
export const SALE_PARAMETER = { name: "sale", type: "tuple", components: inputs[0].components } as const;
