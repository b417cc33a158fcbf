/** What the operations are about that act on statements and open their sums. See `objects.ts`. */
import { keccakOfText } from "../../src/domain/hash.ts";
import { statementId, sumHash } from "../../src/domain/statement.ts";
import type { World } from "./actors.ts";
import { posting, statementBetween, supplierAlone } from "./statementObjects.ts";
import { shownInstant } from "../../src/gateway/receivables/showing.ts";
import { addressOf, person } from "./stage.ts";

type Params = Readonly<Record<string, string>>;

const OWNER = "the organisation itself";
const [ROOT, SALT] = [keccakOfText("the supplier's root"), keccakOfText("a salt")];
const NO_INTENT = { id: "00000000-0000-4000-8000-000000000000" };
const NO_STATEMENT = { id: keccakOfText("nobody has posted this") };
const DEBT = { amount: 100n, salt: SALT };

const made = new WeakMap<World, Promise<Params>>();

/** One for all: its sums are read and opened, and nothing of it changes. */
function statementOf(world: World): Promise<Params> {
  const known = made.get(world) ?? newStatement(world);
  made.set(world, known);
  return known;
}

async function newStatement({ stage, supplier }: World): Promise<Params> {
  const buyer = addressOf("buyer");
  const statement = statementBetween(supplier, buyer, 1);
  const id = statementId(statement);
  await stage.book.state(posting(statement, "supplier", ROOT), {
    ...{ name: "DebtAcknowledged", id, debtor: buyer, by: buyer, roots: supplierAlone(ROOT) },
    ...{ debt: sumHash(DEBT), payBy: 0 },
  });
  return { id };
}

/** An agreement with exceptions, which the owner has signed. */
async function signedIntent(world: World): Promise<Params> {
  await statementOf(world);
  const { cutOff, ...parties } = statementBetween(world.supplier, addressOf("buyer"), 1);
  const prepared = await world.ask(OWNER, "post", "/v1/intents", {
    ...{ verb: "agreeBalanceExcept", statement: { ...parties, cutOff: shownInstant(cutOff) } },
    ...{ exceptions: { result: ROOT, count: 1 }, balance: { amount: "1.00", salt: SALT } },
  });
  const { id, message } = JSON.parse(prepared.body) as {
    id: string;
    message: Parameters<ReturnType<typeof person>["signTypedData"]>[0];
  };
  const signature = await person("supplier").signTypedData(message);
  const { status, body } = await world.ask(OWNER, "post", `/v1/intents/${id}/signature`, { signature });
  if (status !== 200) throw new Error(`nothing was signed: ${body}`);
  return { id };
}

const statement = { kind: "thing", make: statementOf, missing: NO_STATEMENT } as const;

/** By the ids of the operations. */
export const STATEMENT_INTENT_OBJECTS = {
  readConsent: { kind: "thing", make: signedIntent, missing: NO_INTENT },
  listStatementSums: statement,
  openStatementSum: { ...statement, body: { amount: "1.00", salt: SALT } },
} as const;
