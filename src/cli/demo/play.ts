import type { Recorded } from "../../clients/submit.ts";
import { idOf, openHeader, openTerms } from "../../domain/commitment.ts";
import { parseDecimal, toMinorUnits } from "../../domain/decimal.ts";
import { documentRoot, fieldsOf } from "../../domain/document.ts";
import type { ReceivablePaid } from "../../domain/events.ts";
import { Outcome, ZERO_HASH } from "../../domain/receivable.ts";
import type { Terms } from "../../domain/receivable.ts";
import { dateOfDay, dayNumber } from "../../domain/terms.ts";
import { formatMoney } from "../money.ts";
import { CAST } from "./cast.ts";
import type { CastName } from "./cast.ts";
import { clockOf, importInvoice, readDemoInvoice } from "./importing.ts";
import type { Imported } from "./importing.ts";
import type { Scene } from "./story.ts";
import type { World } from "./world.ts";

/** One scene as it went, for people and for programs. */
export interface Played {
  readonly date: string;
  readonly kind: Scene["kind"];
  readonly invoice: string;
  readonly text: string;
}

/** An address that has seen the goods, 10 in the morning: when a treasurer acts. */
const TEN_O_CLOCK = 10 * 3600;
const SIGNATURES_LAST = 7 * 86_400;
/** Peppol clarification REF, "references incorrect", has the number 1 in the demo's list; quality has 4. */
const QUALITY_INSUFFICIENT = 4;

/** Plays scenes, one after the other, each at ten in the morning of its day where the supplier is. */
export function createPlayer(world: World): {
  play(scene: Scene): Promise<Played>;
  readonly imported: ReadonlyMap<string, Imported>;
} {
  const imported = new Map<string, Imported>();
  return {
    imported,
    async play(scene) {
      const instant = dayNumber(scene.date) * 86_400 + TEN_O_CLOCK - clockOf(scene.invoice) * 60;
      const { file } = scene.invoice;
      if (scene.kind === "issue") imported.set(file, await importInvoice(world, scene.invoice));
      const subject = imported.get(file);
      if (subject === undefined) throw new Error(`${file} has not been issued yet`);
      await world.chain.setTime(instant);
      const text = await act(world, scene, subject, instant);
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
    case "pay":
      return pay(world, scene, subject);
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
  const late = terms.lateRate === 0 ? "" : `, ${terms.lateRate / 10_000} % a year if late`;
  return off.join("") + late;
}

async function accept(world: World, scene: Scene, { receivable }: Imported, instant: number): Promise<string> {
  const { buyer } = scene.invoice;
  const validity = { nonce: 1n, deadline: BigInt(instant + SIGNATURES_LAST) };
  const consent = await world.client(buyer).sign.acceptance(receivable, validity);
  await world.relayer.accept(openHeader(receivable), consent);
  return `${short(buyer)} signs its acceptance, a relayer carries it: the claim is an asset now`;
}

async function pay(world: World, scene: Scene & { kind: "pay" }, subject: Imported): Promise<string> {
  const { buyer } = scene.invoice;
  const { header } = subject.receivable;
  const most = scene.amount === undefined ? 2n ** 255n : minorUnits(subject, scene.amount);
  const order = { id: idOf(header), opened: openTerms(subject.receivable), maxCash: most };
  const paid = paymentIn(await world.client(buyer).pay(order));
  const cash = paid.principal - paid.discount + paid.charges;
  const parts = [`${amount(subject, paid.principal)} principal`];
  if (paid.discount > 0n) parts.push(`${amount(subject, paid.discount)} discount taken`);
  if (paid.charges > 0n) parts.push(`${amount(subject, paid.charges)} interest and costs`);
  return `${short(buyer)} pays ${amount(subject, cash)}, ${scene.remark} (${parts.join(", ")})`;
}

async function dispute(world: World, scene: Scene & { kind: "dispute" }, subject: Imported): Promise<string> {
  const { buyer } = scene.invoice;
  await world.client(buyer).dispute({
    receivable: subject.receivable,
    amount: minorUnits(subject, scene.amount),
    code: QUALITY_INSUFFICIENT,
    evidence: ZERO_HASH,
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
    evidence: documentRoot(fieldsOf(note), ZERO_HASH),
  });
  return `${short(supplier)} credits ${amount(subject, conceded)}, ${scene.remark} ${note.number}`;
}

function paymentIn({ events }: Recorded): ReceivablePaid {
  for (const { event } of events) if (event.name === "ReceivablePaid") return event;
  throw new Error("the payment left no event");
}

function minorUnits({ currency }: Imported, text: string): bigint {
  const value = parseDecimal(text);
  if (value === undefined) throw new Error(`the demo's amount ${text} is no number`);
  return toMinorUnits(value, currency.exponent, "amount");
}

function amount({ currency }: Imported, units: bigint): string {
  return `${formatMoney(units, currency.exponent)} ${currency.code}`;
}

/** The first word of a name is enough in a story; Chinese names are short as they are. */
function short(name: CastName): string {
  return CAST[name].name.split(" ")[0] ?? name;
}
