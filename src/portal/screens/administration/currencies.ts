import { currencyByCode } from "../../../domain/currency.ts";
import { useDeployment } from "../../data/deployment.ts";
import { shortHex } from "../../words/formats.ts";

export interface Currencies {
  readonly options: readonly { readonly value: string; readonly text: string }[];
  /** What was chosen, or the first one while nothing was. */
  readonly chosen: (value: string) => string;
}

const COMMON = ["EUR", "CNY", "USD"];
const HEX_DIGITS = 40;

/** As the ledger writes a currency of ISO 4217. */
function addressOf(code: string): string {
  return `0x${(currencyByCode(code)?.numeric ?? 0).toString(16).padStart(HEX_DIGITS, "0")}`;
}

/** Tokens that the gateway names, then what is paid by banks: two currencies, though their letters are the same. */
export function useCurrencies(): Currencies {
  const tokens = useDeployment().data?.tokens ?? [];
  const options = [
    ...tokens.map(({ address, code }) => ({ value: address, text: `${code} ${shortHex(address)}` })),
    ...COMMON.map((code) => ({ value: addressOf(code), text: `${code} ISO 4217` })),
  ];
  return { options, chosen: (value) => (value === "" ? (options[0]?.value ?? "") : value) };
}
