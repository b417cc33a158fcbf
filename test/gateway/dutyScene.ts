/** A house of its own order: people with duties, and a receivable about which they act. */
import { randomUUID } from "node:crypto";
import type { components } from "../../generated/openapi.d.ts";
import { idOf } from "../../src/domain/commitment.ts";
import type { Duty } from "../../src/domain/duties/duties.ts";
import type { Hex, Receivable } from "../../src/domain/receivable.ts";
import { shownInstant } from "../../src/gateway/receivables/showing.ts";
import { headerOf, receivableOf, termsOf } from "../support/receivables.ts";
import { BUYER, EUR, openApprovalScene, OWNER } from "./approvalScene.ts";
import type { ApprovalScene } from "./approvalScene.ts";
import { accepting, DAY, FIRST_INSTANT, issuing } from "./book.ts";
import { addressOf } from "./stage.ts";

export type DutyReport = components["schemas"]["DutyReport"];

/** Who has what. */
export const HOUSE = {
  manager: ["manageMembers", "setCredit"],
  clerk: ["prepareIssue"],
  collector: ["collect"],
  signer: ["approveIssue", "approveCredit", "approveActs"],
  cashier: ["postCash"],
  loser: ["writeOff", "concede"],
  giver: ["concede", "writeOff"],
  treasurer: ["changePayee"],
  auditor: ["audit"],
} as const satisfies Readonly<Record<string, readonly Duty[]>>;
export type Person = keyof typeof HOUSE;

export const CREDIT = { verb: "credit", amount: "1.00", reason: "goodwill" };

export interface DutyScene extends ApprovalScene {
  readonly tokens: Readonly<Record<Person, string>>;
  /** What is acted about; may be set. */
  receivable: Hex;
  /** Writes an accepted receivable of the owner's. */
  issue(invoice: string): Promise<Receivable>;
  /** Gives a duty; says "given", or the problem. */
  assign(name: string, duty: Duty, over?: object, token?: string): Promise<string>;
  /** Gives everybody their duties. */
  house(): Promise<void>;
  enforce(isOn?: boolean, token?: string): Promise<string>;
  prepare(name: Person, act: object): Promise<{ readonly id: string; readonly problem?: string | undefined }>;
  sign(name: Person, id: string, over?: object): Promise<string>;
  report(token?: string, query?: object): Promise<DutyReport>;
}

const codeOf = (error: { readonly type: string } | undefined): string | undefined =>
  error?.type.replace("/problems/", "");

/** A receipt of today. */
export function receiptOf({ now }: Pick<ApprovalScene, "now">): object {
  const valueDate = shownInstant(now).slice(0, 10);
  return { verb: "recordReceipt", bankReference: "REF-1", cash: "1.00", valueDate };
}

export async function openDutyScene(): Promise<DutyScene> {
  const scene = await openApprovalScene();
  const tokens = {} as Record<Person, string>;
  for (const name of Object.keys(HOUSE) as Person[]) tokens[name] = await scene.member(name);
  const issue: DutyScene["issue"] = async (invoice) => {
    const header = headerOf(OWNER, BUYER, { invoice: `0x${invoice.padStart(64, "0")}` });
    const one = receivableOf(header, termsOf(EUR, FIRST_INSTANT / DAY));
    await scene.book.write(...issuing(one), accepting(one));
    return one;
  };
  const assign: DutyScene["assign"] = async (name, duty, over = {}, token = scene.owner) => {
    const body = { id: randomUUID(), account: addressOf(name), duty, ...over };
    return codeOf((await scene.client(token).POST("/v1/duties", { body })).error) ?? "given";
  };
  const receivable = idOf((await issue("1")).header);
  const made: DutyScene = Object.assign(scene, {
    ...{ tokens, receivable, issue, assign },
    house: async () => {
      for (const [name, duties] of Object.entries(HOUSE)) {
        for (const duty of duties) {
          const given = await assign(name, duty);
          if (given !== "given") throw new Error(`${name} gets no ${duty}: ${given}`);
        }
      }
    },
    enforce: async (isOn = true, token = scene.owner) => {
      return codeOf((await scene.client(token).POST("/v1/duty-enforcement", { body: { isOn } })).error) ?? "done";
    },
    prepare: async (name: Person, act: object) => {
      const body = { id: randomUUID(), receivable: made.receivable, ...act } as never;
      const { data, error } = await scene.client(tokens[name]).POST("/v1/intents", { body });
      return { id: data?.id ?? "", problem: codeOf(error) };
    },
    sign: async (name: Person, id: string, over: object = {}) => {
      const body = { signature: `0x${"11".repeat(65)}`, ...over };
      const path = { params: { path: { id } }, body };
      return codeOf((await scene.client(tokens[name]).POST("/v1/intents/{id}/signature", path)).error) ?? "signed";
    },
    report: async (token = scene.owner, query: object = {}) => {
      const { data, error } = await scene.client(token).GET("/v1/duty-exceptions", { params: { query } });
      if (data === undefined) throw new Error(error.type);
      return data;
    },
  });
  return made;
}
