/** What an audit has to say to people: what somebody says, what the chain says, and where that is to be seen. */

/** `grave`: money, holder, state or existence; `notable`: anything else that must not be; `remark`: worth knowing. */
export type Severity = "grave" | "notable" | "remark";

/** Where it was found. */
export type Source =
  /** An event contradicts those before it. */
  | "events"
  /** The ledger's storage is not what its events add up to. */
  | "storage"
  /** The gateway says otherwise than the chain. */
  | "gateway"
  /** The second provider says otherwise than the first. */
  | "provider"
  /** The ledger is not what it was taken for. */
  | "ledger";

/** All of it as text, so that it can be kept and handed on as it is. */
export interface Difference {
  readonly severity: Severity;
  readonly source: Source;
  /** What kind it is: a finding's kind, or the name of what differs. */
  readonly kind: string;
  /** The receivable, where it is about one. */
  readonly receivable: string | null;
  /** The field, slot or event that differs. */
  readonly field: string;
  /** What the gateway or the other provider says; null where it says nothing. */
  readonly said: string | null;
  /** What the chain says, or the events add up to; null where they know nothing of it. */
  readonly chain: string | null;
  /** The block in which it is to be seen. */
  readonly block: number | null;
}

const GRAVEST_FIRST: readonly Severity[] = ["grave", "notable", "remark"];

/** Gravest first, otherwise as they were found. */
export function sorted(differences: readonly Difference[]): Difference[] {
  return differences.toSorted(
    (one, other) => GRAVEST_FIRST.indexOf(one.severity) - GRAVEST_FIRST.indexOf(other.severity),
  );
}
