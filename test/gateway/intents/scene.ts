/** A gateway with a supplier and a buyer who can sign, and whom registrars and viewing keys can be given. */
import { readFileSync } from "node:fs";
import { expect } from "chai";
import type { components } from "../../../generated/openapi.d.ts";
import { newViewingKey } from "../../../src/clients/sealingKeys.ts";
import type { ViewingKeyPair } from "../../../src/clients/sealingKeys.ts";
import { EnrolmentChannel } from "../../../src/domain/directory.ts";
import { keccakOfText } from "../../../src/domain/hash.ts";
import { Verb } from "../../../src/domain/receivable.ts";
import type { Address, Hex } from "../../../src/domain/receivable.ts";
import { replaceFacts } from "../../../src/store/facts.ts";
import { FIRST_INSTANT } from "../book.ts";
import { addressOf, openStage, person } from "../stage.ts";
import type { Over, Stage } from "../stage.ts";

export type Intent = components["schemas"]["Intent"];
export type NewReceivable = components["schemas"]["NewReceivable"];
export type Act = components["schemas"]["Act"];
type TypedData = components["schemas"]["TypedData"];

export const REGISTRAR: Address = addressOf("registrar");
const INVOICES = new URL("../../../src/cli/demo/invoices/", import.meta.url);
const UNTIL = 4_000_000_000;

/** An e-invoice of the demo. */
export function demoInvoice(name = "MW-2026-1101.ubl.xml"): string {
  return readFileSync(new URL(name, INVOICES), "utf8");
}

/** The body for an e-invoice, in the open unless it is told otherwise. */
export function bodyOf(text: string, over: Partial<NewReceivable> = {}): NewReceivable {
  return { invoice: { kind: "xml", text }, agreed: { utcOffset: 60 }, issuing: "open", ...over };
}

/** The body for an invoice told field by field, for a buyer who is named. */
export function fieldsOf(
  number: string,
  over: Partial<NewReceivable> = {},
  invoice: Record<string, unknown> = {},
): NewReceivable {
  return {
    invoice: {
      kind: "fields",
      number,
      issueDate: "2026-11-20",
      dueDate: "2026-12-20",
      currency: "EUR",
      payable: "1000.00",
      seller: { name: "Supplier GmbH" },
      buyer: { name: "Buyer SE" },
      ...invoice,
    },
    agreed: { utcOffset: 60 },
    issuing: "open",
    counterparty: addressOf("buyer"),
    ...over,
  };
}

export interface Scene extends Stage {
  /** The gateway's own. */
  readonly viewingKey: ViewingKeyPair;
  /** Gives an organisation a viewing key in the directory. */
  giveViewingKey(name: string): Promise<ViewingKeyPair>;
  /** A registrar vouches for a legal id with the opening "salt: ". */
  vouch(name: string, legalId: string): Promise<void>;
  /** An organisation lets an agent do some verbs, without a cap unless one is given. */
  mandate(organisation: string, agent: string, over?: { verbs?: number; cap?: bigint; until?: number }): Promise<void>;
  /** As POST does it; the answer must be a success. */
  prepare(token: string, body: NewReceivable): Promise<Intent>;
  act(token: string, body: Act): Promise<Intent>;
  read(token: string, id: string): Promise<Intent>;
  /** Hands in the signature of somebody. */
  sign(token: string, intent: Intent, name: string): Promise<{ status: number; code: string | undefined }>;
}

const VOUCHER = {
  evidence: keccakOfText("register extract"),
  enroller: REGISTRAR,
  channel: EnrolmentChannel.InPerson,
  since: FIRST_INSTANT,
  until: UNTIL,
};

export const ALL_VERBS = (1 << (Verb.Accelerate + 1)) - 1;

export async function openScene(over: Over = {}): Promise<Scene> {
  const viewingKey = await newViewingKey();
  const stage = await openStage({
    viewingKey,
    ...over,
    config: { registrars: [REGISTRAR], bodyBytes: 4_000_000, ...over.config },
  });
  const { database } = stage;
  const scene: Omit<Scene, keyof Stage> = {
    viewingKey,
    async giveViewingKey(name) {
      const pair = await newViewingKey();
      const organisation = addressOf(name);
      await database.transaction((tx) =>
        replaceFacts(tx, [`viewingKeys/${organisation}`], { viewingKeys: [{ organisation, key: pair.publicKey }] }),
      );
      return pair;
    },
    async vouch(name, legalId) {
      const organisation = addressOf(name);
      const voucher = { ...VOUCHER, legalId: keccakOfText(`salt: ${legalId}`) };
      const vouchers = [{ registrar: REGISTRAR, organisation, voucher }];
      await database.transaction((tx) => replaceFacts(tx, [`vouchers/${REGISTRAR}/${organisation}`], { vouchers }));
    },
    async mandate(name, agent, { verbs = ALL_VERBS, cap = 2n ** 96n - 1n, until = UNTIL } = {}) {
      const mandate = {
        ...{ verbs, cap, until, from: FIRST_INSTANT },
        ...{ currency: addressOf("token"), document: keccakOfText("power of attorney") },
      };
      const given = { organisation: addressOf(name), agent: addressOf(agent), mandate };
      await stage.book.write({ name: "MandateGiven", ...given });
    },
    async prepare(token, body) {
      const { data, error } = await stage.client(token).POST("/v1/receivables", { body });
      if (data === undefined) throw new Error(`${error.type}: ${error.detail}`);
      return data;
    },
    async act(token, body) {
      const { data, error } = await stage.client(token).POST("/v1/intents", { body });
      if (data === undefined) throw new Error(`${error.type}: ${error.detail}`);
      return data;
    },
    async read(token, id) {
      const { data, error } = await stage.client(token).GET("/v1/intents/{id}", { params: { path: { id } } });
      if (data === undefined) throw new Error(`${error.type}: ${error.detail}`);
      return data;
    },
    async sign(token, { id, message }, name) {
      const body = { signature: await signatureOf(name, message), signer: addressOf(name) };
      const path = "/v1/intents/{id}/signature" as const;
      const { error, response } = await stage.client(token).POST(path, { params: { path: { id } }, body });
      return { status: response.status, code: error && codeOf(error.type) };
    },
  };
  return Object.assign(stage, scene);
}

export function codeOf(type: string): string {
  return type.slice("/problems/".length);
}

/** Signs as a wallet does: what is written in the message, and nothing that the test knows besides. */
export async function signatureOf(name: string, message: TypedData | null): Promise<Hex> {
  if (message === null) throw new Error("there is nothing to sign yet");
  const { types, ...rest } = message as unknown as Parameters<ReturnType<typeof person>["signTypedData"]>[0];
  return person(name).signTypedData({ types, ...rest });
}

/** The code of the problem that a request ends in, which must be one. */
export async function problemOf(
  asked: Promise<{ readonly error?: { readonly type: string; readonly detail: string }; readonly response: Response }>,
): Promise<{ code: string; status: number; detail: string }> {
  const { error, response } = await asked;
  expect(error, "a problem").not.to.equal(undefined);
  return { code: codeOf(error?.type ?? ""), status: response.status, detail: error?.detail ?? "" };
}

/** How many rows stand in the tables that preparing writes. */
export async function rowsOf({ database }: Pick<Stage, "database">): Promise<Record<string, number>> {
  const tables = ["intents", "contents", "documents", "invitations", "relays", "address_book"];
  const counts: Record<string, number> = {};
  for (const table of tables) {
    const [row] = await database.query<{ count: number }>(`select count(*)::int as count from ${table}`);
    counts[table] = row?.count ?? 0;
  }
  return counts;
}
