/** Answers that are well formed and wrong: what a faulty or dishonest node says instead of what an honest one does. */
import { headerHash } from "../../src/chain/integrityHeader.ts";
import type { Hex } from "../../src/domain/receivable.ts";

/** A request as it came in, and chance for the choices within a fault. */
export interface Asked {
  readonly method: string;
  readonly params: readonly unknown[];
  /** A whole number below a bound. */
  readonly choose: (bound: number) => number;
  /** Asks the honest node. */
  readonly honest: (method: string, ...params: readonly unknown[]) => Promise<unknown>;
}

type Fields = Record<string, unknown>;
type Change = (result: unknown, asked: Asked) => unknown;

interface AnswerFault {
  /** Methods whose answers can have this fault. */
  readonly methods: readonly string[];
  /** The wrong answer; the very same value where this answer cannot have the fault. */
  readonly change: Change;
}

const BLOCKS = ["eth_getBlockByNumber", "eth_getBlockByHash"];
const LOGS = ["eth_getLogs"];
const RECEIPTS = ["eth_getTransactionReceipt", "eth_getBlockReceipts"];
const STALE_BY = 3;
const ELSEWHERE: Hex = `0x${"e1".repeat(32)}`;
const STRANGER: Hex = `0x${"57".repeat(20)}`;
const TAGS = new Set<unknown>(["latest", "safe", "finalized"]);

function changedLogs(change: (logs: Fields[], asked: Asked) => Fields[]): Change {
  return (result, asked) => {
    const logs = result as Fields[];
    return logs.length === 0 ? result : change(logs, asked);
  };
}

/** One log, changed; the one that chance picks. */
function oneLog(change: (log: Fields) => Fields): Change {
  return changedLogs((logs, { choose }) => {
    const at = choose(logs.length);
    return logs.map((log, index) => (index === at ? change(log) : log));
  });
}

function ofBlock(change: (block: Fields, asked: Asked) => unknown): Change {
  return (result, asked) => (result === null ? result : change(result as Fields, asked));
}

function flipped(hex: string, choose: Asked["choose"]): string {
  const digits = hex.slice(2);
  const at = choose(digits.length);
  const digit = (parseInt(digits[at] ?? "0", 16) ^ (1 << choose(4))).toString(16);
  return `0x${digits.slice(0, at)}${digit}${digits.slice(at + 1)}`;
}

async function older(block: Fields, asked: Asked, by: number): Promise<unknown> {
  const number = Number(block["number"]) - by;
  if (number < 0 || !TAGS.has(asked.params[0])) return block;
  return asked.honest("eth_getBlockByNumber", `0x${number.toString(16)}`, false);
}

export const ANSWER_FAULTS = {
  nullBlock: { methods: BLOCKS, change: () => null },
  staleHead: { methods: BLOCKS, change: ofBlock((block, asked) => older(block, asked, STALE_BY)) },
  headBackwards: { methods: BLOCKS, change: ofBlock((block, asked) => older(block, asked, 1)) },
  otherBlock: {
    methods: BLOCKS,
    change: ofBlock((block, asked) =>
      TAGS.has(asked.params[0]) ? block : asked.honest("eth_getBlockByNumber", "0x0", false),
    ),
  },
  otherFork: {
    methods: BLOCKS,
    change: ofBlock((block) => {
      const forked = { ...block, extraData: "0xf0f0" };
      return { ...forked, hash: headerHash(forked) };
    }),
  },
  flippedHeader: {
    methods: BLOCKS,
    change: ofBlock((block, { choose }) => ({ ...block, stateRoot: flipped(String(block["stateRoot"]), choose) })),
  },
  wrongReceiptsRoot: {
    methods: BLOCKS,
    change: ofBlock((block) => {
      const lying = { ...block, receiptsRoot: ELSEWHERE };
      return { ...lying, hash: headerHash(lying) };
    }),
  },
  wrongChainId: { methods: ["eth_chainId"], change: () => "0x2a" },
  logsMissingOne: {
    methods: LOGS,
    change: changedLogs((logs, { choose }) => {
      const at = choose(logs.length);
      return logs.filter((_, index) => index !== at);
    }),
  },
  logsMissingAll: { methods: LOGS, change: changedLogs(() => []) },
  logsMissingLast: { methods: LOGS, change: changedLogs((logs) => logs.slice(0, -1)) },
  logsDoubled: { methods: LOGS, change: changedLogs((logs) => [...logs, ...logs.slice(-1)]) },
  logsUnordered: { methods: LOGS, change: changedLogs((logs) => logs.toReversed()) },
  logOfOtherBlock: { methods: LOGS, change: oneLog((log) => ({ ...log, blockNumber: "0xffffff" })) },
  logOfOtherFork: { methods: LOGS, change: oneLog((log) => ({ ...log, blockHash: ELSEWHERE })) },
  logOfStranger: { methods: LOGS, change: oneLog((log) => ({ ...log, address: STRANGER })) },
  logRemoved: { methods: LOGS, change: oneLog((log) => ({ ...log, removed: true })) },
  logWithoutTopics: { methods: LOGS, change: oneLog((log) => ({ ...log, topics: undefined })) },
  logForged: { methods: LOGS, change: oneLog((log) => ({ ...log, data: `${String(log["data"])}00` })) },
  logsWithoutTimestamp: {
    methods: LOGS,
    change: changedLogs((logs) => logs.map((log) => ({ ...log, blockTimestamp: undefined }))),
  },
  forgedReceipt: {
    methods: RECEIPTS,
    change: (result) => {
      const forge = (receipt: Fields): Fields => ({ ...receipt, cumulativeGasUsed: "0x1" });
      if (result === null) return result;
      return Array.isArray(result) ? result.map(forge) : forge(result as Fields);
    },
  },
  nullReceipt: { methods: RECEIPTS, change: () => null },
  noCode: { methods: ["eth_getCode"], change: () => "0x" },
} satisfies Readonly<Record<string, AnswerFault>>;

export type AnswerFaultName = keyof typeof ANSWER_FAULTS;
