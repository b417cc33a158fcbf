/** A supplier that limits what it sells to a buyer, with a second person who signs where a limit is exceeded. */
import { randomUUID } from "node:crypto";
import type { components } from "../../generated/openapi.d.ts";
import { approvalDigest } from "../../src/clients/approvalProof.ts";
import { idOf } from "../../src/domain/commitment.ts";
import { invoiceHash } from "../../src/domain/invoiceNumber.ts";
import type { Address, Hex, Receivable, Terms } from "../../src/domain/receivable.ts";
import { shownInstant } from "../../src/gateway/receivables/showing.ts";
import { headerOf, receivableOf, termsOf } from "../support/receivables.ts";
import { accepting, DAY, issuing, LEDGER } from "./book.ts";
import { fieldsOf, openScene } from "./intents/scene.ts";
import type { Intent, Scene } from "./intents/scene.ts";
import { addressOf, CHAIN_ID, person } from "./stage.ts";
import type { Over } from "./stage.ts";

type Schemas = components["schemas"];

export const EUR: Address = "0x00000000000000000000000000000000000003d2";
export const SUPPLIER = addressOf("supplier");
export const BUYER = addressOf("buyer");

/** What came of a request: an intent, or the code of a problem and what it says. */
export interface Tried {
  readonly intent: Intent | undefined;
  readonly code: string | undefined;
  readonly detail: string;
}

export interface LimitScene extends Scene {
  /** Of the supplier itself. */
  readonly token: string;
  /** Of the second person, an administrator of the supplier. */
  readonly controller: string;
  limit(amount: string | null, over?: Partial<Schemas["NewLimit"]>): Promise<number>;
  /** Prepares an invoice of 1,000.00 to the buyer unless told otherwise. */
  issue(number: string, invoice?: Record<string, unknown>, over?: { counterparty?: Address }): Promise<Tried>;
  tryAct(body: Schemas["Act"]): Promise<Tried>;
  exposure(customer?: Address): Promise<Schemas["ExposureAnswer"]>;
  /** Has the second person sign for something that the supplier asks for. */
  approve(ask: Pick<Schemas["NewApproval"], "kind" | "subject"> & Partial<Schemas["NewApproval"]>): Promise<string>;
  /** What the ledger has: a claim of 1,000.00 by the supplier, accepted, due in so many days. */
  owe(number: string, dueIn?: number, over?: Partial<Terms>, buyer?: Address): Promise<Receivable>;
}

export async function openLimitScene(over: Over = {}): Promise<LimitScene> {
  const scene = await openScene({ ...over, config: { sessionSeconds: 400 * DAY, ...over.config } });
  const token = await scene.signIn("supplier");
  const added = { account: addressOf("controller"), role: "administrator" as const };
  const { error } = await scene.client(token).POST("/v1/members", { body: added });
  if (error !== undefined) throw new Error(error.detail);
  const controller = await scene.signIn("controller", SUPPLIER);
  const client = scene.client(token);
  return Object.assign(scene, {
    ...{ token, controller },
    limit: async (amount: string | null, more: Partial<Schemas["NewLimit"]> = {}) => {
      const subject = { kind: "customer" as const, customer: BUYER };
      const body = { id: randomUUID(), subject, currency: "EUR", amount, reason: "Policy", ...more };
      return (await client.POST("/v1/limits", { body })).response.status;
    },
    issue: async (number: string, invoice: Record<string, unknown> = {}, more: { counterparty?: Address } = {}) => {
      const body = fieldsOf(number, more, invoice);
      return triedOf(await client.POST("/v1/receivables", { body }));
    },
    tryAct: async (body: Schemas["Act"]) => triedOf(await client.POST("/v1/intents", { body })),
    exposure: async (customer = BUYER) => {
      const { data } = await client.GET("/v1/limits/exposures/{customer}", { params: { path: { customer } } });
      if (data === undefined) throw new Error("no exposure");
      return data;
    },
    approve: (ask: Parameters<LimitScene["approve"]>[0]) => approve(scene, { token, controller }, ask),
    owe: async (number: string, dueIn = 30, more: Partial<Terms> = {}, buyer = BUYER) => {
      const today = Math.floor(scene.now / DAY);
      const terms = { ...termsOf(EUR, today), dueDay: today + dueIn, fixedSum: 0n, amount: 100_000n, ...more };
      const receivable = receivableOf(headerOf(SUPPLIER, buyer, { invoice: invoiceHash(number) }), terms);
      await scene.book.write(...issuing(receivable), accepting(receivable));
      return receivable;
    },
  });
}

type Answer = { data?: Intent; error?: { type: string; detail: string } };

function triedOf({ data, error }: Answer): Tried {
  return { intent: data, code: error?.type.replace("/problems/", ""), detail: error?.detail ?? "" };
}

async function approve(
  scene: Scene,
  { token, controller }: Pick<LimitScene, "token" | "controller">,
  ask: Parameters<LimitScene["approve"]>[0],
): Promise<string> {
  const body = { id: randomUUID(), reason: "A large order", ...ask };
  const { data: asked, error } = await scene.client(token).POST("/v1/approvals", { body });
  if (asked === undefined) throw new Error(error.detail);
  const decision = { isApproved: true, reason: "Secured", deadline: scene.now + DAY };
  const { id, kind, subject } = asked;
  const message = {
    ...{ organisation: SUPPLIER, id, kind, subject, customer: asked.customer as Address | null },
    amount: asked.amount === null ? null : BigInt(asked.amount.replace(".", "")),
    ...{ currency: asked.currency.address as Address | null, asker: asked.asker as Address },
  };
  const hash = approvalDigest({ chainId: CHAIN_ID, ledger: LEDGER }, message, decision);
  const signature: Hex = await person("controller").sign({ hash });
  const decided = await scene.client(controller).POST("/v1/approvals/{id}/decisions", {
    params: { path: { id } },
    body: { ...decision, deadline: shownInstant(decision.deadline), signature },
  });
  if (decided.error !== undefined) throw new Error(decided.error.detail);
  return id;
}

/** The id of the supplier's invoice to the buyer of that number, before anybody issues it. */
export function receivableId(number: string, buyer: Address = BUYER): Hex {
  return idOf(headerOf(SUPPLIER, buyer, { invoice: invoiceHash(number) }));
}
