/** How a relayer fares, for those who serve beside it. */
import type { Address } from "../domain/receivable.ts";
import type { RelayAlarm } from "../store/relays.ts";

/** `waiting` for another process to stop leading. */
export type RelayerRole = "starting" | "waiting" | "leading" | "closed";

export interface RelayerStatus {
  readonly role: RelayerRole;
  readonly account: Address;
  /** Wei; undefined before the chain was first asked, and while another process leads. */
  readonly balance: bigint | undefined;
  /** What a person has to see to. */
  readonly alarms: readonly RelayAlarm[];
  /** How many relays wait to be signed. */
  readonly queued: number;
  /** When the oldest of them was queued, unix seconds. */
  readonly oldest: number | undefined;
  /** How many transactions are signed and in no block yet. */
  readonly underWay: number;
  /** What keeps it waiting at the moment and is tried again. */
  readonly fault: string | undefined;
}

/** What happens to a relayer, told as it happens. */
export interface Board {
  set(changes: Partial<Omit<RelayerStatus, "account">>): void;
  read(): RelayerStatus;
}

export function createBoard(account: Address): Board {
  const none = { balance: undefined, oldest: undefined, fault: undefined };
  let status: RelayerStatus = { role: "starting", account, alarms: [], queued: 0, underWay: 0, ...none };
  return {
    set(changes) {
      const { role } = changes;
      const isLeading = role === undefined || role === "leading";
      status = { ...status, ...(isLeading ? {} : { balance: undefined, alarms: [] }), ...changes };
    },
    read: () => status,
  };
}
