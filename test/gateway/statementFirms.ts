/** Two firms with a gateway each, that share only the chain; what stands there is written into both indexes. */
import { createHash, randomUUID } from "node:crypto";
import pino from "pino";
import type { components } from "../../generated/openapi.d.ts";
import { pairSecret } from "../../src/clients/pairSecret.ts";
import { viewingKeyOf } from "../../src/clients/sealingKeys.ts";
import type { Address, Hex } from "../../src/domain/receivable.ts";
import { statementId } from "../../src/domain/statement.ts";
import { foldStatement } from "../../src/domain/statementFold.ts";
import type { StatementPosted } from "../../src/domain/statementEvents.ts";
import { workOnStatements } from "../../src/gateway/statementBooks/working.ts";
import { shownInstant } from "../../src/gateway/receivables/showing.ts";
import { statementCurrency } from "../../src/reconciliation/statements/openLines.ts";
import { statementOf, upsertStatements } from "../../src/store/statements.ts";
import { bytes } from "../../src/store/values.ts";
import { addressOf, CONFIG, openStage } from "./stage.ts";
import type { Stage } from "./stage.ts";

type Schemas = components["schemas"];
export type Book = Schemas["StatementBook"];
type BookBody = Schemas["NewStatementBook"];

export const SUPPLIER = addressOf("the supplier");
export const BUYER = addressOf("the buyer");
export const STATEMENT = {
  ...{ supplier: SUPPLIER, buyer: BUYER, currency: statementCurrency("EUR") },
  // The end of 2026-06-30.
  cutOff: Date.UTC(2026, 6, 1) / 1_000,
};
export const STATEMENT_ID = statementId(STATEMENT);
export const SHOWN_STATEMENT = { ...STATEMENT, cutOff: shownInstant(STATEMENT.cutOff) };

const supplierKey = await viewingKeyOf(new Uint8Array(32).fill(5));
const buyerKey = await viewingKeyOf(new Uint8Array(32).fill(6));
const PAIR_KEYS = { supplierKey: supplierKey.publicKey, buyerKey: buyerKey.publicKey };
const made = await pairSecret(supplierKey, PAIR_KEYS);
export const KEYS = made.keys;
export const SECRET: Hex = `0x${Buffer.from(made.secret).toString("hex")}`;

/** What fits a request to the gateways of tests. */
const PIECE_BYTES = 40_000;

/** As the directory's index has it. */
async function setViewingKey(stage: Stage, organisation: Address, key: Hex): Promise<void> {
  await stage.database.query("delete from viewing_keys where organisation = $1", [bytes(organisation)]);
  const text = "insert into viewing_keys (organisation, key) values ($1, $2)";
  await stage.database.query(text, [bytes(organisation), bytes(key)]);
}

/** What an index does with a posting. */
export async function record(stage: Stage, event: StatementPosted): Promise<void> {
  await stage.database.transaction(async (tx) => {
    const state = foldStatement((await statementOf(tx, event.id))?.state, event);
    await upsertStatements(tx, [{ state, postedBlock: 1, changedBlock: 1, changedLog: 0 }]);
  });
}

export interface Firm {
  readonly stage: Stage;
  readonly address: Address;
  token: string;
  /** Adds a book and works it off. */
  add(body: BookBody): Promise<Book>;
  own(csv: string, over?: Partial<Schemas["BookFile"]>): Promise<Book>;
  received(file: string | Buffer): Promise<Book>;
  uploaded(content: string | Buffer): Promise<string>;
  read(id: string): Promise<Book>;
  file(id: string): Promise<string>;
}

/** The viewing keys that {@link SECRET} is made of. */
export async function setViewingKeys(stage: Stage, supplier: Address, buyer: Address): Promise<void> {
  await setViewingKey(stage, supplier, PAIR_KEYS.supplierKey);
  await setViewingKey(stage, buyer, PAIR_KEYS.buyerKey);
}

/** A gateway of one firm, which has the pair's secret. */
export async function openFirm(name: "the supplier" | "the buyer"): Promise<Firm> {
  const stage = await openStage();
  await setViewingKeys(stage, SUPPLIER, BUYER);
  const token = await stage.signIn(name);
  const body = { supplier: SUPPLIER, buyer: BUYER, keys: KEYS, secret: SECRET };
  const { error } = await stage.client(token).POST("/v1/pair-secrets", { body });
  if (error !== undefined) throw new Error(error.detail);
  const firm: Firm = {
    ...{ stage, token, address: addressOf(name) },
    async add(asked) {
      told(await stage.client(firm.token).POST("/v1/statement-books", { body: asked }));
      await workOff(stage);
      return firm.read(asked.id);
    },
    async own(csv, over = {}) {
      const book = { upload: await firm.uploaded(csv), ...over };
      return firm.add({ id: randomUUID(), kind: "own", statement: SHOWN_STATEMENT, lastDay: "2026-06-30", book });
    },
    async received(file) {
      const upload = await firm.uploaded(file);
      return firm.add({ id: randomUUID(), kind: "received", statement: STATEMENT_ID, upload, shown: false });
    },
    async uploaded(content) {
      const [id, file] = [randomUUID(), Buffer.from(content)];
      const sha256 = `0x${createHash("sha256").update(file).digest("hex")}`;
      told(
        await stage.client(firm.token).POST("/v1/uploads", { body: { id, name: "book", length: file.length, sha256 } }),
      );
      const params = { path: { id } };
      for (let start = 0; start < file.length; start += PIECE_BYTES) {
        const body = { start, content: file.subarray(start, start + PIECE_BYTES).toString("base64") };
        told(await stage.client(firm.token).POST("/v1/uploads/{id}/pieces", { params, body }));
      }
      return id;
    },
    async read(id) {
      return told(await stage.client(firm.token).GET("/v1/statement-books/{id}", { params: { path: { id } } }));
    },
    async file(id) {
      const params = { path: { id } };
      const client = stage.client(firm.token);
      return told(await client.GET("/v1/statement-books/{id}/file", { params, parseAs: "text" }));
    },
  };
  return firm;
}

/** Does all that waits at a gateway. */
export async function workOff({ database, now }: Stage): Promise<void> {
  const deps = { database, secret: CONFIG.secret, now: () => now, logger: pino({ level: "silent" }) };
  while (await workOnStatements(deps));
}

export function told<Data>({ data, error }: { data?: Data; error?: { detail: string } }): Data {
  if (data === undefined) throw new Error(error?.detail ?? "nothing was told");
  return data;
}
