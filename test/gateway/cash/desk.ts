/** A gateway with a supplier that is paid, and files of its bank. */
import { createHash, randomUUID } from "node:crypto";
import pino from "pino";
import { Registry } from "prom-client";
import type { components } from "../../../generated/openapi.d.ts";
import { commitmentOf, idOf } from "../../../src/domain/commitment.ts";
import { invoiceHash } from "../../../src/domain/invoiceNumber.ts";
import { keccakOfText } from "../../../src/domain/hash.ts";
import type { Hex, Receivable } from "../../../src/domain/receivable.ts";
import { CASH_TASKS } from "../../../src/gateway/cash/tasks.ts";
import type { CashTasks } from "../../../src/gateway/cash/tasks.ts";
import { tendCash } from "../../../src/gateway/cash/tending.ts";
import { runCashJob } from "../../../src/gateway/cash/working.ts";
import type { GatewayDeps } from "../../../src/gateway/deps.ts";
import { keepContent } from "../../../src/store/contents.ts";
import { headerOf, receivableOf, termsOf } from "../../support/receivables.ts";
import { accepting, DAY, DIRECTORY, FIRST_INSTANT, issuing, LEDGER } from "../book.ts";
import { openScene } from "../intents/scene.ts";
import type { Scene } from "../intents/scene.ts";
import { addressOf, CHAIN_ID, CONFIG } from "../stage.ts";

type Schemas = components["schemas"];
export type Entry = Schemas["CashEntry"];
export type BankStatement = Schemas["BankStatement"];
export type CashRun = Schemas["CashRun"];

/** Euro, as money that moves outside the chain. */
const EUR: Hex = `0x${(978).toString(16).padStart(40, "0")}`;
export const IBAN = "DE89370400440532013000";
const blockHash = keccakOfText("block 0");
const HEADER = "Ref;Tag;Betrag;Name;Gegenkonto;Zweck";

/** What the file does not say of itself. */
export const DECLARED = {
  columns: {
    bankReference: "Ref",
    bookingDate: "Tag",
    amount: "Betrag",
    counterparty: "Name",
    counterpartyAccount: "Gegenkonto",
    text: "Zweck",
  },
  dates: "YYYY-MM-DD",
  decimal: "point",
  currency: "EUR",
  account: IBAN,
} as const;

/** Rows of a bank's table: reference, day, amount, payer, account, text. */
export function bankTable(...rows: readonly (readonly [string, string, string, string, string, string])[]): string {
  return `${[HEADER, ...rows.map((row) => row.join(";"))].join("\n")}\n`;
}

export interface CashDesk extends Scene {
  /** Of the supplier. */
  readonly token: string;
  /** Issues and accepts a receivable of 1,000.00 EUR that the buyer owes, with the number of its invoice. */
  owe(number: string, over?: Partial<Receivable["terms"]>): Promise<Receivable>;
  /** Imports open items of the ERP: party, number, amount. */
  importItems(...rows: readonly (readonly [string, string, string])[]): Promise<void>;
  uploaded(text: string): Promise<string>;
  give(text: string, declared?: object): Promise<BankStatement>;
  run(policy?: object): Promise<CashRun>;
  /** Works off what waits, as the worker of a served gateway does. */
  work(): Promise<void>;
  /** The same, in threads as a served gateway has them. */
  workInThreads(): Promise<void>;
  /** The same, where somebody does something while cash is matched. */
  workBeside(done: () => Promise<unknown>): Promise<void>;
  entries(): Promise<readonly Entry[]>;
  entry(name: string): Promise<Entry>;
  decide(entry: Entry, what: string, body?: object): Promise<Entry>;
  problem(entry: Entry, what: string, body?: object): Promise<string>;
}

/** Sends as the supplier. @throws Error with the type of the problem that it is refused with */
type Post = <Body>(path: string, body: object) => Promise<Body>;

type Deciding = Pick<CashDesk, "entries" | "entry" | "decide" | "problem">;
type Owing = Pick<CashDesk, "owe" | "importItems" | "uploaded">;
type Working = Pick<CashDesk, "work" | "workInThreads" | "workBeside">;

export async function openCashDesk(): Promise<CashDesk> {
  const scene = await openScene();
  const token = await scene.signIn("supplier");
  const post = postingTo(scene, token);
  const owing = owingIn(scene, post);
  const working = workingOn(scene);
  const giving: Pick<CashDesk, "give" | "run"> = {
    async give(text, declared = DECLARED) {
      const id = randomUUID();
      await post("/v1/bank-statements", { id, upload: await owing.uploaded(text), ...declared });
      await working.work();
      return read(scene, token, id);
    },
    async run(policy = {}) {
      const id = randomUUID();
      await post("/v1/cash/runs", { id, policy });
      await working.work();
      const { data } = await scene.client(token).GET("/v1/cash/runs/{id}", { params: { path: { id } } });
      if (data === undefined) throw new Error("there is no such run");
      return data;
    },
  };
  return Object.assign(scene, { ...owing, ...working, ...giving, ...decidingOn(scene, token, post), token });
}

