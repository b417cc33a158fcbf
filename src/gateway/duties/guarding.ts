/**
 * Duties where they are enforced: in front of every operation that changes something, at this one place. An act that
 * is signed and sent past the gateway is not held up here; what it recorded stands in the report of exceptions.
 */
import { conflictingWith, DUTY_CONFLICTS, pairKey } from "../../domain/duties/duties.ts";
import type { Duty } from "../../domain/duties/duties.ts";
import type { Address, Hex } from "../../domain/receivable.ts";
import type { Sql } from "../../store/database.ts";
import { enforcementOf, exceptionsFor } from "../../store/duties.ts";
import { actsOn } from "../../store/dutiesActs.ts";
import { intentOf } from "../../store/intents.ts";
import { batchOf } from "../../store/intentBatches.ts";
import { DUTY_OF_OPERATION } from "../../wire/dutyOfOperation.ts";
import type { OperationDuty } from "../../wire/dutyOfOperation.ts";
import { dutiesOfVerb, TWO_PEOPLE } from "../../wire/dutyOfVerb.ts";
import type { NewImport } from "../../wire/import.ts";
import type { Operation } from "../../wire/operation.ts";
import { dutiesOf, readStaff } from "../approvals/eligible.ts";
import type { Staff } from "../approvals/eligible.ts";
import type { GatewayDeps } from "../deps.ts";
import type { Member } from "../http/exchange.ts";
import { ProblemError } from "../http/problems.ts";
import type { AnyHandler } from "../http/router.ts";
import { dutyOfAct, dutyOfEntry, dutyOfFile } from "./acts.ts";

/** What the organisation itself may always do, so that nobody locks it out. */
const OF_THE_ORGANISATION: ReadonlySet<string> = new Set([
  ...(["assignDuty", "endDuty", "linkDutyAccounts", "setDutyEnforcement"] as const),
]);

/** The handlers, each of which asks for the duty first. @param operations Those that they are of. */
export function guarded(
  { database, now }: Pick<GatewayDeps, "database" | "now">,
  operations: Readonly<Record<string, Operation>>,
  handlers: Readonly<Record<string, AnyHandler>>,
): Readonly<Record<string, AnyHandler>> {
  const guard = (id: string, handler: AnyHandler): AnyHandler => {
    const { method, caller } = operations[id] ?? {};
    const taken = DUTY_OF_OPERATION[id];
    if (method === "get" || caller !== "member" || taken === undefined || "none" in taken) return handler;
    return async (asked) => {
      if (asked.member !== undefined) {
        const { member } = asked;
        if (!(OF_THE_ORGANISATION.has(id) && member.account === member.organisation)) {
          await checkDuty(database, now(), member, taken, asked);
        }
      }
      return handler(asked);
    };
  };
  return Object.fromEntries(Object.entries(handlers).map(([id, handler]) => [id, guard(id, handler)]));
}

type AskedParts = Readonly<Pick<Parameters<AnyHandler>[0], "params" | "body">>;

/** What an act takes, about what. */
interface Taken {
  readonly duty: Duty;
  readonly receivable: Hex | null;
  /** Who prepared what is signed, where that takes another person. */
  readonly preparedBy: Address | null;
  /** Whose signature is handed in; null for that of whoever is signed in. */
  readonly signer: Address | null;
}

const OF_THE_CALLER = { preparedBy: null, signer: null } as const;

/** @throws ProblemError `DutyMissing`, `DutyConflict` */
async function checkDuty(
  sql: Sql,
  at: number,
  { organisation, account }: Member,
  operation: OperationDuty,
  asked: AskedParts,
): Promise<void> {
  const enforcement = await enforcementOf(sql, organisation);
  if (enforcement.at(-1)?.isOn !== true) return;
  const staff = await readStaff(sql, organisation, at);
  for (const taken of await takenBy(sql, organisation, operation, asked)) {
    const actor = taken.signer ?? account;
    if (!dutiesOf(staff, actor).some(({ duty }) => duty === taken.duty)) throw missing(actor, taken.duty);
    await checkConflicts(sql, staff, actor, taken);
  }
}

function missing(account: Address, duty: Duty): ProblemError {
  const wayOut = "let somebody do it who has it, or be given it by whoever manages members (POST /v1/duties)";
  return new ProblemError("DutyMissing", `this takes the duty ${duty}, which ${account} has not: ${wayOut}`);
}

