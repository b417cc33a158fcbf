/** Calls of the organisation's own account in words, and taken apart for a check. Loaded when first needed. */
import { decodeAbiParameters } from "viem/utils";
import { SALE_PARAMETER } from "../../../clients/saleParameter.ts";
import { currencyByNumeric } from "../../../domain/currency.ts";
import type { Address, Hex } from "../../../domain/receivable.ts";
import { decoded } from "../../acts/reading/calls.ts";
import type { Call, Decoded } from "../../acts/reading/calls.ts";
import { readCall } from "../../acts/reading/readCall.ts";
import { readMessage } from "../../acts/reading/readMessage.ts";
import type { CurrencyOf, Known, Reading } from "../../acts/reading/reading.ts";
import type { TypedDataJson } from "../../../wire/intent.ts";
import type { Deployment } from "../../data/deployment.ts";
import type { Schemas } from "../../data/gateway.ts";
import type { Language } from "../../words/i18n.ts";
import { normalTerms } from "./saleTerms.ts";
import type { FlatCall } from "./saleTerms.ts";

interface Places {
  readonly deployment: Deployment;
  /** The ledger as this browser knows it. */
  readonly ledger: string;
  readonly desks: readonly string[];
  readonly currency: Schemas["Currency"] | undefined;
}

export interface ReadCalls {
  readonly steps: readonly Reading[];
  /** What the factors signed. */
  readonly signed: readonly Reading[];
  readonly flat: readonly FlatCall[];
}

/** @throws UnreadableError for calls of anything but this ledger's contracts and these desks */
export function readOwnCalls(
  calls: readonly Call[],
  messages: readonly Schemas["TypedData"][],
  places: Places,
  language: Language,
): ReadCalls {
  const [known, currencyOf] = [knownOf(places), currenciesOf(places)];
  return {
    steps: calls.map((call) => readCall(call, { language, currencyOf, known })),
    signed: messages.map((message) => readMessage(message as TypedDataJson, { language, currencyOf })),
    flat: calls.flatMap((call) => flatten(call, { known, currencyOf })),
  };
}

function flatten(call: Call, places: { readonly known: Known; readonly currencyOf: CurrencyOf }): readonly FlatCall[] {
  const found = decoded(call, places);
  const { to, contract, entry, values } = found;
  if (entry.name !== "multicall") return [{ to, contract, name: entry.name, values, terms: termsIn(found) }];
  const inner = values["calls"];
  if (!Array.isArray(inner)) return [];
  return inner.flatMap((data) => flatten({ to, data: String(data) }, places));
}

/** Under which conditions a call sells: those that the factor signed, or the desk refuses it. */
function termsIn({ entry, values }: Decoded): string | undefined {
  if (entry.name === "safeTransferFrom" && typeof values["data"] === "string") {
    const [sale] = decodeAbiParameters([SALE_PARAMETER], values["data"] as Hex);
    return normalTerms(sale.conditions);
  }
  if (entry.name !== "purchase") return undefined;
  const discount = Object.values(values).find((value) => typeof value === "object" && "minPrice" in value);
  return normalTerms(discount);
}

function knownOf({ deployment, ledger, desks }: Places): Known {
  const { chainId, directory, factoring } = deployment;
  return {
    ...{ chainId, ledger: ledger as Address, directory: directory as Address, desks: desks as readonly Address[] },
    ...(factoring === null ? {} : { factoring: factoring as Address }),
  };
}

/** Tokens that the gateway names, the one at hand, and ISO 4217 numbers written as addresses. */
function currenciesOf({ deployment, currency }: Places): CurrencyOf {
  return (address) => {
    const wanted = address.toLowerCase();
    const token = deployment.tokens.find((one) => one.address === wanted);
    if (token !== undefined) return token;
    if (currency?.address === wanted && currency.code !== null && currency.decimals !== null) {
      return { code: currency.code, decimals: currency.decimals };
    }
    const iso = BigInt(wanted) < 1_000n ? currencyByNumeric(Number(BigInt(wanted))) : undefined;
    return iso === undefined ? undefined : { code: iso.code, decimals: iso.exponent };
  };
}
