/**
 * What providers mean by their errors. JSON-RPC has no code for "too many blocks" or "too often": each vendor has its
 * own number and its own sentence, and one number (-32005) serves for both, so that the sentence decides.
 */
const THOUSAND = 1_000;

/** Sentences that a narrower range of blocks answers, as providers and nodes write them. */
const TOO_WIDE = [
  /returned more than|returns too many|too many (?:logs|results|blocks)|exceeds max(?:imum)? results/i,
  /(?:response|result|payload) (?:size (?:exceeded|is larger|should not)|(?:is )?too (?:large|big))/i,
  /logs? matched by query exceeds/i,
  /range (?:is )?(?:too (?:large|wide|big)|bigger|larger|greater|exceeds|limit exceeded)/i,
  /range [\d,]+ (?:exceeds|is bigger than|is larger than)/i,
  /exceeds?(?: the)?(?: max(?:imum)?)?(?: block)? range|ranges over/i,
  /max(?:imum)? (?:block )?range|blocks distance|up to an? [\d,]+k? block range/i,
  /limited to (?:an? )?[\d,]+|at most [\d,]+ blocks|number of requested blocks/i,
  /query (?:timed out|timeout|duration|execution)/i,
];

/** The number of blocks that a sentence says would do. */
const BLOCKS = [
  /(?:up to an?|limited to(?: an?)?|at most|ranges over|server limit, narrow your filter:) (\d[\d,]*)(k?)/i,
  /max(?:imum)?(?: is(?: set to)?| block range| range)?[: =(]*(\d[\d,]*)(k?)/i,
  /(?:distance|limit of|range limit|blocks is)[: =(]*(\d[\d,]*)(k?)/i,
];

/** A range that the provider says would do, in hexadecimal or decimal numbers. */
const SUGGESTED = [/\[(0x[0-9a-f]+), ?(0x[0-9a-f]+)\]/i, /with the range (\d+)-(\d+)/i];

/** Sentences of a node that has not, or has no longer, the block it is asked about. */
const NO_BLOCK = [
  /(?:header|block\w*) (?:cannot be |could not be |is )?not found|block\w* .*(?:cannot|could not) be found/i,
  /unknown block|beyond (?:the )?current head|invalid block tag|BlockOutOfRange|after last accepted block/i,
  /blockHash cannot be found/i,
];

const TOO_OFTEN = [
  /rate.?limit/i,
  /too many requests/i,
  /(?:request|call)s? (?:rate|count|limit|per)/i,
  /(?:compute units|capacity|throughput|quota|credits)/i,
];
const BUSY_CODES: ReadonlySet<number> = new Set([429, -32_029, -32_090, -32_097]);
const LIMIT_EXCEEDED = -32_005;

const NO_METHOD: ReadonlySet<number> = new Set([-32_601, -32_004]);
const UNSUPPORTED =
  /method .*(?:not (?:found|supported|available|allowed)|does not exist|disabled)|unsupported method/i;

/** What an error of a provider means. */
export type Meaning =
  | { readonly kind: "too wide"; readonly blocks: number | undefined }
  | { readonly kind: "too often" }
  | { readonly kind: "no such block" }
  | { readonly kind: "no such method" }
  | { readonly kind: "refused" };

/** Reads the code and the words of a provider's error, what JSON-RPC carries as data among them. */
export function meaningOf(method: string, code: number, words: string): Meaning {
  if (NO_METHOD.has(code) || UNSUPPORTED.test(words)) return { kind: "no such method" };
  if (NO_BLOCK.some((sentence) => sentence.test(words))) return { kind: "no such block" };
  if (method === "eth_getLogs" && TOO_WIDE.some((sentence) => sentence.test(words))) {
    return { kind: "too wide", blocks: blocksIn(words) };
  }
  if (BUSY_CODES.has(code) || code === LIMIT_EXCEEDED || TOO_OFTEN.some((sentence) => sentence.test(words))) {
    return { kind: "too often" };
  }
  return { kind: "refused" };
}

/** The number of blocks that the sentence offers, 1 at least; undefined if it offers none. */
function blocksIn(words: string): number | undefined {
  for (const sentence of SUGGESTED) {
    const [, from, to] = sentence.exec(words) ?? [];
    if (from !== undefined && to !== undefined) return Math.max(1, Number(to) - Number(from) + 1);
  }
  for (const sentence of BLOCKS) {
    const [, digits = "", thousands = ""] = sentence.exec(words) ?? [];
    const blocks = Number(digits.replaceAll(",", "")) * (thousands === "" ? 1 : THOUSAND);
    if (digits !== "" && Number.isSafeInteger(blocks)) return Math.max(1, blocks);
  }
  return undefined;
}
