import type { Recorded } from "../../clients/submit.ts";
import { idOf, openHeader, openTerms } from "../../domain/commitment.ts";
import { toMinorUnits } from "../../domain/decimal.ts";
import { documentRoot, fieldsOf } from "../../domain/document.ts";
import type { ReceivablePaid } from "../../domain/events.ts";
import { Outcome } from "../../domain/receivable.ts";
import type { Terms } from "../../domain/receivable.ts";
import { dateOfDay, dayNumber } from "../../domain/terms.ts";
import { advise, amend, amendedBy, record, reject } from "./answers.ts";
import { clockOf, importInvoice, random, readDemoInvoice } from "./importing.ts";
import type { Imported } from "./importing.ts";
import type { Scene } from "./story.ts";
import { amount, minorUnits, short } from "./telling.ts";
import type { World } from "./world.ts";

/** One scene as it went, for people and for programs. */
export interface Played {
  readonly date: string;
  readonly kind: Scene["kind"];
  readonly invoice: string;
  readonly text: string;
}

export interface Player {
  play(scene: Scene): Promise<Played>;
  /** By their files. */
  readonly imported: ReadonlyMap<string, Imported>;
}

/** Scenes play from this time of their day on, seconds after midnight: offices are open. */
const TEN_O_CLOCK = 10 * 3600;
const A_MINUTE = 60;
const SIGNATURES_LAST = 7 * 86_400;

/**
 * Why a buyer disputes, in the list that the demo's parties agreed: the ledger knows numbers and leaves their meaning
 * to the parties. The letters are clarification reasons of Peppol's Invoice Response, which numbers none of them.
 */
const DISPUTE_REASONS = {
  /** Item quality insufficient. */
  QUA: 1,
  /** Delivery issues. */
  DEL: 2,
  /** Prices incorrect. */
  PRI: 3,
  /** Quantity incorrect. */
  QTY: 4,
} as const;

/** Plays scenes, one after the other: at ten in the morning where the supplier is, or soon after the one before. */
export function createPlayer(world: World): Player {
  const imported = new Map<string, Imported>();
  let free = 0;
  return {
    imported,
    async play(scene) {
      const atTen = dayNumber(scene.date) * 86_400 + TEN_O_CLOCK - clockOf(scene.invoice) * 60;
      const instant = Math.max(atTen, free);
      free = instant + A_MINUTE;
      const { file } = scene.invoice;
      if (scene.kind === "issue") imported.set(file, await importInvoice(world, scene.invoice));
      const subject = imported.get(file);
      if (subject === undefined) throw new Error(`${file} has not been issued yet`);
      await world.chain.setTime(instant);
      const text = await act(world, scene, subject, instant);
      if (scene.kind === "amend") imported.set(file, amendedBy(scene, subject));
      return { date: scene.date, kind: scene.kind, invoice: subject.invoice.number, text };
    },
  };
}

function act(world: World, scene: Scene, subject: Imported, instant: number): Promise<string> {
  switch (scene.kind) {
    case "issue":
      return issue(world, scene, subject);
    case "accept":
      return accept(world, scene, subject, instant);
    case "reject":
      return reject(world, scene, subject);
    case "amend":
      return amend(world, scene, subject);
    case "advise":
      return advise(world, scene, subject);
    case "record":
      return record(world, scene, subject);
    case "pay":
      return pay(world, scene, subject, instant);
    case "dispute":
      return dispute(world, scene, subject);
    case "concede":
      return concede(world, scene, subject);
  }
}

async function issue(world: World, { invoice: { supplier, buyer } }: Scene, subject: Imported): Promise<string> {
  const { terms } = subject.receivable;
  await world.client(supplier).issue(subject.receivable);
  const { number, issueDate } = subject.invoice;
  const face = `${number} of ${issueDate}: ${amount(subject, terms.amount)}, due ${dateOfDay(terms.dueDay)}`;
  return `${short(supplier)} issues to ${short(buyer)} ${face}${incentives(subject, terms)}`;
}

