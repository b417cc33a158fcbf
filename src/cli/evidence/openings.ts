/** Words, promised sums and payment plans of a collection: each has to open a hash that an event has. */
import type { z } from "zod";
import { contentHashOf } from "../../documents/letters/contentHash.ts";
import { planHash } from "../../domain/collections/paymentPlan.ts";
import { paymentHash } from "../../domain/collections/record.ts";
import type { Hex } from "../../domain/receivable.ts";
import { evidenceOpenings } from "../../wire/evidence.ts";
import { fails, holds } from "./findings.ts";
import type { Finding } from "./findings.ts";
import type { Pack } from "./pack.ts";
import type { FoundEvent } from "./proofs.ts";

type Opening = z.output<typeof evidenceOpenings>[number];

export function checkOpenings(pack: Pack, events: readonly FoundEvent[]): Finding[] {
  const hashes = hashesIn(events);
  return pack.of("openings").map((file) => {
    const openings = pack.read(file, evidenceOpenings);
    for (const [place, opening] of openings.entries()) {
      const { of, hash } = opening;
      if (hashOf(opening) !== hash) return fails(file.path, `${place}: these ${of} have another hash than ${hash}`);
      if (!hashes[of].has(hash)) return fails(file.path, `${place}: no event has the hash ${hash} of ${of}`);
    }
    return holds(file.path, `${openings.length} openings of words, payments and plans have the hashes of the events`);
  });
}

/** Undefined of what is out of the range of its type. */
function hashOf(opening: Opening): Hex | undefined {
  try {
    if (opening.of === "words") return contentHashOf(opening.text, opening.salt);
    if (opening.of === "payment") return paymentHash({ ...opening, amount: BigInt(opening.amount) });
    const instalments = opening.instalments.map(({ amount, payBy }) => ({ amount: BigInt(amount), payBy }));
    const { interest } = opening;
    return planHash({
      ...{ instalments, debt: BigInt(opening.debt), graceDays: opening.graceDays, salt: opening.salt },
      interest: interest.kind === "sum" ? { ...interest, amount: BigInt(interest.amount) } : interest,
    });
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** What is told and not proven may be anything. */
function hashesIn(events: readonly FoundEvent[]): Readonly<Record<Opening["of"], ReadonlySet<unknown>>> {
  const words = new Set<unknown>();
  const payment = new Set<unknown>();
  const plan = new Set<unknown>();
  for (const { name, values } of events) {
    const answer = partOf(values["answer"]);
    if (name === "CollectionRecorded") words.add(partOf(values["entry"])["content"]);
    if (name === "CollectionStepTaken") words.add(values["content"]);
    if (name === "CollectionRecalled") words.add(values["reason"]);
    if (name === "DebtorAnswered") {
      words.add(answer["content"]);
      payment.add(answer["payment"]);
    }
    if (name === "PlanAgreed") plan.add(values["plan"]);
  }
  return { words, payment, plan };
}

function partOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}
