/** A scene in which supplier, buyer and a factor sign together, on receivables in each of their standings. */
import { refusal } from "../../../src/clients/failures.ts";
import { idOf } from "../../../src/domain/commitment.ts";
import type { Address, Hex, Receivable } from "../../../src/domain/receivable.ts";
import type { Database } from "../../../src/store/database.ts";
import { relayOf } from "../../../src/store/relays.ts";
import { headerOf, receivableOf, termsOf } from "../../support/receivables.ts";
import { accepting, issuing } from "../book.ts";
import { addressOf } from "../stage.ts";
import type { Over } from "../stage.ts";
import { openScene, problemOf } from "./scene.ts";
import type { Act, Intent, Scene } from "./scene.ts";

/** Euro, as money that moves outside the chain. */
export const EUR: Hex = `0x${(978).toString(16).padStart(40, "0")}`;
const ISSUED_DAY = 20_780;

export interface Tried {
  readonly data: Hex;
  readonly from?: Address;
}

export interface JointScene extends Scene {
  readonly tokens: Readonly<Record<"supplier" | "buyer" | "factor" | "stranger", string>>;
  /** Calls that were tried, in their order. */
  readonly tried: Tried[];
  /** The Solidity error that the chain answers with from now on. */
  refusing: Parameters<typeof refusal>[0] | undefined;
  issued(): Promise<Receivable>;
  accepted(): Promise<Receivable>;
  /** Accepted, and the factor's. */
  sold(): Promise<Receivable>;
  debit(session: string, receivable: Receivable, over?: Partial<Act>): Promise<Intent>;
  /** Reads an intent as somebody, and hands in what one of its accounts signs. */
  signAs(session: string, id: string, name: string): Promise<{ status: number; code: string | undefined }>;
  /** The answer must be a success. */
  withdraw(session: string, id: string): Promise<Intent>;
  /** The code that an act is refused with. */
  refused(session: string, body: Act): Promise<string>;
  isRelayed(id: string): Promise<boolean>;
}

/** @param database Its tables are there; one in memory unless it is given. @param over Of the gateway. */
export async function openJointScene(database?: Database, over: Over = {}): Promise<JointScene> {
  const chain: Pick<JointScene, "tried" | "refusing"> = { tried: [], refusing: undefined };
  const scene = await openScene({
    ...over,
    ...(database === undefined ? {} : { database }),
    simulate: (call) => {
      chain.tried.push(call);
      return chain.refusing === undefined ? Promise.resolve() : Promise.reject(refusal(chain.refusing));
    },
  });
  const write = async (sold: boolean, isAccepted: boolean): Promise<Receivable> => {
    const [supplier, factor] = [addressOf("supplier"), addressOf("factor")];
    const receivable = receivableOf(headerOf(supplier, addressOf("buyer")), termsOf(EUR, ISSUED_DAY));
    const id = idOf(receivable.header);
    const sale = sold ? [{ name: "Transfer", from: supplier, to: factor, id } as const] : [];
    await scene.book.write(...issuing(receivable), ...(isAccepted ? [accepting(receivable)] : []), ...sale);
    return receivable;
  };
  const tokens = {
    supplier: await scene.signIn("supplier"),
    buyer: await scene.signIn("buyer"),
    factor: await scene.signIn("factor"),
    stranger: await scene.signIn("stranger"),
  };
  const more: Omit<JointScene, keyof Scene | "refusing"> = {
    tokens,
    tried: chain.tried,
    issued: () => write(false, false),
    accepted: () => write(false, true),
    sold: () => write(true, true),
    debit: (session, { header }, over = {}) =>
      scene.act(session, {
        ...{ verb: "debit", receivable: idOf(header), amount: "50.00", reason: "freight", ...over },
      } as Act),
    signAs: async (session, id, name) => scene.sign(session, await scene.read(session, id), name),
    withdraw: async (session, id) => {
      const { data, error } = await scene
        .client(session)
        .POST("/v1/intents/{id}/withdrawal", { params: { path: { id } } });
      if (data === undefined) throw new Error(error.detail);
      return data;
    },
    refused: async (session, body) => (await problemOf(scene.client(session).POST("/v1/intents", { body }))).code,
    isRelayed: async (id) => (await relayOf(scene.database, id)) !== undefined,
  };
  return Object.defineProperty(Object.assign(scene, more), "refusing", {
    get: () => chain.refusing,
    set: (value: JointScene["refusing"]) => {
      chain.refusing = value;
    },
  }) as JointScene;
}