function incentives(subject: Imported, terms: Terms): string {
  const tiers = [
    [terms.discount1, terms.discountDay1],
    [terms.discount2, terms.discountDay2],
  ] as const;
  const off = tiers
    .filter(([sum]) => sum > 0n)
    .map(([sum, day]) => `, ${amount(subject, sum)} off until ${dateOfDay(day)}`);
  const charges = [
    terms.lateRate === 0 ? undefined : `${terms.lateRate / 10_000} % a year`,
    terms.fixedSum === 0n ? undefined : `${amount(subject, terms.fixedSum)} once`,
  ].filter((charge) => charge !== undefined);
  const late = charges.length === 0 ? "" : `, ${charges.join(" and ")} if late`;
  return off.join("") + late;
}

async function accept(world: World, scene: Scene, { receivable }: Imported, instant: number): Promise<string> {
  const { buyer } = scene.invoice;
  const validity = { nonce: 1n, deadline: BigInt(instant + SIGNATURES_LAST) };
  const consent = await world.client(buyer).sign.acceptance(receivable, validity);
  await world.relayer.carryAcceptance(openHeader(receivable), consent);
  return `${short(buyer)} signs its acceptance, a relayer carries it: the claim is an asset now`;
}

/** Pays to the cent what the lens quotes for that very instant, or the part that the buyer has. */
async function pay(world: World, scene: Scene & { kind: "pay" }, subject: Imported, instant: number): Promise<string> {
  const { buyer } = scene.invoice;
  const client = world.client(buyer);
  const [id, opened] = [idOf(subject.receivable.header), openTerms(subject.receivable)];
  const { chargesSettled } = await client.stateOf(id);
  const { payoff } = await client.quote(id, opened, instant);
  const maxCash = scene.amount === undefined ? payoff : minorUnits(subject, scene.amount);
  const paid = paymentIn(await client.pay({ id, opened, maxCash }));
  const cash = paid.principal - paid.discount + paid.charges;
  const parts = [`${amount(subject, paid.principal)} principal`];
  if (paid.discount > 0n) parts.push(`${amount(subject, paid.discount)} discount taken`);
  if (paid.charges > 0n) parts.push(chargesOf(subject, paid.charges, chargesSettled));
  return `${short(buyer)} pays ${amount(subject, cash)}, ${scene.remark} (${parts.join(", ")})`;
}

/** Costs are settled before interest (R29), so what the fixed sum has not taken yet comes first. */
function chargesOf(subject: Imported, charges: bigint, settledBefore: bigint): string {
  const { fixedSum } = subject.receivable.terms;
  const unsettled = settledBefore < fixedSum ? fixedSum - settledBefore : 0n;
  const costs = charges < unsettled ? charges : unsettled;
  const split = `${amount(subject, charges - costs)} interest, ${amount(subject, costs)} costs`;
  return `${amount(subject, charges)} charges: ${split}`;
}

async function dispute(world: World, scene: Scene & { kind: "dispute" }, subject: Imported): Promise<string> {
  const { buyer } = scene.invoice;
  await world.client(buyer).dispute({
    receivable: subject.receivable,
    amount: minorUnits(subject, scene.amount),
    code: DISPUTE_REASONS.QUA,
    evidence: random(),
  });
  const disputed = amount(subject, minorUnits(subject, scene.amount));
  return `${short(buyer)} disputes ${disputed}, ${scene.remark}; the rest stays due`;
}

async function concede(world: World, scene: Scene & { kind: "concede" }, subject: Imported): Promise<string> {
  const { supplier } = scene.invoice;
  const { invoice: note } = await readDemoInvoice(scene.creditNote);
  const conceded = toMinorUnits(note.totals.payable, subject.currency.exponent, "totals.payable");
  await world.client(supplier).resolve({
    receivable: subject.receivable,
    amount: conceded,
    outcome: Outcome.Conceded,
    evidence: documentRoot(fieldsOf(note), random()),
  });
  return `${short(supplier)} credits ${amount(subject, conceded)}, ${scene.remark} ${note.number}`;
}

function paymentIn({ events }: Recorded): ReceivablePaid {
  for (const { event } of events) if (event.name === "ReceivablePaid") return event;
  throw new Error("the payment left no event");
}
