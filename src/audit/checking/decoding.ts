/** Logs as nodes give them, made into what the auditor folds. Decoded by another library than the index has. */
import { decodeEventLog, toEventSelector } from "viem";
import type { AbiEvent } from "viem";
import { directoryAbi, ledgerAbi } from "../../../generated/abi.ts";
import type { RawLog } from "../../chain/logs.ts";
import type { Audited, AuditEvent } from "../fold.ts";

type Shapes = ReadonlyMap<string, AbiEvent>;

const LEDGER_EVENTS = shapesOf(ledgerAbi);
const DIRECTORY_EVENTS = shapesOf(directoryAbi);
/** A log that is none of the contract's events; the fold reports it by this name. */
const UNREADABLE = "a log that cannot be read";

/** @param timeOf Unix seconds of a block that holds one of the logs. */
export function auditEvents(
  { ledger }: Audited,
  logs: readonly RawLog[],
  timeOf: (block: number) => number | undefined,
): AuditEvent[] {
  return logs.map((log) => {
    const shapes = log.address === ledger.toLowerCase() ? LEDGER_EVENTS : DIRECTORY_EVENTS;
    const timestamp = timeOf(log.blockNumber);
    const { address, blockNumber, logIndex } = log;
    return {
      ...{ ...decoded(shapes, log), address, blockNumber, logIndex },
      ...(timestamp === undefined ? {} : { timestamp }),
    };
  });
}

function decoded(shapes: Shapes, { topics, data }: RawLog): Pick<AuditEvent, "name" | "args"> {
  const [topic = ""] = topics;
  const shape = shapes.get(topic);
  if (shape === undefined) return { name: UNREADABLE, args: {} };
  try {
    const { args } = decodeEventLog({ abi: [shape], topics: topics as [`0x${string}`], data, strict: true });
    return { name: shape.name, args };
  } catch {
    return { name: UNREADABLE, args: {} };
  }
}

function shapesOf(abi: readonly { readonly type: string }[]): Shapes {
  const events = abi.filter((item): item is AbiEvent => item.type === "event");
  return new Map(events.map((event) => [toEventSelector(event), event]));
}
