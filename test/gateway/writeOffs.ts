/** The way to a write-off: a case, a document that shows the loss, one member who asks, another who approves. */
import { randomUUID } from "node:crypto";
import type { Client } from "openapi-fetch";
import type { components, paths } from "../../generated/openapi.d.ts";
import { sha256 } from "../../src/gateway/http/secrets.ts";

type Entry = components["schemas"]["NewCaseEntry"]["entry"];

/** What a step of it answered, if not with success. */
async function taken(asked: Promise<{ readonly error?: { readonly detail: string } | undefined }>): Promise<void> {
  const { error } = await asked;
  if (error !== undefined) throw new Error(error.detail);
}

/** @returns the case, and what makes entries in it. */
export async function askForWriteOff(
  client: Client<paths>,
  { customer, receivable }: { readonly customer: string; readonly receivable: string },
): Promise<{
  readonly id: string;
  readonly request: string;
  enter: (by: Client<paths>, entry: Entry, entryId?: string) => Promise<void>;
}> {
  const [id, request, text] = [randomUUID(), randomUUID(), `order about ${receivable}`];
  const about = { customer, title: "Insolvent", jurisdiction: "CN" as const };
  await taken(client.POST("/v1/cases", { body: { id, ...about, receivables: [receivable] } }));
  const content = Buffer.from(text).toString("base64");
  await taken(client.POST("/v1/documents", { body: { content, mediaType: "text/plain", kind: "other" } }));
  const enter = (by: Client<paths>, entry: Entry, entryId: string = randomUUID()): Promise<void> =>
    taken(by.POST("/v1/cases/{id}/entries", { params: { path: { id } }, body: { id: entryId, entry } }));
  const evidence = `0x${sha256(text).toString("hex")}`;
  await enter(client, { kind: "writeOffAsked", receivable, reason: "insolvent", evidence }, request);
  return { id, request, enter };
}

/** As two members do it, one of whom asks. */
export async function approveWriteOff(
  asks: Client<paths>,
  decides: Client<paths>,
  about: { readonly customer: string; readonly receivable: string },
): Promise<void> {
  const { request, enter } = await askForWriteOff(asks, about);
  await enter(decides, { kind: "writeOffDecided", request, isApproved: true, text: "I have read the order." });
}
