/** Each drill on a system that is broken in the way that it looks for: a drill that cannot fail proves nothing. */
import { expect } from "chai";
import { decodeFunctionData } from "viem";
import { organisationAbi } from "../../generated/abi.ts";
import { createChecks } from "../../src/cli/drill/checks.ts";
import type { Checks } from "../../src/cli/drill/checks.ts";
import { drillGatewayDown } from "../../src/cli/drill/gatewayDown.ts";
import { drillKeyLoss } from "../../src/cli/drill/keyLoss.ts";
import { drillReorganisation } from "../../src/cli/drill/reorganisation.ts";
import { openDrill } from "../../src/cli/drill/stage.ts";
import type { DrillStage } from "../../src/cli/drill/stage.ts";
import type { Call, Connection } from "../../src/clients/connection.ts";
import { migrate } from "../../src/store/migrations.ts";

/** A gateway that is broken shows what it must never, however long one waits. */
const PATIENCE_MILLISECONDS = 4_000;

interface Fault {
  readonly table: string;
  /** What is done to each new row, in PL/pgSQL. */
  readonly body: string;
}

const LOSES: Fault["body"] = "return null;";
const SETTLES_NOTHING: Fault["body"] = "new.settled := 0; return new;";
const FORGETS_NOTHING: Fault["body"] = `
  create table if not exists most (id bytea primary key, settled numeric);
  insert into most values (new.id, new.settled)
    on conflict (id) do update set settled = greatest(most.settled, excluded.settled);
  select most.settled into new.settled from most where most.id = new.id;
  return new;`;

/** A database that does something else than it is told to. */
async function faulty(stage: DrillStage, ...faults: readonly Fault[]) {
  const database = await stage.openDatabase();
  await migrate(database);
  for (const { table, body } of faults) {
    const name = `fault_of_${table}`;
    await database.query(`create function ${name}() returns trigger language plpgsql as $$ begin ${body} end $$`);
    await database.query(`create trigger fault before insert on ${table} for each row execute function ${name}()`);
  }
  return database;
}

/** The chain, which loses the block in which an organisation first acts for itself, and nobody sends it again. */
function losingFirstAct(stage: DrillStage): DrillStage["connection"] {
  let fork: unknown;
  let isLost = false;
  const isAct = ({ data }: Call): boolean => {
    try {
      return decodeFunctionData({ abi: organisationAbi, data }).functionName === "execute";
    } catch {
      return false;
    }
  };
  return (account) => {
    const real = stage.connection(account);
    const losing: Connection = {
      ...real,
      async send(call, gas) {
        if (isAct(call)) fork ??= await stage.chain.request("evm_snapshot", []);
        return real.send(call, gas);
      },
      async call(call, block) {
        if (fork !== undefined && !isLost) {
          isLost = true;
          await stage.chain.request("evm_revert", [fork]);
        }
        return real.call(call, block);
      },
    };
    return losing;
  };
}

describe("A drill on a system that is broken", function () {
  this.timeout(240_000);
  let stage: DrillStage;

  beforeEach(async () => {
    stage = await openDrill();
  });

  afterEach(() => stage.close());

  type Broken = Partial<Pick<DrillStage, "connection" | "openDatabase">>;

  /** @returns what failed */
  async function failed(drill: (on: DrillStage, checks: Checks) => Promise<void>, broken: Broken) {
    const checks = createChecks(() => undefined);
    await checks.play(() => drill({ ...stage, patience: PATIENCE_MILLISECONDS, ...broken }, checks));
    return checks.all.filter(({ isMet }) => !isMet).map(({ what }) => what);
  }

  it("fails where the lost key still signs, as the chain has lost its removal", async () => {
    expect(await failed(drillKeyLoss, { connection: losingFirstAct(stage) })).to.include.members([
      "the keys that are left take the lost one out and a new one in",
      "an act that the lost key signs is refused",
      "what the lost key had signed, and nobody had recorded, is refused",
    ]);
  });

  it("fails where a restored gateway lost what people brought, or shows what the chain does not say", async () => {
    let opened = 0;
    const openDatabase = async () => {
      opened += 1;
      // The third is the one that the backup is restored into.
      if (opened < 3) return stage.openDatabase();
      return faulty(stage, { table: "members", body: LOSES }, { table: "receivables", body: SETTLES_NOTHING });
    };
    expect(await failed(drillGatewayDown, { openDatabase })).to.deep.equal([
      "the index, built anew from the chain, is equal to the other gateway's",
      "a member noted before the backup is there again",
      "whoever signs in is shown the same again",
    ]);
  });

  it("fails where an index keeps a payment whose block is gone, and tells nobody", async () => {
    const faults = [
      { table: "receivables", body: FORGETS_NOTHING },
      { table: "retractions", body: LOSES },
    ];
    const openDatabase = () => faulty(stage, ...faults);
    expect(await failed(drillReorganisation, { openDatabase })).to.deep.equal([
      "the index drops it with its block, and folds again",
      "whoever was told of it is told that it was taken back",
    ]);
  });
});
