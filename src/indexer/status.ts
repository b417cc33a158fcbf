/** How the index fares, for those who serve from it. */
import type { Heads } from "../chain/blocksHeads.ts";
import type { BlockRef } from "../chain/blocksReading.ts";
import type { BlockPoint, Cursor } from "../store/chainTables.ts";
import type { StopKind } from "./errors.ts";

/** `waiting` for another process to stop leading; `stopped` until a person has looked. */
export type IndexRole = "starting" | "waiting" | "leading" | "stopped" | "closed";

/** A block of the chain and when it was made, unix seconds. */
export type Head = Pick<BlockRef, "number" | "hash" | "timestamp">;

export interface IndexStatus {
  readonly role: IndexRole;
  /** As the chain was last asked by this process; undefined before, and while another process leads. */
  readonly heads:
    | { readonly latest: Head; readonly safe: Head; readonly finalized: Head; readonly basis: Heads["basis"] }
    | undefined;
  /** The last block in the tables; undefined before the first batch. What is served is as of this block. */
  readonly indexed: BlockPoint | undefined;
  /** The last block in the tables that is not expected to be dropped. */
  readonly safe: BlockPoint | undefined;
  /** The last block in the tables that can never be dropped. */
  readonly final: BlockPoint | undefined;
  /** How many blocks the tables are behind the latest; undefined while either is not known. */
  readonly lagBlocks: number | undefined;
  /** How many blocks this process has proven complete against their hashes. */
  readonly verified: number;
  /** How often blocks were dropped since the start, and how many at most. */
  readonly reorganisations: { readonly count: number; readonly deepest: number };
  /** Why it goes no further; the tables stay as they were verified last. */
  readonly stopped: Stopped | undefined;
  /** What keeps it waiting at the moment and is tried again. */
  readonly fault: string | undefined;
}

export interface Stopped {
  readonly kind: StopKind;
  /** What is wrong, and the way out. */
  readonly message: string;
  readonly provider: string | undefined;
  /** What a person does about it; names no machine. */
  readonly wayOut: string;
  /** Unix seconds. */
  readonly at: number;
}

/** What happens to an index, told as it happens. */
export interface Board {
  role(role: IndexRole): void;
  heads(heads: Heads): void;
  cursor(cursor: Cursor | undefined): void;
  batch(verified: number, dropped: number): void;
  fault(message: string | undefined): void;
  stopped(stopped: Stopped): void;
  read(): IndexStatus;
}

const START: IndexStatus = {
  role: "starting",
  heads: undefined,
  indexed: undefined,
  safe: undefined,
  final: undefined,
  lagBlocks: undefined,
  verified: 0,
  reorganisations: { count: 0, deepest: 0 },
  stopped: undefined,
  fault: undefined,
};

export function createBoard(): Board {
  let status = START;
  const set = (changes: Partial<IndexStatus>): void => {
    status = { ...status, ...changes };
  };
  return {
    role: (role) => set(role === "waiting" ? { role, heads: undefined } : { role }),
    heads: ({ latest, safe, finalized, basis }) =>
      set({ heads: { latest: headOf(latest), safe: headOf(safe), finalized: headOf(finalized), basis } }),
    cursor: (cursor) => set({ indexed: cursor?.folded, safe: cursor?.safe, final: cursor?.final }),
    batch(verified, dropped) {
      const { count, deepest } = status.reorganisations;
      const reorganisations = { count: count + Math.sign(dropped), deepest: Math.max(deepest, dropped) };
      set({ verified: status.verified + verified, reorganisations });
    },
    fault: (fault) => set({ fault }),
    stopped: (stopped) => set({ role: "stopped", stopped, fault: undefined }),
    read() {
      const { heads, indexed } = status;
      const isKnown = heads !== undefined && indexed !== undefined;
      return { ...status, lagBlocks: isKnown ? Math.max(0, heads.latest.number - indexed.number) : undefined };
    },
  };
}

function headOf({ number, hash, timestamp }: BlockRef): Head {
  return { number, hash, timestamp };
}