async function checkConflicts(sql: Sql, staff: Staff, account: Address, taken: Taken): Promise<void> {
  const { organisation, personOf, at } = staff;
  const { duty, receivable, preparedBy } = taken;
  const person = personOf(account);
  if (preparedBy !== null && personOf(preparedBy) === person) {
    throw conflict(`${account} prepared this itself, by whichever account`, duty);
  }
  if (receivable === null) return;
  const excepted = (await exceptionsFor(sql, organisation))
    .filter((one) => personOf(one.account) === person && one.since <= at && at <= one.until)
    .map(({ one, other }) => pairKey(one, other));
  const others = conflictingWith(duty).filter((other) => !excepted.includes(pairKey(duty, other)));
  for (const act of await actsOn(sql, organisation, receivable)) {
    const done = dutyOfAct(act);
    if (done === undefined || !others.includes(done)) continue;
    if (personOf(act.account) !== person) continue;
    const key = pairKey(duty, done);
    const risk = DUTY_CONFLICTS.find(({ one, other }) => pairKey(one, other) === key)?.risk ?? "";
    throw conflict(`${account} did what takes ${done} on ${receivable} before, and whoever does both ${risk}`, duty);
  }
}

function conflict(why: string, duty: Duty): ProblemError {
  return new ProblemError("DutyConflict", `${why}: let another person with the duty ${duty} do this`);
}

/** What of an operation takes which duty; nothing where it is about what is not the organisation's. */
async function takenBy(
  sql: Sql,
  organisation: Address,
  operation: OperationDuty,
  { params, body }: AskedParts,
): Promise<readonly Taken[]> {
  const receivable = receivableIn(body) ?? receivableIn(params);
  if ("duty" in operation) return [{ duty: operation.duty, receivable, ...OF_THE_CALLER }];
  if ("none" in operation) return [];
  switch (operation.of) {
    case "preparedAct":
      return [{ duty: dutiesOfVerb(textIn(body, "verb")).prepare, receivable, ...OF_THE_CALLER }];
    case "caseEntry":
      return [{ duty: dutyOfEntry(textIn(fieldOf(body, "entry"), "kind")), receivable, ...OF_THE_CALLER }];
    case "importedFile":
      return importing(body as NewImport);
    case "takenUpIntent":
      return takenUp(sql, organisation, textIn(params, "id"));
    case "signedIntent":
      return signedBy(sql, organisation, textIn(params, "id"), signerIn(body));
    case "preparedBatch":
      return [{ duty: "prepareIssue", receivable: null, ...OF_THE_CALLER }];
    case "signedBatch":
      return signedByBatch(sql, organisation, textIn(params, "id"), signerIn(body));
  }
}

function importing(file: NewImport): readonly Taken[] {
  const duty = dutyOfFile(file);
  return duty === undefined ? [] : [{ duty, receivable: null, ...OF_THE_CALLER }];
}

/** Whoever takes up what another organisation prepared stands for it as if it had prepared it. */
async function takenUp(sql: Sql, organisation: Address, id: string): Promise<readonly Taken[]> {
  const intent = await intentOf(sql, id);
  if (!intent?.parties.some(({ party }) => party === organisation)) return [];
  return [{ duty: dutiesOfVerb(intent.verb).prepare, receivable: intent.receivable, ...OF_THE_CALLER }];
}

async function signedBy(
  sql: Sql,
  organisation: Address,
  id: string,
  signer: Address | null,
): Promise<readonly Taken[]> {
  const intent = await intentOf(sql, id);
  const part = intent?.parties.find(({ party }) => party === organisation);
  if (intent === undefined || (intent.organisation !== organisation && part === undefined)) return [];
  const duty = dutiesOfVerb(intent.verb).sign;
  const preparer = intent.organisation === organisation ? intent.preparedBy : (part?.preparedBy ?? null);
  return [{ duty, receivable: intent.receivable, preparedBy: TWO_PEOPLE.has(duty) ? preparer : null, signer }];
}

async function signedByBatch(
  sql: Sql,
  organisation: Address,
  id: string,
  signer: Address | null,
): Promise<readonly Taken[]> {
  const batch = await batchOf(sql, id);
  if (batch?.organisation !== organisation) return [];
  const intents = (batch.body as { readonly intents?: readonly string[] }).intents ?? [];
  const taken = await Promise.all(intents.map((intent) => signedBy(sql, organisation, intent, signer)));
  return taken.flat();
}

function fieldOf(part: unknown, name: string): unknown {
  return typeof part === "object" && part !== null ? (part as Readonly<Record<string, unknown>>)[name] : undefined;
}

function textIn(part: unknown, name: string): string {
  const value = fieldOf(part, name);
  return typeof value === "string" ? value : "";
}

const ADDRESS = /^0x[0-9a-f]{40}$/;

function signerIn(body: unknown): Address | null {
  const named = textIn(body, "signer");
  return ADDRESS.test(named) ? (named as Address) : null;
}

const ID = /^0x[0-9a-f]{64}$/;

/** The receivable that a part of a request names. */
function receivableIn(part: unknown): Hex | null {
  const named = textIn(part, "receivable") || textIn(fieldOf(part, "entry"), "receivable") || textIn(part, "id");
  return ID.test(named) ? (named as Hex) : null;
}