function postingTo({ url }: Scene, token: string): Post {
  return async <Body>(path: string, body: object): Promise<Body> => {
    const response = await fetch(`${url}${path}`, {
      method: "POST",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    const text = await response.text();
    if (!response.ok) throw new Error((JSON.parse(text) as { type: string }).type);
    return JSON.parse(text) as Body;
  };
}

function owingIn(scene: Scene, post: Post): Owing {
  return {
    async owe(number, over = {}) {
      const header = headerOf(addressOf("supplier"), addressOf("buyer"), { invoice: invoiceHash(number) });
      const receivable = receivableOf(header, termsOf(EUR, FIRST_INSTANT / DAY, { ...over }));
      await scene.book.write(...issuing(receivable), accepting(receivable));
      await keepContent(scene.database, {
        ...{ commitment: commitmentOf(receivable), id: idOf(header), revision: 0, receivable, documentSecret: null },
        invoice: { number, issueDate: "2026-11-01", buyer: { name: "Buyer SE" } },
        ...{ original: null, opened: scene.now },
      });
      return receivable;
    },
    async importItems(...rows) {
      const parties = [...new Set(rows.map(([party]) => party))].map((party) => `${party},${party} Ltd`);
      const items = rows.map(([party, number, amount]) =>
        [party, number, "2026-11-01", "2026-12-01", "EUR", amount].join(","),
      );
      await importCsv(post, "parties", `party,name\n${parties.join("\n")}\n`, { party: "party", name: "name" });
      const names = ["party", "number", "issueDate", "dueDate", "currency", "amount"] as const;
      const mapping = Object.fromEntries(names.map((name) => [name, name]));
      await importCsv(post, "openItems", `${names.join(",")}\n${items.join("\n")}\n`, mapping);
    },
    async uploaded(text) {
      const id = randomUUID();
      const content = Buffer.from(text);
      const sha256 = `0x${createHash("sha256").update(content).digest("hex")}`;
      await post("/v1/uploads", { id, name: "bank.csv", length: content.length, sha256 });
      await post(`/v1/uploads/${id}/pieces`, { start: 0, content: content.toString("base64") });
      return id;
    },
  };
}

function workingOn(scene: Scene): Working {
  const { database } = scene;
  const never = (): Promise<never> => Promise.reject(new Error("nothing is signed here"));
  const addresses = { chainId: CHAIN_ID, ledger: LEDGER, directory: DIRECTORY, lens: LEDGER, block: 0, blockHash };
  const deps: GatewayDeps = {
    ...{ database, config: CONFIG, addresses, tokens: new Map(), metrics: new Registry() },
    ...{ now: () => scene.now, logger: pino({ level: "silent" }), portal: undefined, simulate: never },
    signedByContract: never,
  };
  return {
    async work() {
      while (await runCashJob(deps, CASH_TASKS));
      await tendCash(deps);
    },
    async workInThreads() {
      while (await runCashJob(deps));
    },
    async workBeside(done) {
      let isDone = false;
      const match: CashTasks["match"] = async (input) => {
        const decisions = await CASH_TASKS.match(input);
        if (!isDone) await done();
        isDone = true;
        return decisions;
      };
      while (await runCashJob(deps, { ...CASH_TASKS, match }));
    },
  };
}

function decidingOn(scene: Scene, token: string, post: Post): Deciding {
  const desk: Deciding = {
    async entries() {
      const { data } = await scene.client(token).GET("/v1/cash/entries", { params: { query: { limit: "500" } } });
      return data?.items ?? [];
    },
    async entry(name) {
      const found = (await desk.entries()).find(({ bankReference, name: own }) => [bankReference, own].includes(name));
      if (found === undefined) throw new Error(`there is no entry ${name}`);
      return found;
    },
    decide: (entry, what, body = {}) => post(`/v1/cash/entries/${entry.id}/${what}`, bodyFor(entry, what, body)),
    problem: (entry, what, body = {}) =>
      desk.decide(entry, what, body).then(
        () => "none",
        (error: unknown) => (error as Error).message.replace("/problems/", ""),
      ),
  };
  return desk;
}

/** Most decisions name the one that stands. */
function bodyFor({ match }: Entry, what: string, body: object): object {
  return ["match", "honour", "dishonour"].includes(what) ? body : { match: match?.id, ...body };
}

async function read(scene: Scene, token: string, id: string): Promise<BankStatement> {
  const { data } = await scene.client(token).GET("/v1/bank-statements/{id}", { params: { path: { id } } });
  if (data === undefined) throw new Error("there is no such file");
  return data;
}

async function importCsv(
  post: (path: string, body: object) => Promise<unknown>,
  kind: string,
  text: string,
  mapping: object,
): Promise<void> {
  const declared = { delimiter: ",", decimal: "point", dates: "YYYY-MM-DD", side: "receivable" };
  const file = Buffer.from(text).toString("base64");
  const { failed } = (await post("/v1/imports", {
    id: randomUUID(),
    kind,
    file,
    apply: true,
    mapping,
    ...declared,
  })) as {
    failed: number;
  };
  if (failed > 0) throw new Error(`${failed} lines of ${kind} were not taken`);
}
