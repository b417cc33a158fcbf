/** What the operations on statements of account, journals and pay lists are about. See `objects.ts`. */
import { randomUUID } from "node:crypto";
import type { World } from "./actors.ts";
import { addressOf } from "./stage.ts";

type Params = Readonly<Record<string, string>>;

const OWNER = "the organisation itself";
const BUYER = "the counterparty";
const OWN = { kind: "own" } as const;
const NO_ID = { id: "00000000-0000-4000-8000-000000000000" };
const PAIR = { side: "supplier", counterparty: addressOf("buyer"), currency: "EUR" };
const PERIOD = { from: "2026-11-01", cutOff: "2026-11-20" };
const SHOWN = { layout: "open-item", language: "en", zone: "Europe/Berlin", recipients: [] };

export const accountStatementBody = (): { readonly id: string } => ({ id: randomUUID(), ...PAIR, ...PERIOD, ...SHOWN });
export const scheduleBody = (): { readonly id: string } => ({
  ...{ id: randomUUID(), ...PAIR, ...SHOWN, frequency: "monthly", day: 31, first: "2026-11-01" },
});
/** What must be asked. */
export const ACCOUNT_QUERIES: Readonly<Record<string, Params>> = {
  previewAccountStatement: { ...PAIR, ...PERIOD },
  exportJournal: { ...PAIR, ...PERIOD },
  readPayList: { currency: "EUR" },
  readPaymentFile: { currency: "EUR", run: "PAY-1", debtorAccount: "DE02120300000000202051" },
};

async function post(world: World, path: string, body: { readonly id: string }): Promise<Params> {
  const answer = await world.ask(OWNER, "post", path, body);
  if (answer.status >= 300) throw new Error(`POST ${path}: ${answer.body}`);
  return { id: body.id };
}

const statement = {
  kind: "thing",
  make: (world: World) => post(world, "/v1/account-statements", accountStatementBody()),
  missing: NO_ID,
} as const;
const answers = { id: randomUUID(), answers: [{ line: null, kind: "agrees" }] };

/** By the ids of the operations. */
export const ACCOUNT_STATEMENT_OBJECTS = {
  makeAccountStatement: OWN,
  listAccountStatements: OWN,
  readAccountStatement: statement,
  readAccountStatementFile: statement,
  listAccountLines: statement,
  answerAccountLines: { ...statement, by: BUYER, body: answers },
  listLineAnswers: statement,
  previewAccountStatement: OWN,
  exportJournal: OWN,
  scheduleAccountStatements: OWN,
  listStatementSchedules: OWN,
  stopStatementSchedule: {
    ...statement,
    make: (world: World) => post(world, "/v1/account-statement-schedules", scheduleBody()),
  },
  readPayList: OWN,
  readPaymentFile: OWN,
} as const;
