/** What the claims of the first rank get of a sum that was collected, by art. 768 (4) of the Civil Code (R57). */
import { sharesOf } from "../../domain/factoring/priority.ts";
import type { Address, Hex } from "../../domain/receivable.ts";
import { cursorOf } from "../../store/chainTables.ts";
import type { Sql } from "../../store/database.ts";
import type { ClaimShares, NewClaimShares } from "../../wire/filing.ts";
import type { GatewayDeps } from "../deps.ts";
import { ProblemError } from "../http/problems.ts";
import { minorUnits } from "../intents/amounts.ts";
import { shownCursor } from "../receivables/reading.ts";
import { shownAmount, shownCurrency } from "../receivables/showing.ts";
import { rankedClaimsOf } from "./claims.ts";

const LAW = "prc768";

const OWN_FIGURES =
  "The amounts are those that were asked about, and nobody here verified them. What is more than a factor's own " +
  "claim it has to account for (art. 766, 767).";

interface Sharing {
  readonly organisation: Address;
  readonly id: Hex;
  readonly asked: NewClaimShares;
}

/** @throws ProblemError `NotFound` for whoever may not read the claims, `AmountUnfit` */
export async function claimSharesOf(
  sql: Sql,
  deps: GatewayDeps,
  { organisation, id, asked }: Sharing,
): Promise<ClaimShares> {
  const { ranked, notes, nameOf } = await rankedClaimsOf(sql, deps, { organisation, id, law: LAW });
  const units = (text: string, field: string): bigint => minorUnits(text, asked.currency, deps.tokens, field);
  const collected = units(asked.collected, "body.collected");
  const first = ranked.filter(({ rank }) => rank === 1).map(({ claim }) => claim.factor);
  const shares = sharesIn(first, collected, asked, units);
  const currency = shownCurrency(asked.currency, deps.tokens);
  const items = ranked.map(({ claim: { factor }, rank, reason, text }) => {
    const share = shares.get(factor);
    const shown = share === undefined ? null : shownAmount(share, currency);
    return { factor, name: nameOf(factor), rank, reason, text, share: shown };
  });
  return {
    ...{ law: LAW, by: asked.by, currency, collected: shownAmount(collected, currency), items },
    ...{ notes: [...notes, OWN_FIGURES], asOf: shownCursor(await cursorOf(sql)) },
  };
}

/** Whoever is alone in the first rank has all of it. @throws ProblemError `AmountUnfit` */
function sharesIn(
  first: readonly Address[],
  collected: bigint,
  { by, amounts }: NewClaimShares,
  units: (text: string, field: string) => bigint,
): ReadonlyMap<string, bigint> {
  const stated = new Map(
    amounts.map(({ factor, amount }, place) => [factor, units(amount, `body.amounts[${place}].amount`)]),
  );
  if (stated.size < amounts.length) throw unfit("one factor stands twice: give one amount for each");
  const stray = amounts.find(({ factor }) => !first.includes(factor));
  if (stray !== undefined) throw unfit(`${stray.factor} has no claim of the first rank: leave it out`);
  const [only, ...others] = first;
  if (only === undefined) return new Map();
  if (others.length === 0) return new Map([[only, collected]]);
  const missing = first.find((factor) => !stated.has(factor));
  if (missing !== undefined) throw unfit(`${missing} shares the first rank: give the amount of its claim too`);
  const claims = first.map((factor) => {
    const amount = stated.get(factor) ?? 0n;
    return by === "finance" ? { factor, financeAmount: amount } : { factor, financeAmount: 0n, fee: amount };
  });
  if ([...stated.values()].every((amount) => amount === 0n)) throw unfit("all are nought: give at least one above it");
  return new Map(sharesOf(claims, collected, by).map(({ factor, share }) => [factor, share]));
}

function unfit(message: string): ProblemError {
  return new ProblemError("AmountUnfit", `body.amounts: ${message}`, { faults: [{ at: "body.amounts", message }] });
}
