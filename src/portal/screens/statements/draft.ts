/** A statement as somebody asks for it, and how the gateway takes that. */
import type { Schemas } from "../../data/gateway.ts";
import type { Counterparty } from "../reconcile/useCounterparties.ts";

export type Layout = Schemas["NewAccountStatement"]["layout"];
export type FileLanguage = Schemas["NewAccountStatement"]["language"];

export interface Draft {
  readonly from: string;
  readonly cutOff: string;
  readonly zone: string;
  readonly layout: Layout;
  readonly language: FileLanguage;
  readonly replyBy: string;
  readonly recipients: string;
  readonly reference: string;
}

/** @param today YYYY-MM-DD; the period goes from the first day of its year until it. */
export function draftFrom(today: string, language: FileLanguage, zone: string): Draft {
  const period = { from: `${today.slice(0, 4)}-01-01`, cutOff: today };
  return { ...period, zone, layout: "open-item", language, replyBy: "", recipients: "", reference: "" };
}

export interface Pair {
  readonly counterparty: Counterparty;
  /** As queries take it. */
  readonly currency: string;
}

export function addressesIn(recipients: string): readonly string[] {
  return recipients.split(/[\s,;]+/).filter((one) => one !== "");
}

export function statementBody(draft: Draft, { counterparty, currency }: Pair): Schemas["NewAccountStatement"] {
  const { from, cutOff, zone, layout, language, replyBy, recipients, reference } = draft;
  return {
    ...{ id: crypto.randomUUID(), side: counterparty.ownSide, counterparty: counterparty.address, currency },
    ...{ layout, language, zone, from, cutOff, recipients: [...addressesIn(recipients)] },
    ...(replyBy === "" ? {} : { replyBy }),
    ...(reference.trim() === "" ? {} : { paymentReference: reference.trim() }),
  };
}

/** Where what a statement would say is read. */
export function previewPath(draft: Draft, { counterparty, currency }: Pair, format: "json" | "pdf"): string {
  const { from, cutOff, zone, layout, language } = draft;
  const { ownSide: side, address } = counterparty;
  const query = { side, counterparty: address, currency, from, cutOff, zone, layout, language, format };
  return `/v1/account-statement-preview?${new URLSearchParams(query).toString()}`;
}
