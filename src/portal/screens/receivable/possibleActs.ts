/**
 * What an organisation can do to a receivable now, by what it is to it and how it stands: the table of verbs in
 * `contracts/README.md`, as far as it can be known before the ledger is asked. The gateway tries every act anew.
 */
import type { Detail } from "./detail.ts";
import { isPositive, isToken, unitsOf } from "./detail.ts";

type Status = Detail["status"];
type Role = Detail["roles"][number];

interface Rule {
  readonly by: readonly Role[];
  readonly from: readonly Status[];
  /** Beside role and status. */
  readonly when?: (detail: Detail) => boolean;
}

const ANSWERABLE: readonly Status[] = ["Issued", "Queried"];
const STANDING: readonly Status[] = ["Issued", "Queried", "Accepted"];
const ALIVE: readonly Status[] = ["Issued", "Queried", "Rejected", "Accepted"];

/** Nobody acts on terms that cannot be opened. */
function isRunning({ terms, closed }: Detail): boolean {
  return terms !== null && !closed;
}

function disputable({ open, disputed }: Detail): boolean {
  return open !== null && unitsOf(open) > unitsOf(disputed);
}

const RULES = {
  accept: { by: ["buyer"], from: ANSWERABLE, when: ({ terms }) => terms !== null },
  query: { by: ["buyer"], from: ANSWERABLE },
  reject: { by: ["buyer"], from: ANSWERABLE },
  pay: {
    by: ["buyer"],
    from: ["Accepted"],
    when: (detail) => isRunning(detail) && isToken(detail.currency) && isPositive(detail.payoff?.payoff ?? null),
  },
  advise: { by: ["buyer"], from: STANDING, when: isRunning },
  dispute: { by: ["buyer"], from: ["Accepted"], when: (detail) => isRunning(detail) && disputable(detail) },
  withdraw: {
    by: ["buyer"],
    from: ["Accepted"],
    when: ({ terms, disputed }) => terms !== null && isPositive(disputed),
  },
  concede: {
    by: ["holder"],
    from: ["Accepted"],
    when: ({ terms, disputed }) => terms !== null && isPositive(disputed),
  },
  recordReceipt: { by: ["holder"], from: STANDING, when: isRunning },
  reverseReceipt: {
    by: ["holder"],
    from: ALIVE,
    when: ({ terms, receipts }) => terms !== null && receipts.some(({ status }) => status === "Recorded"),
  },
  credit: { by: ["holder"], from: STANDING, when: isRunning },
  debit: { by: ["holder"], from: ["Accepted"], when: isRunning },
  waive: {
    by: ["holder"],
    from: ["Accepted"],
    when: (detail) => isRunning(detail) && isPositive(detail.payoff?.charges ?? null),
  },
  split: {
    by: ["holder"],
    from: ["Accepted"],
    when: (detail) => isRunning(detail) && detail.policy.splittable && !isPositive(detail.disputed),
  },
  amend: { by: ["holder", "supplier"], from: ALIVE, when: isRunning },
  consentTransfer: {
    by: ["buyer"],
    from: STANDING,
    when: ({ policy }) => policy.assignability === "WithConsent",
  },
  transfer: {
    by: ["holder"],
    from: STANDING,
    // What a factor's desk holds, the desk alone hands on.
    when: ({ policy, transferee, assignment, holder }) =>
      (policy.assignability === "Freely" || transferee !== null) && (assignment?.payee ?? holder) === holder,
  },
  writeOff: { by: ["holder"], from: STANDING, when: ({ closed, writtenOff }) => !closed && !writtenOff },
  cancel: {
    by: ["holder"],
    from: ["Issued", "Queried", "Rejected"],
    when: ({ receipts }) => receipts.every(({ status }) => status !== "Recorded"),
  },
} as const satisfies Record<string, Rule>;

export type PossibleAct = keyof typeof RULES;

/** In the order in which they are offered. */
export const ACTS = Object.keys(RULES) as readonly PossibleAct[];

export function possibleActs(detail: Detail): readonly PossibleAct[] {
  return ACTS.filter((act) => {
    const { by, from, when }: Rule = RULES[act];
    return by.some((role) => detail.roles.includes(role)) && from.includes(detail.status) && (when?.(detail) ?? true);
  });
}
