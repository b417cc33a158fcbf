/** The words of dunning notices; each language has them in a file of its own. */
import type { Stage } from "../../domain/collections/policy.ts";

export interface LetterWords {
  readonly titles: Readonly<Record<Stage, string>>;
  readonly openings: Readonly<Record<Stage, (agent: string) => string>>;
  /** Said where the policy goes on with that stage. @param payBy A day in full. */
  readonly consequences: Readonly<Partial<Record<Stage, (payBy: string) => string>>>;
  readonly salutation: (attention: string | undefined) => string;
  readonly closing: string;
  readonly reference: string;
  readonly date: string;
  readonly policy: string;
  readonly policyVersion: (name: string, version: number) => string;
  readonly from: string;
  readonly to: string;
  readonly contact: string;
  readonly items: string;
  readonly invoice: string;
  readonly dueDay: string;
  readonly open: string;
  readonly disputed: string;
  readonly promised: string;
  readonly asked: string;
  readonly interest: string;
  readonly fixedSum: string;
  readonly settled: string;
  readonly charges: string;
  readonly contingent: string;
  /** Over what is open and not asked for. */
  readonly apart: string;
  readonly contingentSum: string;
  readonly working: string;
  readonly workingNote: string;
  readonly fromDay: string;
  readonly toDay: string;
  readonly days: string;
  readonly principal: string;
  readonly rate: string;
  readonly basis: string;
  readonly exact: string;
  readonly sums: string;
  readonly principalSum: string;
  readonly chargesSum: (date: string) => string;
  readonly chargesNote: string;
  readonly fee: string;
  readonly total: string;
  readonly askPreDue: string;
  readonly ask: (total: string, payBy: string) => string;
  readonly disputeNote: string;
  readonly promiseNote: string;
  readonly payTo: string;
  readonly payee: string;
  readonly account: string;
  readonly bic: string;
  readonly bank: string;
  readonly noAccount: string;
  readonly quote: string;
  readonly assigned: (payee: string) => string;
  readonly caution: string;
  readonly answer: string;
  readonly crossed: string;
  readonly demand: string;
  readonly noDemand: string;
  readonly rights: string;
  readonly salt: string;
  readonly contentHash: string;
  readonly page: (page: number, pages: number) => string;
  readonly sms: (facts: SmsFacts) => string;
  readonly colon: string;
}

/** What a short message says: no more than a stranger who reads it may know. */
export interface SmsFacts {
  readonly sender: string;
  readonly invoice: string;
  readonly others: number;
  readonly reference: string;
  readonly url: string;
  readonly isDue: boolean;
  /** What a policy of its own words calls it. */
  readonly title?: string;
}
