/**
 * Several factors claim one receivable: who comes first by the law that governs, why, and what each of them has left
 * undone. PRC Civil Code art. 768 (R57), UCC 9-322 (R60), and the English rule of Dearle v Hall (R61).
 *
 * It is reckoned from what the parties state, of which registrations and receipts of notices are not verified here, and
 * is no legal advice. When the ledger recorded an assignment is evidence of its time and makes no rank.
 */
import { checkAmount, checkDistinct, FactoringError } from "./figures.ts";
import { proRata } from "./proRata.ts";

export const PRIORITY_LAWS = ["prc768", "ucc9322", "english"] as const;
export type PriorityLaw = (typeof PRIORITY_LAWS)[number];

/** A claim to a receivable, as its maker states it. Instants are unix seconds. */
export interface CompetingClaim {
  readonly factor: string;
  /** When the receivable was assigned to it; the security interest attaches then. */
  readonly assignedAt: number;
  /** Since when it has been on the public register without a break (中登网, UCC-1). */
  readonly registeredAt?: number;
  /** When that registration ends; it counts before this instant. Without it, it has no end that is known. */
  readonly registeredUntil?: number;
  /** When a notice of the assignment reached the debtor. */
  readonly noticeReceivedAt?: number;
  /** When it was perfected in another way than by filing (UCC 9-309). */
  readonly perfectedAt?: number;
  /** Earlier factors whose assignment it knew of when it gave value (Dearle v Hall). */
  readonly knewOf?: readonly string[];
  /** Minor units. */
  readonly financeAmount: bigint;
  /** What the factor earns for its service, minor units. */
  readonly fee?: bigint;
}

/** Why a claim stands where it does. */
export type PriorityReason =
  "registered" | "perfected" | "noticed" | "neitherRegisteredNorNoticed" | "attached" | "firstInTime" | "knewOfEarlier";

/** What a claim lacks that would better or keep its place, or protect it from a payment to somebody else. */
export type MissingStep = "registration" | "renewal" | "notice";

export interface RankedClaim<Claim extends CompetingClaim = CompetingClaim> {
  readonly claim: Claim;
  /** From 1; claims of one rank share what is collected, see {@link sharesOf}. */
  readonly rank: number;
  readonly reason: PriorityReason;
  /** The reason in a sentence. */
  readonly text: string;
  readonly missing: readonly { readonly step: MissingStep; readonly text: string }[];
}

export interface Priority<Claim extends CompetingClaim = CompetingClaim> {
  readonly law: PriorityLaw;
  readonly ranked: readonly RankedClaim<Claim>[];
  /** To be shown with the ranks. */
  readonly notes: readonly string[];
}

/** Shown with every order of claims. */
const PRIORITY_NOTES = [
  "Reckoned from what the parties state. The order in which assignments and notices were recorded here is evidence " +
    "of their times, and is not the legal order.",
  "A debtor who paid as the first notice that reached it says is discharged, even if another factor ranks first; the " +
    "factor that was paid has to account to the one that does.",
] as const;

const REASONS: Readonly<Record<PriorityLaw, Partial<Readonly<Record<PriorityReason, string>>>>> = {
  prc768: {
    registered: "It is registered: registered claims come before others, in the order of registration (art. 768).",
    noticed: "It is not registered, and comes by the time at which its notice reached the debtor (art. 768).",
    neitherRegisteredNorNoticed:
      "Neither registered nor noticed: such claims share in proportion to finance or service fee (art. 768).",
  },
  ucc9322: {
    perfected: "It is perfected, and comes by the earlier of its filing and its perfection (9-322(a)(1), (2)).",
    attached: "It is not perfected, and comes after those that are, by the time at which it attached (9-322(a)(3)).",
  },
  english: {
    noticed: "It comes by the time at which its notice reached the debtor (Dearle v Hall).",
    firstInTime: "No notice of it has reached the debtor: it comes after those with notice, by time of assignment.",
    knewOfEarlier: "Its factor knew of an earlier assignment when it gave value, and cannot overtake that by notice.",
  },
};

const MISSING: Readonly<Record<PriorityLaw, Partial<Readonly<Record<MissingStep, string>>>>> = {
  prc768: {
    registration: "No registration is known: register it (中登网), for every registered claim comes before it.",
    renewal: "Its registration has ended: register again; the time of the new one counts.",
    notice:
      "No receipt of a notice is known: give notice with proof (art. 764); until then the debtor may pay another.",
  },
  ucc9322: {
    registration:
      "No filing is known and it is not perfected otherwise: file a financing statement (UCC-1); until then the " +
      "seller of an account can sell it again (9-318).",
    renewal: "Its filing has lapsed: file again; the time of the new one counts.",
    notice:
      "No receipt of a notice is known: until one that says whom to pay, the debtor may pay the assignor (9-406).",
  },
  english: {
    notice: "No receipt of a notice is known: give the debtor written notice, for rank follows it.",
  },
};

/** A claim with what its place depends on; the lesser comes first, number by number. */
interface Placed<Claim> {
  readonly claim: Claim;
  readonly reason: PriorityReason;
  readonly key: readonly [number, number];
}

/**
 * Ranks the claims to one receivable. Claims that the law does not tell apart share a rank. Art. 768 says nothing of
 * unregistered claims beside a registered one; its third and fourth case are applied among them: our reading.
 * @param asOf Unix seconds; what happened later counts as not having happened.
 * @throws FactoringError for a factor that stands twice, an amount below nought, or an assignment after `asOf`.
 */
