/** A scene of payment plans without a chain: what both sides sign of a plan is told as its event. */
import { expect } from "chai";
import type { components } from "../../generated/openapi.d.ts";
import { planHash } from "../../src/domain/collections/paymentPlan.ts";
import type { PaymentPlan } from "../../src/domain/collections/paymentPlan.ts";
import { commitmentOf, idOf } from "../../src/domain/commitment.ts";
import type { Address, Hex, Receivable } from "../../src/domain/receivable.ts";
import { dayNumber } from "../../src/domain/terms.ts";
import { DAY, FIRST_INSTANT } from "./book.ts";
import { openCollectionScene } from "./collectionScene.ts";
import type { Collection, CollectionScene } from "./collectionScene.ts";
import { BUYER, SUPPLIER } from "./factoringScene.ts";
import { problemOf, signatureOf } from "./intents/scene.ts";
import type { Act, Intent } from "./intents/scene.ts";
import { addressOf } from "./stage.ts";

export type PlanConsent = components["schemas"]["PlanConsent"];
export type Planning = Collection["planning"];

/** The receivables of the scene are due on 2026-12-01; the clock of each test stands on the first day after it. */
export const AFTER_DUE = FIRST_INSTANT + 31 * DAY + 12 * 3600;

/** Three parts of 1,000.00 that rest without interest; the last day of each is two days after its own. */
export const PROPOSED: Pick<Extract<Act, { verb: "agreePlan" }>, "debt" | "interest" | "graceDays" | "instalments"> = {
  ...{ debt: "1000.00", interest: { kind: "rests" }, graceDays: 2 },
  instalments: [
    { amount: "400.00", payBy: "2026-12-10" },
    { amount: "300.00", payBy: "2027-01-10" },
    { amount: "300.00", payBy: "2027-02-10" },
  ],
} as const;

const NAMES = ["supplier", "buyer", "factor", "stranger", "agency"] as const;
export type PlanActor = (typeof NAMES)[number];

export interface PlanScene extends CollectionScene {
  /** Of everybody, signed in since the clock was set last. */
  readonly sessions: Readonly<Record<PlanActor, string>>;
  /** Sets the clock, and signs everybody in. */
  at(instant: number): Promise<void>;
  /** The act that proposes it. */
  proposing(receivable: Hex, over?: object): Act;
  /** Both sides sign the proposal, and the chain records it. */
  agree(intent: Intent, creditor?: PlanActor): Promise<void>;
  /** Blocks come a day apart: as many as there are days, so that the next one is of now. */
  catchUp(): Promise<void>;
  /** The chain records a plan that this gateway was not told. */
  agreedElsewhere(receivable: Receivable, plan: PaymentPlan, creditor?: Address): Promise<void>;
  /** The debtor asks for an extension here, and the chain records it. @returns its payment. */
  requested(receivable: Hex, over?: object): Promise<Hex>;
  /** A receipt of the creditor's. */
  paid(receivable: Hex, amount: bigint, day: string): Promise<void>;
  planning(session: string, receivable: Hex): Promise<Planning>;
  /** How somebody's signature is refused. */
  signingRefusal(name: PlanActor, intent: string): Promise<{ code: string; detail: string }>;
  /** How somebody's act is refused; the code is "none" where it is not. */
  refusalOf(name: PlanActor, body: Act): Promise<{ code: string; detail: string; at: string[]; status: number }>;
}

export async function openPlanScene(): Promise<PlanScene> {
  const scene = await openCollectionScene();
  const sessions: Record<PlanActor, string> = { supplier: "", buyer: "", factor: "", stranger: "", agency: "" };
  let receipts = 0;
  const record = (id: Hex, commitment: Hex, creditor: Address, plan: Hex): Promise<void> =>
    scene.book.collect({
      ...{ name: "PlanAgreed", id, creditor, debtor: BUYER, creditorBy: creditor, debtorBy: BUYER, commitment, plan },
    });
  const more: Omit<PlanScene, keyof CollectionScene> = {
    proposing: (receivable, over = {}) => ({ verb: "agreePlan", receivable, ...PROPOSED, ...over }),
    sessions,
    async at(instant) {
      scene.now = instant;
      for (const name of NAMES) sessions[name] = await scene.signIn(name);
    },
    async agree(intent, creditor = "supplier") {
      for (const name of [creditor, "buyer"] as const) {
        expect(await scene.signAs(sessions[name], intent.id, name), name).to.include({ status: 200 });
      }
      const signed = intent.message?.message as unknown as { creditor: Address; plan: SignedPlan };
      await record(intent.receivable as Hex, intent.commitment as Hex, signed.creditor, planHash(planIn(signed.plan)));
    },
    async catchUp() {
      const [row] = await scene.database.query<{ last: number }>("select max(timestamp) as last from blocks");
      for (let at = row?.last ?? 0; at + 2 * DAY <= scene.now; at += DAY) await scene.book.write();
    },
    agreedElsewhere: (receivable, plan, creditor = SUPPLIER) =>
      record(idOf(receivable.header), commitmentOf(receivable), creditor, planHash(plan)),
    async requested(receivable, over = {}) {
      const asked = { verb: "requestExtension", receivable, amount: "1000.00", payBy: "2027-01-31", ...over } as Act;
      await scene.answer(await scene.act(sessions.buyer, asked));
      const { requests } = await more.planning(sessions.buyer, receivable);
      return (requests.at(-1)?.payment ?? expect.fail("nothing was asked for")) as Hex;
    },
    async paid(id, amount, day) {
      receipts += 1;
      await scene.book.write({
        ...{
          name: "ReceiptRecorded",
          id,
          by: SUPPLIER,
          holder: SUPPLIER,
          bankRef: `0x${`${receipts}`.padStart(64, "0")}`,
        },
        ...{ principal: amount, discount: 0n, charges: 0n, lateDays: 0n, valueDay: dayNumber(day), advised: false },
        closed: false,
      });
    },
    planning: async (session, receivable) => (await scene.collection(session, receivable)).planning,
    signingRefusal: (name, id) => signingRefusal(scene, sessions[name], name, id),
    async refusalOf(name, body) {
      const { error, response } = await scene.client(sessions[name]).POST("/v1/intents", { body });
      const { type = "none", detail = "", faults = [] } = error ?? {};
      return { code: type.replace("/problems/", ""), detail, at: faults.map(({ at }) => at), status: response.status };
    },
  };
  // Not copied: one of the scene's fields is an accessor.
  await more.at(AFTER_DUE);
  return Object.assign(scene, more);
}

async function signingRefusal(scene: CollectionScene, session: string, name: string, id: string) {
  const { message } = await scene.read(session, id);
  const body = { signature: await signatureOf(name, message), signer: addressOf(name) };
  const path = "/v1/intents/{id}/signature" as const;
  return problemOf(scene.client(session).POST(path, { params: { path: { id } }, body }));
}

export interface SignedPlan {
  readonly debt: string;
  readonly instalments: readonly { readonly amount: string; readonly payBy: number }[];
  readonly interest: string;
  readonly interestSum: string;
  readonly graceDays: number;
  readonly salt: Hex;
}

/** What a wallet was shown, read back. */
export function planIn({ debt, instalments, interest, interestSum, graceDays, salt }: SignedPlan): PaymentPlan {
  const kind = interest.toLowerCase() as PaymentPlan["interest"]["kind"];
  return {
    ...{ debt: BigInt(debt), graceDays, salt },
    instalments: instalments.map(({ amount, payBy }) => ({ amount: BigInt(amount), payBy })),
    interest: kind === "sum" ? { kind, amount: BigInt(interestSum) } : { kind },
  };
}
