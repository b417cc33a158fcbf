/** How providers say that a range of blocks is too wide: code, HTTP status and sentence as seen in the wild. */
export interface Wording {
  readonly status: number;
  readonly code: number;
  readonly message: string;
  readonly data?: unknown;
}

/** The range that was asked for, and how many blocks the provider takes. */
export interface Refusal {
  readonly from: number;
  readonly to: number;
  readonly limit: number;
}

const HTTP_OK = 200;
const HTTP_TOO_LARGE = 413;
const HEX = 16;

function hex(number: number): string {
  return `0x${number.toString(HEX)}`;
}

export const RANGE_WORDINGS = {
  alchemy: ({ from, limit }: Refusal): Wording => ({
    status: HTTP_OK,
    code: -32_602,
    message:
      "Log response size exceeded. You can make eth_getLogs requests with up to a 2K block range and no limit on the " +
      "response size, or you can request any block range with a cap of 10K logs in the response. Based on your " +
      `parameters and the response size limit, this block range should work: [${hex(from)}, ${hex(from + limit - 1)}]`,
  }),
  alchemyFree: ({ from, limit }: Refusal): Wording => ({
    status: 400,
    code: -32_600,
    message:
      `You can make eth_getLogs requests with up to a ${limit} block range. Based on your parameters, this block ` +
      `range should work: [${hex(from)}, ${hex(from + limit - 1)}]`,
  }),
  infura: ({ from, limit }: Refusal): Wording => ({
    status: HTTP_OK,
    code: -32_005,
    message:
      "query returned more than 10000 results. Try with this block range " +
      `[${hex(from)}, ${hex(from + limit - 1)}].`,
    data: { from: hex(from), limit: 10_000, to: hex(from + limit - 1) },
  }),
  infuraRange: ({ from, to, limit }: Refusal): Wording => ({
    status: HTTP_OK,
    code: -32_602,
    message: `range ${to - from + 1} exceeds limit of ${limit}`,
  }),
  quicknode: ({ limit }: Refusal): Wording => ({
    status: HTTP_TOO_LARGE,
    code: -32_614,
    message: `eth_getLogs is limited to a ${limit.toLocaleString("en")} range`,
  }),
  ankr: (): Wording => ({ status: HTTP_OK, code: -32_600, message: "block range is too wide" }),
  ankrDistance: ({ limit }: Refusal): Wording => ({
    status: HTTP_OK,
    code: -32_602,
    message: `maximum [from, to] blocks distance: ${limit}`,
  }),
  tenderly: ({ from, to, limit }: Refusal): Wording => ({
    status: HTTP_OK,
    code: -32_602,
    message: "invalid params",
    data: { error_id: "4ed94073", payload: `range ${to - from + 1} is bigger than range limit ${limit}` },
  }),
  erigon: ({ limit }: Refusal): Wording => ({
    status: HTTP_OK,
    code: -32_000,
    message: `query block range exceeds server limit, narrow your filter: ${limit}`,
  }),
  /** Says that too much was found and offers the very range that was asked for. */
  reth: ({ from, to }: Refusal): Wording => ({
    status: HTTP_OK,
    code: -32_602,
    message: `query exceeds max results 20000, retry with the range ${from}-${to}`,
  }),
  morph: ({ from, to, limit }: Refusal): Wording => ({
    status: HTTP_OK,
    code: -32_000,
    message: `block range is larger than max block range, block range = ${to - from + 1}, max block range = ${limit}`,
  }),
} satisfies Readonly<Record<string, (refusal: Refusal) => Wording>>;

export type Vendor = keyof typeof RANGE_WORDINGS;
export const VENDORS = Object.keys(RANGE_WORDINGS) as readonly Vendor[];
