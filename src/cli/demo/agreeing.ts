/**
 * Two firms come to one signed result, each at a gateway of its own. They share the chain, and hand each other one
 * file, which the other's gateway verifies by the root on the chain: however it travels, it need not be believed.
 */
import { createHash, randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { bytesToHex } from "@noble/hashes/utils.js";
import type { components } from "../../../generated/openapi.d.ts";
import { pairSecret } from "../../clients/pairSecret.ts";
import { newViewingKey } from "../../clients/sealingKeys.ts";
import type { Hex } from "../../domain/receivable.ts";
import { statementCurrency } from "../../reconciliation/statements/openLines.ts";
import { told, until } from "./firm.ts";
import type { Firm } from "./firm.ts";
import type { World } from "./world.ts";

type Book = components["schemas"]["StatementBook"];
export type Bridge = components["schemas"]["CurrencyResult"];

/** What the two firms came to, as both gateways say. */
export interface Agreement {
  readonly statement: string;
  readonly standing: string;
  readonly roots: { readonly supplier: string; readonly buyer: string };
  /** The one root over the outcome that both signed, and how many exceptions it holds. */
  readonly result: string;
  readonly exceptions: number;
  readonly bridge: Bridge;
}

/** A firm with its book of October, and the secret that the two have in common. */
interface Side {
  readonly firm: Firm;
  readonly file: string;
  readonly secret: Hex;
  readonly keys: Hex;
}

/** The last day of the books, which ends at this instant where both firms are. */
export const LAST_DAY = "2026-10-31";
const CUT_OFF = "2026-10-31T23:00:00Z";
const BOOKS = { musterwerk: "musterwerk-receivables.csv", beispiel: "beispiel-payables.csv" } as const;

/** @returns what stands on the chain afterwards. @throws Error where the two gateways do not say the same */
export async function agreeOnOctober(world: World, supplier: Firm, buyer: Firm): Promise<Agreement> {
  const [ours, theirs] = await sidesOf(world, supplier, buyer);
  const own = { supplier: await posted(ours, supplier, buyer), buyer: await posted(theirs, supplier, buyer) };
  await hand(ours, own.supplier, theirs);
  await hand(theirs, own.buyer, ours);
  const compared = { supplier: await comparedAt(supplier, own.supplier), buyer: await comparedAt(buyer, own.buyer) };
  await signBoth(ours, compared.supplier, theirs, compared.buyer);
  const [agreement, same] = await Promise.all([
    outcomeAt(supplier, compared.supplier),
    outcomeAt(buyer, compared.buyer),
  ]);
  if (JSON.stringify(agreement) === JSON.stringify(same)) return agreement;
  throw new Error(`the two gateways say different things: ${JSON.stringify(agreement)} and ${JSON.stringify(same)}`);
}

/** Each makes the secret of its own viewing key and the other's public one; none of it passes between them. */
async function sidesOf(world: World, supplier: Firm, buyer: Firm): Promise<readonly [Side, Side]> {
  const own = { supplier: await newViewingKey(), buyer: await newViewingKey() };
  await world.client(supplier.name).directory.setViewingKey(own.supplier.publicKey);
  await world.client(buyer.name).directory.setViewingKey(own.buyer.publicKey);
  const pair = { supplierKey: own.supplier.publicKey, buyerKey: own.buyer.publicKey };
  const side = async (firm: Firm, key: keyof typeof own, file: string): Promise<Side> => {
    const { secret, keys } = await pairSecret(own[key], pair);
    return { firm, file, keys, secret: `0x${bytesToHex(secret)}` };
  };
  return [await side(supplier, "supplier", BOOKS.musterwerk), await side(buyer, "buyer", BOOKS.beispiel)];
}

/** The firm's own book under a root of its own on the chain. */
async function posted({ firm, file, secret, keys }: Side, supplier: Firm, buyer: Firm): Promise<Book> {
  const pair = { supplier: supplier.address, buyer: buyer.address };
  const giving = async (): Promise<boolean> => {
    const { error } = await firm.gateway.POST("/v1/pair-secrets", { body: { ...pair, keys, secret } });
    return error === undefined;
  };
  // Its index may be a block behind the keys.
  await until(giving, (isGiven) => isGiven);
  const statement = { ...pair, currency: statementCurrency("EUR"), cutOff: CUT_OFF };
  const upload = await uploaded(firm, file, await readFile(new URL(`books/${file}`, import.meta.url)));
  const book = { upload };
  const body = { id: randomUUID(), kind: "own", statement, lastDay: LAST_DAY, book } as const;
  told(await firm.gateway.POST("/v1/statement-books", { body }));
  const { acts } = await bookOf(firm, body.id, ({ step }) => step !== "waiting" && step !== "working");
  const act = acts?.postStatement ?? undefined;
  if (act === undefined) throw new Error(`${file} became no statement`);
  await firm.act(act);
  return bookOf(firm, body.id, ({ postedAs }) => postedAs !== null);
}

/** One firm saves its statement file, and the other takes it in. */
async function hand(from: Side, { id, statementId }: Book, to: Side): Promise<void> {
  const params = { path: { id } };
  const file = told(await from.firm.gateway.GET("/v1/statement-books/{id}/file", { params, parseAs: "text" }));
  const upload = await uploaded(to.firm, `statement of ${from.firm.name}.json`, Buffer.from(file));
  const received = { id: randomUUID(), kind: "received", statement: statementId, upload, shown: false } as const;
  const statement = { params: { path: { id: statementId } } };
  const seen = async (): Promise<boolean> => {
    const { data } = await to.firm.gateway.GET("/v1/statements/{id}", statement);
    return (data?.supplierPosting ?? null) !== null && (data?.buyerPosting ?? null) !== null;
  };
  // Its index may be a block behind the other's posting.
  await until(seen, (isSeen) => isSeen);
  told(await to.firm.gateway.POST("/v1/statement-books", { body: received }));
  const { step, fault } = await bookOf(to.firm, received.id, (book) => book.step === "done" || book.step === "failed");
  if (step === "failed") throw new Error(`${to.firm.name} does not take the file in: ${fault ?? ""}`);
}

/** The firm's own book once its gateway has both and has compared them. */
function comparedAt(firm: Firm, { id }: Book): Promise<Book> {
  return bookOf(firm, id, ({ acts }) => (acts?.agreeBalanceExcept ?? undefined) !== undefined);
}

/**
 * The supplier signs at its gateway, and its signature goes to the buyer's as a file; the buyer signs and sends both.
 */
async function signBoth(ours: Side, book: Book, theirs: Side, same: Book): Promise<void> {
  const [act, answer] = [book, same].map(({ acts }) => acts?.agreeBalanceExcept ?? undefined);
  if (act === undefined || answer === undefined) throw new Error("there is no result to sign");
  const params = { path: { id: await ours.firm.sign(act) } };
  const consent = told(await ours.firm.gateway.GET("/v1/intents/{id}/consent", { params }));
  await theirs.firm.act({ ...answer, theirs: consent });
}

async function outcomeAt(firm: Firm, { id, statementId }: Book): Promise<Agreement> {
  const params = { path: { id: statementId } };
  const stands = await until(
    async () => told(await firm.gateway.GET("/v1/statements/{id}", { params })),
    ({ standing }) => standing === "AGREED_EXCEPT",
  );
  const { result } = await bookOf(firm, id, (book) => book.result !== null);
  const [reconciliation, root] = [result?.reconciliation ?? "", result?.result ?? ""];
  const { currencies } = told(
    await firm.gateway.GET("/v1/reconciliations/{id}", { params: { path: { id: reconciliation } } }),
  );
  const [bridge] = currencies;
  if (bridge === undefined) throw new Error(`${firm.name}'s gateway tells no bridge`);
  const roots = { supplier: stands.supplierPosting?.root ?? "", buyer: stands.buyerPosting?.root ?? "" };
  const exceptions = result?.exceptions ?? 0;
  return { statement: statementId, standing: stands.standing, roots, result: root, exceptions, bridge };
}

async function uploaded({ gateway }: Firm, name: string, content: Buffer): Promise<string> {
  const id = randomUUID();
  const sha256 = `0x${createHash("sha256").update(content).digest("hex")}`;
  told(await gateway.POST("/v1/uploads", { body: { id, name, length: content.length, sha256 } }));
  const body = { start: 0, content: content.toString("base64") };
  told(await gateway.POST("/v1/uploads/{id}/pieces", { params: { path: { id } }, body }));
  return id;
}

function bookOf({ gateway }: Firm, id: string, holds: (book: Book) => boolean): Promise<Book> {
  const params = { path: { id } };
  return until(async () => told(await gateway.GET("/v1/statement-books/{id}", { params })), holds);
}
