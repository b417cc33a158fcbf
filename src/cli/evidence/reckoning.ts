/** Evidence before the auditor: its own fold of the events, and its own reckoning of what was due. */
import { dueOn, workingOn } from "../../audit/due.ts";
import { fold } from "../../audit/fold.ts";
import type { Audit, AuditEvent } from "../../audit/fold.ts";
import { termsHash } from "../../domain/commitment.ts";
import type { Hex } from "../../domain/receivable.ts";
import { dateOfDay, dayNumber } from "../../domain/terms.ts";
import { evidenceInterest } from "../../wire/evidence.ts";
import { recompute } from "../demo/recompute.ts";
import type { OpenedTerms } from "./agreed.ts";
import { fails, holds, unknown, WHOLE } from "./findings.ts";
import type { Finding } from "./findings.ts";
import type { Pack } from "./pack.ts";
import type { FoundEvent } from "./proofs.ts";

export interface Reckoned {
  readonly audit: Audit;
  readonly findings: readonly Finding[];
}

/** Folds the events of the ledger; what was sealed is put in the open where its terms are here. */
export function auditOf({ manifest }: Pack, events: readonly FoundEvent[], opened: readonly OpenedTerms[]): Reckoned {
  const { ledger, directory } = manifest;
  const taken = events
    .filter(({ contract }) => contract === ledger)
    .map(({ name, values, contract, block, order, timestamp }): AuditEvent => {
      const place = { address: contract, blockNumber: block, logIndex: order, timestamp };
      return { ...openedEvent(name, values, opened), ...place };
    });
  const audit = fold(taken, { ledger, directory });
  const { settlements, miscalculated, contradictions } = recompute(taken, audit);
  const wrong = [...miscalculated, ...contradictions].map(({ kind, event, about, found, expected, blockNumber }) =>
    fails("events.json", `${kind}, ${event} in block ${blockNumber ?? "?"}, ${about}: ${found}, reckoned ${expected}`),
  );
  if (wrong.length > 0) return { audit, findings: wrong };
  const text = `${taken.length} events follow from one another; ${settlements} settlements were reckoned anew`;
  return { audit, findings: [holds("events.json", text)] };
}

function openedEvent(
  name: string,
  values: FoundEvent["values"],
  opened: readonly OpenedTerms[],
): Pick<AuditEvent, "name" | "args"> {
  if (name !== "ReceivableSealed") return { name, args: values };
  const terms = opened.map(({ receivable }) => receivable.terms).find((one) => hashOf(one) === values["terms"]);
  return terms === undefined ? { name, args: values } : { name: "ReceivableIssued", args: { ...values, terms } };
}

function hashOf(terms: OpenedTerms["receivable"]["terms"]): Hex | undefined {
  try {
    return termsHash(terms);
  } catch {
    return undefined;
  }
}

/** Whether what the evidence says was due is what the auditor reckons from terms and events. */
export function checkInterest(pack: Pack, { state }: Audit): Finding[] {
  const [file] = pack.of("interest");
  if (file === undefined) return [];
  const receivable = state.receivables.get(pack.manifest.receivable);
  const told = pack.read(file, evidenceInterest);
  if (receivable?.terms === undefined) return [unknown(file.path, "the terms are not here, so nobody can reckon it")];
  const { terms, entries } = receivable;
  const day = dayNumber(told.day);
  const due = dueOn(terms, entries, day);
  const working = workingOn(terms, entries, day);
  const expected: Readonly<Record<string, string | number>> = {
    ...{ open: `${due.open}`, discount: `${due.discount}`, charges: `${due.charges}`, payoff: `${due.payoff}` },
    ...{ interest: `${working.interest}`, settledCharges: `${working.settled}`, daysLate: due.daysLate },
  };
  for (const [name, value] of Object.entries(expected)) {
    const found = (told as Readonly<Record<string, unknown>>)[name];
    if (found !== value) return [fails(file.path, `${name} is ${shown(found)}, and reckoned anew it is ${value}`)];
  }
  const differing = told.segments?.findIndex((segment, index) => !isSame(segment, working.segments[index]));
  if (told.segments !== null && (differing !== -1 || told.segments.length !== working.segments.length)) {
    return [fails(file.path, "its working is not the one that the auditor comes to")];
  }
  const text = `reckoned anew, what is due on ${told.day} is ${due.payoff} minor units, ${due.charges} of it charges`;
  return [holds(file.path, text)];
}

function shown(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

type Told = NonNullable<ReturnType<typeof evidenceInterest.parse>["segments"]>[number];
type Segment = ReturnType<typeof workingOn>["segments"][number];

function isSame(told: Told, segment: Segment | undefined): boolean {
  if (segment === undefined) return false;
  const { balance, interest } = segment;
  return (
    told.from === dateOfDay(segment.firstDay) &&
    told.to === dateOfDay(segment.lastDay) &&
    told.days === segment.days &&
    told.ratePpm === segment.ratePpm &&
    BigInt(told.principal) * balance.denominator === balance.numerator &&
    BigInt(told.numerator) * interest.denominator === BigInt(told.denominator) * interest.numerator
  );
}

/** What is known of the receivable in the end, in words. */
export function standingOf(pack: Pack, { state }: Audit): Finding {
  const receivable = state.receivables.get(pack.manifest.receivable);
  if (receivable === undefined) return fails(WHOLE, "its events do not tell of the receivable that it is about");
  const { standing, writtenOff, closed } = receivable;
  const ended = `${writtenOff ? ", written off" : ""}${closed ? ", with nothing due" : ""}`;
  return holds(WHOLE, `by the events the receivable is ${standing}${ended}`);
}
