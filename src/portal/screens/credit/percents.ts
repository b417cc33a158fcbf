const DECIMALS = 4;

/** A per cent as parts per million, exact; what is no such number stays as it is, for the gateway to refuse. */
export function ppmOfPercent(text: string): string {
  if (!/^\d+(?:\.\d{1,4})?$/.test(text)) return text;
  const [whole = "0", rest = ""] = text.split(".");
  return BigInt(`${whole}${rest.padEnd(DECIMALS, "0")}`).toString();
}
