/**
 * Currencies of ISO 4217 with a minor unit: letter code, number and exponent.
 *
 * The list is the one in force in 2026, without metals, special drawing rights and test codes (they have no minor unit)
 * and without codes that were withdrawn (ANG, BGN, CUC): a claim in them needs a decision, not a guess.
 */
export interface Currency {
  /** Three capital letters, "EUR". */
  readonly code: string;
  /** The ISO 4217 number, 978: what the ledger stores as `address(uint160(978))`. */
  readonly numeric: number;
  /** How many decimals the minor unit is away: 2 for EUR, 0 for JPY, 3 for KWD. */
  readonly exponent: number;
}

const BY_EXPONENT: Readonly<Record<number, string>> = {
  0:
    "BIF108 CLP152 DJF262 GNF324 ISK352 JPY392 KMF174 KRW410 PYG600 RWF646 UGX800 UYI940 VND704 VUV548 XAF950 " +
    "XOF952 XPF953",
  2:
    "AED784 AFN971 ALL008 AMD051 AOA973 ARS032 AUD036 AWG533 AZN944 BAM977 BBD052 BDT050 BMD060 BND096 BOB068 " +
    "BOV984 BRL986 BSD044 BTN064 BWP072 BYN933 BZD084 CAD124 CDF976 CHE947 CHF756 CHW948 CNY156 COP170 COU970 " +
    "CRC188 CUP192 CVE132 CZK203 DKK208 DOP214 DZD012 EGP818 ERN232 ETB230 EUR978 FJD242 FKP238 GBP826 GEL981 " +
    "GHS936 GIP292 GMD270 GTQ320 GYD328 HKD344 HNL340 HTG332 HUF348 IDR360 ILS376 INR356 IRR364 JMD388 KES404 " +
    "KGS417 KHR116 KPW408 KYD136 KZT398 LAK418 LBP422 LKR144 LRD430 LSL426 MAD504 MDL498 MGA969 MKD807 MMK104 " +
    "MNT496 MOP446 MRU929 MUR480 MVR462 MWK454 MXN484 MXV979 MYR458 MZN943 NAD516 NGN566 NIO558 NOK578 NPR524 " +
    "NZD554 PAB590 PEN604 PGK598 PHP608 PKR586 PLN985 QAR634 RON946 RSD941 RUB643 SAR682 SBD090 SCR690 SDG938 " +
    "SEK752 SGD702 SHP654 SLE925 SOS706 SRD968 SSP728 STN930 SVC222 SYP760 SZL748 THB764 TJS972 TMT934 TOP776 " +
    "TRY949 TTD780 TWD901 TZS834 UAH980 USD840 USN997 UYU858 UZS860 VED926 VES928 WST882 XCD951 XCG532 YER886 " +
    "ZAR710 ZMW967 ZWG924",
  3: "BHD048 IQD368 JOD400 KWD414 LYD434 OMR512 TND788",
  4: "CLF990 UYW927",
};

const CURRENCIES: readonly Currency[] = Object.entries(BY_EXPONENT).flatMap(([exponent, row]) =>
  row.split(" ").map((entry) => ({
    code: entry.slice(0, 3),
    numeric: Number(entry.slice(3)),
    exponent: Number(exponent),
  })),
);

const BY_CODE: ReadonlyMap<string, Currency> = new Map(CURRENCIES.map((currency) => [currency.code, currency]));
const BY_NUMERIC: ReadonlyMap<number, Currency> = new Map(CURRENCIES.map((currency) => [currency.numeric, currency]));

/** The currency of a letter code, exactly as ISO 4217 writes it ("EUR", never "eur"); undefined if there is none. */
export function currencyByCode(code: string): Currency | undefined {
  return BY_CODE.get(code);
}

/** The currency of an ISO 4217 number; undefined if there is none. */
export function currencyByNumeric(numeric: number): Currency | undefined {
  return BY_NUMERIC.get(numeric);
}

/** All currencies, for a list to choose from. */
export function currencies(): readonly Currency[] {
  return CURRENCIES;
}
