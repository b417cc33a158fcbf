/** Two firms with a gateway each, which share a chain and nothing else, and a statement between them. */
import type { components } from "../../generated/openapi.d.ts";
import type { Address, Hex } from "../../src/domain/receivable.ts";
import { keccakOfText } from "../../src/domain/hash.ts";
import { accountOf, addressOf, Role } from "../support/chain.ts";
import { ok, openGatewayWorld } from "./gatewayWorld.ts";
import type { GatewayWorld, Intent } from "./gatewayWorld.ts";

export type Act = components["schemas"]["Act"];
export type StatementConsent = components["schemas"]["StatementConsent"];
export type Subject = components["schemas"]["StatementSubject"];
type TypedData = Intent["message"];

/** Euro, as money that moves outside the chain. */
const EUR: Address = `0x${(978).toString(16).padStart(40, "0")}`;
export const KEYS = keccakOfText("the viewing keys of both");
export const SALT = keccakOfText("a salt of the pair");

export interface Problem {
  readonly code: string;
  readonly detail: string;
  readonly fields: readonly string[];
}

/** A firm at its gateway. */
export interface Firm {
  readonly world: GatewayWorld;
  readonly role: Role;
  readonly address: Address;
  prepare(body: Act): Promise<Intent>;
  /** The problem that the preparation ends in, which must be one. */
  refused(body: Act): Promise<Problem>;
  read(id: string): Promise<Intent>;
  /** Hands in what a wallet signs, its own unless another is named. */
  sign(id: string, by?: Role): Promise<Intent>;
  /** The problem that signing ends in, which must be one. */
  unsigned(id: string, by?: Role): Promise<Problem>;
  /** Waits until an intent is recorded. */
  recorded(id: string): Promise<Intent>;
  /** Prepares, signs, and waits until it is recorded. */
  act(body: Act): Promise<Intent>;
  /** Sends the call of an intent as a transaction of its own. */
  send(call: Intent["call"]): Promise<void>;
  consent(id: string): Promise<StatementConsent>;
  withdraw(id: string): Promise<Intent>;
  /** Waits until its gateway knows a version of each side. */
  knows(statement: Subject, supplierVersion: number, buyerVersion: number): Promise<void>;
}

export interface Firms {
  readonly supplier: Firm;
  readonly buyer: Firm;
  /** At the supplier's gateway. */
  readonly stranger: Firm;
  /** One that nobody has posted yet. */
  next(): Subject;
  close(): Promise<void>;
}

export async function openFirms(): Promise<Firms> {
  const ours = await openGatewayWorld();
  const theirs = await openGatewayWorld(ours);
  let cutOff = 0;
  return {
    supplier: firmAt(ours, Role.Supplier),
    buyer: firmAt(theirs, Role.Buyer),
    stranger: firmAt(ours, Role.Stranger),
    next() {
      cutOff += 1;
      const instant = new Date(1_700_000_000_000 + cutOff * 1_000).toISOString().replace(".000Z", "Z");
      return { supplier: addressOf(Role.Supplier), buyer: addressOf(Role.Buyer), currency: EUR, cutOff: instant };
    },
    async close() {
      await theirs.close();
      await ours.close();
    },
  };
}

function firmAt(world: GatewayWorld, role: Role): Firm {
  const read = async (id: string): Promise<Intent> =>
    ok(await (await world.as(role)).GET("/v1/intents/{id}", { params: { path: { id } } }));
  const signing = async (id: string, by: Role) => {
    const body = { signature: await signatureBy(by, (await read(id)).message), signer: addressOf(by) };
    return (await world.as(role)).POST("/v1/intents/{id}/signature", { params: { path: { id } }, body });
  };
  const firm: Firm = {
    ...{ world, role, address: addressOf(role), read },
    prepare: async (body) => ok(await (await world.as(role)).POST("/v1/intents", { body })),
    refused: async (body) => problemIn(await (await world.as(role)).POST("/v1/intents", { body })),
    sign: async (id, by = role) => ok(await signing(id, by)),
    unsigned: async (id, by = role) => problemIn(await signing(id, by)),
    recorded: async (id) => {
      const over = await world.until(
        () => read(id),
        ({ state }) => state === "recorded" || state === "refused",
      );
      if (over.state !== "recorded") throw new Error(`${over.verb}: ${over.error ?? ""} ${over.detail ?? ""}`);
      return over;
    },
    async act(body) {
      const { id } = await firm.prepare(body);
      await firm.sign(id);
      return firm.recorded(id);
    },
    send: (call) => world.send(role, call),
    consent: async (id) =>
      ok(await (await world.as(role)).GET("/v1/intents/{id}/consent", { params: { path: { id } } })),
    withdraw: async (id) =>
      ok(await (await world.as(role)).POST("/v1/intents/{id}/withdrawal", { params: { path: { id } } })),
    async knows(statement, supplierVersion, buyerVersion) {
      await world.until(
        async () => ok(await (await world.as(role)).GET("/v1/statements")).items,
        (items) =>
          items.some(
            ({ cutOff, supplierPosting, buyerPosting }) =>
              cutOff === statement.cutOff &&
              (supplierPosting?.version ?? 0) === supplierVersion &&
              (buyerPosting?.version ?? 0) === buyerVersion,
          ),
      );
    },
  };
  return firm;
}

export async function signatureBy(role: Role, message: TypedData): Promise<Hex> {
  if (message === null) throw new Error("there is nothing to sign");
  type Definition = Parameters<ReturnType<typeof accountOf>["signTypedData"]>[0];
  return accountOf(role).signTypedData(message as unknown as Definition);
}

function problemIn(answer: { readonly error?: components["schemas"]["Problem"] }): Problem {
  if (answer.error === undefined) throw new Error("it was not refused");
  const { type, detail, faults = [] } = answer.error;
  return { code: type.replace("/problems/", ""), detail, fields: faults.map(({ at }) => at) };
}
