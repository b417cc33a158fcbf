/**
 * Several factors claim one receivable: who comes first by the law that governs, why, and what each of them has left
 * undone. PRC Civil Code art. 768 (R57), UCC 9-322 (R60), and the English rule of Dearle v Hall (R61).
 *
 * It is reckoned from what the parties state, of which registrations and receipts of notices are not verified here, and
 * is no legal advice. When the ledger recorded an assignment is evidence of its time and makes no rank.
 */
import { monthsAfter } from "../months.ts";
import { dateOfDay, dayNumber } from "../terms.ts";
import { checkAmount, checkDistinct, FactoringError } from "./figures.ts";
import { LEFT_OUT, MISSING, PRIORITY_NOTES, REASONS } from "./priorityTexts.ts";
import type { MissingStep, PriorityLaw, PriorityReason } from "./priorityTexts.ts";
import { proRata } from "./proRata.ts";

const DAY = 86_400;
/** So long a financing statement is effective that states no other end (9-515(a)). */
const UCC_MONTHS = 5 * 12;

/** A claim to a receivable, as its maker states it. Instants are unix seconds. */
export interface CompetingClaim {
  readonly factor: string;
  /** When the receivable was assigned to it; the security interest attaches then. Without it no assignment is known. */
  readonly assignedAt?: number;
  /** Since when it has been on the public register without a break (中登网, UCC-1). */
  readonly registeredAt?: number;
  /** When that registration ends; it counts before this instant. Without it none is stated: {@link registrationEnd}. */
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

export interface RankedClaim<Claim extends CompetingClaim = CompetingClaim> {
  readonly claim: Claim;
  /** From 1; the law does not tell claims of one rank apart, and has them share where {@link sharesOf} says so. */
  readonly rank: number;
  readonly reason: PriorityReason;
  /** The reason in a sentence. */
  readonly text: string;
  readonly missing: readonly { readonly step: MissingStep; readonly text: string }[];
}

export interface Priority<Claim extends CompetingClaim = CompetingClaim> {
  readonly law: PriorityLaw;
  readonly ranked: readonly RankedClaim<Claim>[];
  /** What has no place by the law since no assignment is known, and why in a sentence. */
  readonly leftOut: readonly { readonly claim: Claim; readonly text: string }[];
  /** To be shown with the ranks. */
  readonly notes: readonly string[];
}

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
  const all = claims.map((claim) => ({ claim, placed: placeOf(law, claim, asOf) }));
  const placed = all.flatMap((one) => one.placed ?? []).toSorted((one, other) => order(one.key, other.key));
  const leftOut = all.filter((one) => one.placed === undefined);
  const sorted = law === "english" ? afterWhatTheyKnew(placed) : placed;
  const ranked: RankedClaim<Claim>[] = [];
  for (const [place, { claim, reason, key }] of sorted.entries()) {
    const [before, last] = [sorted[place - 1], ranked.at(-1)];
    const equal = before !== undefined && before.reason === reason && order(before.key, key) === 0;
    const rank = equal && reason !== "knewOfEarlier" && last !== undefined ? last.rank : place + 1;
    const text = REASONS[law][reason] ?? "";
    ranked.push({ claim, rank, reason, text, missing: missingOf(law, claim, asOf) });
  }
  return { law, ranked, leftOut: leftOut.map(({ claim }) => ({ claim, text: LEFT_OUT[law] })), notes: PRIORITY_NOTES };
}

/**
 * When a registration ends, unix seconds: as is stated, or five years after the filing where a financing statement
 * states nothing (9-515(a)). Undefined where none is known.
 */
export function registrationEnd(
  law: PriorityLaw,
  { registeredAt, registeredUntil }: Pick<CompetingClaim, "registeredAt" | "registeredUntil">,
): number | undefined {
  if (registeredUntil !== undefined || registeredAt === undefined || law !== "ucc9322") return registeredUntil;
  const lapse = dayNumber(monthsAfter(dateOfDay(Math.floor(registeredAt / DAY)), UCC_MONTHS));
  return lapse * DAY + (registeredAt % DAY);
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

/** Undefined for what the law gives no place without an assignment. */
function placeOf<Claim extends CompetingClaim>(
  law: PriorityLaw,
  claim: Claim,
  asOf: number,
): Placed<Claim> | undefined {
  const { assignedAt } = claim;
  const [registered, perfected, noticed] = [
    registeredAt(law, claim, asOf),
    by(claim.perfectedAt, asOf),
    noticeOf(claim, asOf),
  ];
  if (law === "ucc9322") {
    const first = Math.min(registered ?? Infinity, perfected ?? Infinity);
    if (first !== Infinity) return { claim, reason: "perfected", key: [1, first] };
    return assignedAt === undefined ? undefined : { claim, reason: "attached", key: [2, assignedAt] };
  }
  if (law === "prc768") {
    if (registered !== undefined) return { claim, reason: "registered", key: [1, registered] };
    if (noticed !== undefined) return { claim, reason: "noticed", key: [2, noticed] };
    return { claim, reason: "neitherRegisteredNorNoticed", key: [3, 0] };
  }
  if (assignedAt === undefined) return undefined;
  if (noticed !== undefined) return { claim, reason: "noticed", key: [2, noticed] };
  return { claim, reason: "firstInTime", key: [3, assignedAt] };
}

/** The claims in their order, but each behind the earlier ones that its factor knew of. */
function afterWhatTheyKnew<Claim extends CompetingClaim>(sorted: readonly Placed<Claim>[]): readonly Placed<Claim>[] {
  const waiting = [...sorted];
  const done: Placed<Claim>[] = [];
  while (waiting.length > 0) {
    const isFree = ({ claim }: Placed<Claim>): boolean =>
      !waiting.some((other) => isEarlier(other.claim, claim) && claim.knewOf?.includes(other.claim.factor));
    const next = waiting.findIndex(isFree);
    const [freed] = waiting.splice(next, 1);
    if (freed === undefined) break;
    const held = done.some((other) => sorted.indexOf(other) > sorted.indexOf(freed));
    done.push(held ? { ...freed, reason: "knewOfEarlier" } : freed);
  }
  return done;
}

function isEarlier({ assignedAt: one = Infinity }: CompetingClaim, { assignedAt: other = Infinity }: CompetingClaim) {
  return one < other;
}

function missingOf(law: PriorityLaw, claim: CompetingClaim, asOf: number): RankedClaim["missing"] {
  const steps: MissingStep[] = [];
  const perfected = law === "ucc9322" && by(claim.perfectedAt, asOf) !== undefined;
  const since = by(claim.registeredAt, asOf);
  const isInForce = registeredAt(law, claim, asOf) !== undefined;
  if (!isInForce && !perfected) steps.push(since === undefined ? "registration" : "renewal");
  if (isInForce && claim.registeredUntil === undefined) steps.push("term");
  if (noticeOf(claim, asOf) === undefined) steps.push("notice");
  return steps.flatMap((step) => {
    const text = MISSING[law][step];
    return text === undefined ? [] : [{ step, text }];
  });
}

/** Since when the registration has been there that is in force. */
function registeredAt(law: PriorityLaw, claim: CompetingClaim, asOf: number): number | undefined {
  const since = by(claim.registeredAt, asOf);
  const end = since === undefined ? undefined : registrationEnd(law, claim);
  return end !== undefined && end <= asOf ? undefined : since;
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
    if (assignedAt === undefined || assignedAt <= asOf) continue;
    throw new FactoringError(`claims ${factor}.assignedAt`, assignedAt.toString(), `leave out what is after ${asOf}`);
  }
}