export function priorityOf<Claim extends CompetingClaim>(
  law: PriorityLaw,
  claims: readonly Claim[],
  asOf: number,
): Priority<Claim> {
  check(claims, asOf);
  const placed = claims.map((claim) => placeOf(law, claim, asOf)).toSorted((one, other) => order(one.key, other.key));
  const sorted = law === "english" ? afterWhatTheyKnew(placed) : placed;
  const ranked: RankedClaim<Claim>[] = [];
  for (const [place, { claim, reason, key }] of sorted.entries()) {
    const [before, last] = [sorted[place - 1], ranked.at(-1)];
    const equal = before !== undefined && before.reason === reason && order(before.key, key) === 0;
    const rank = equal && reason !== "knewOfEarlier" && last !== undefined ? last.rank : place + 1;
    const text = REASONS[law][reason] ?? "";
    ranked.push({ claim, rank, reason, text, missing: missingOf(law, claim, asOf) });
  }
  return { law, ranked, notes: PRIORITY_NOTES };
}

/**
 * What claims of one rank get of what was collected, by finance amounts or by service fees (art. 768 (4)). The shares
 * sum to it; what is more than a factor's own claim it has to account for (art. 766, 767).
 * @param collected Minor units. @throws FactoringError if all amounts are nought, or one is below.
 */
export function sharesOf(
  claims: readonly Pick<CompetingClaim, "factor" | "financeAmount" | "fee">[],
  collected: bigint,
  by: "finance" | "fee",
): readonly { readonly factor: string; readonly share: bigint }[] {
  const weights = claims.map(({ financeAmount, fee }) => (by === "finance" ? financeAmount : (fee ?? 0n)));
  const shares = proRata(collected, weights);
  return claims.map(({ factor }, place) => ({ factor, share: shares[place] ?? 0n }));
}

function placeOf<Claim extends CompetingClaim>(law: PriorityLaw, claim: Claim, asOf: number): Placed<Claim> {
  const [registered, perfected, noticed] = [
    registeredAt(claim, asOf),
    by(claim.perfectedAt, asOf),
    noticeOf(claim, asOf),
  ];
  if (law === "ucc9322") {
    const first = Math.min(registered ?? Infinity, perfected ?? Infinity);
    if (first !== Infinity) return { claim, reason: "perfected", key: [1, first] };
    return { claim, reason: "attached", key: [2, claim.assignedAt] };
  }
  if (law === "prc768" && registered !== undefined) return { claim, reason: "registered", key: [1, registered] };
  if (noticed !== undefined) return { claim, reason: "noticed", key: [2, noticed] };
  if (law === "prc768") return { claim, reason: "neitherRegisteredNorNoticed", key: [3, 0] };
  return { claim, reason: "firstInTime", key: [3, claim.assignedAt] };
}

/** The claims in their order, but each behind the earlier ones that its factor knew of. */
function afterWhatTheyKnew<Claim extends CompetingClaim>(sorted: readonly Placed<Claim>[]): readonly Placed<Claim>[] {
  const waiting = [...sorted];
  const done: Placed<Claim>[] = [];
  while (waiting.length > 0) {
    const isFree = ({ claim }: Placed<Claim>): boolean =>
      !waiting.some((other) => other.claim.assignedAt < claim.assignedAt && claim.knewOf?.includes(other.claim.factor));
    const next = waiting.findIndex(isFree);
    const [freed] = waiting.splice(next, 1);
    if (freed === undefined) break;
    const held = done.some((other) => sorted.indexOf(other) > sorted.indexOf(freed));
    done.push(held ? { ...freed, reason: "knewOfEarlier" } : freed);
  }
  return done;
}

function missingOf(law: PriorityLaw, claim: CompetingClaim, asOf: number): RankedClaim["missing"] {
  const steps: MissingStep[] = [];
  const perfected = law === "ucc9322" && by(claim.perfectedAt, asOf) !== undefined;
  if (registeredAt(claim, asOf) === undefined && !perfected) {
    steps.push(by(claim.registeredAt, asOf) === undefined ? "registration" : "renewal");
  }
  if (noticeOf(claim, asOf) === undefined) steps.push("notice");
  return steps.flatMap((step) => {
    const text = MISSING[law][step];
    return text === undefined ? [] : [{ step, text }];
  });
}

function registeredAt({ registeredAt: since, registeredUntil }: CompetingClaim, asOf: number): number | undefined {
  return registeredUntil !== undefined && registeredUntil <= asOf ? undefined : by(since, asOf);
}

function noticeOf({ noticeReceivedAt }: CompetingClaim, asOf: number): number | undefined {
  return by(noticeReceivedAt, asOf);
}

function by(instant: number | undefined, asOf: number): number | undefined {
  return instant !== undefined && instant <= asOf ? instant : undefined;
}

function order(one: readonly [number, number], other: readonly [number, number]): number {
  return one[0] - other[0] || one[1] - other[1];
}

function check(claims: readonly CompetingClaim[], asOf: number): void {
  checkDistinct(
    "claims.factor",
    claims.map(({ factor }) => factor),
  );
  for (const { factor, assignedAt, financeAmount, fee } of claims) {
    checkAmount(`claims ${factor}.financeAmount`, financeAmount);
    checkAmount(`claims ${factor}.fee`, fee ?? 0n);
    if (assignedAt <= asOf) continue;
    throw new FactoringError(`claims ${factor}.assignedAt`, assignedAt.toString(), `leave out what is after ${asOf}`);
  }
}
