/** Scenes in which a party says something about what the other has written: terms, or money that moved elsewhere. */
import { ClarificationAction, ClarificationReason } from "../../domain/clarification.ts";
import { idOf, openHeader, openTerms } from "../../domain/commitment.ts";
import { keccakOfText } from "../../domain/hash.ts";
import type { Receipt } from "../../domain/receipts.ts";
import { dayNumber } from "../../domain/terms.ts";
import { random } from "./importing.ts";
import type { Imported } from "./importing.ts";
import type { Scene, Transfer } from "./story.ts";
import { amount, minorUnits, short } from "./telling.ts";
import type { World } from "./world.ts";

type SceneOf<Kind extends Scene["kind"]> = Scene & { readonly kind: Kind };

export async function reject(world: World, scene: SceneOf<"reject">, { receivable }: Imported): Promise<string> {
  const { buyer } = scene.invoice;
  const clarification = { reason: ClarificationReason.PAY, action: ClarificationAction.NOA, text: random() };
  await world.client(buyer).reject({ opened: openHeader(receivable), clarification });
  return `${short(buyer)} rejects it: ${scene.remark}`;
}

/** The receivable as the scene amends it. */
export function amendedBy({ graceDays }: SceneOf<"amend">, subject: Imported): Imported {
  const { header, terms, document } = subject.receivable;
  const amended = { header: { ...header, revision: header.revision + 1 }, terms: { ...terms, graceDays }, document };
  return { ...subject, receivable: amended };
}

export async function amend(world: World, scene: SceneOf<"amend">, subject: Imported): Promise<string> {
  const { supplier } = scene.invoice;
  const { receivable: amended } = amendedBy(scene, subject);
  await world.client(supplier).amend({ receivable: subject.receivable, amended });
  const days = `${scene.graceDays} days of grace`;
  return `${short(supplier)} amends ${subject.invoice.number}: ${days}, ${scene.remark}`;
}

function receiptOf(subject: Imported, { amount: cash, reference, valueDate }: Transfer): Receipt {
  return { bankRef: keccakOfText(reference), cash: minorUnits(subject, cash), valueDay: dayNumber(valueDate) };
}

export async function advise(world: World, scene: SceneOf<"advise">, subject: Imported): Promise<string> {
  const { buyer } = scene.invoice;
  const advice = receiptOf(subject, scene);
  await world.client(buyer).advise({ receivable: subject.receivable, advice });
  return `${short(buyer)} advises ${amount(subject, advice.cash)}, ${scene.remark}: entry ${scene.reference}`;
}

export async function record(world: World, scene: SceneOf<"record">, subject: Imported): Promise<string> {
  const { supplier } = scene.invoice;
  const { receivable } = subject;
  const receipt = receiptOf(subject, scene);
  const act = { id: idOf(receivable.header), opened: openTerms(receivable), receipt };
  await world.client(supplier).recordReceipt(act);
  return `${short(supplier)} records the ${amount(subject, receipt.cash)} as received, ${scene.remark}`;
}
