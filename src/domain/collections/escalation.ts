/** What somebody is told to whom a dunning level escalates: what fired, of which items, and why. */
import type { Address, Hex } from "../receivable.ts";
import type { Ground } from "./finding.ts";
import type { Stage } from "./policy.ts";

export interface Escalation {
  /** Id of the level, in the policy of that name and version. */
  readonly level: string;
  readonly stage: Stage;
  readonly policy: { readonly name: string; readonly version: number };
  readonly customer: Address;
  readonly customerName: string;
  /** The longest due first. */
  readonly items: readonly EscalatedItem[];
}

export interface EscalatedItem {
  readonly item: Hex;
  /** The invoice's number as its supplier wrote it. */
  readonly number: string;
  /** Days since 1970-01-01. */
  readonly dueDay: number;
  readonly ground: Ground;
}
