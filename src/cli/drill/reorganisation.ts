/**
 * Blocks that were read are replaced by others, and a payment in them is gone: the index drops them and folds again,
 * whoever was told of the payment is told that it was taken back, and it counts once it is made again. That nothing is
 * delivered before it is final is for people to see to.
 */
import { idOf } from "../../domain/commitment.ts";
import type { Hex } from "../../domain/receivable.ts";
import type { Database } from "../../store/database.ts";
import { feedConcerning, feedHead } from "../../store/feed.ts";
import { statesOf } from "../../store/readModel.ts";
import type { Checks } from "./checks.ts";
import type { LocalChain } from "../localChain.ts";
import { comesTrue, serveDrill } from "./serving.ts";
import { FACE } from "./stage.ts";
import type { DrillStage } from "./stage.ts";

/** Blocks that are dropped: that of the payment, and those upon it. */
const DEPTH = 3;
/** More than those, so that the new branch is the longer one. */
const BRANCH = DEPTH + 2;

export async function drillReorganisation(stage: DrillStage, checks: Checks): Promise<void> {
  const { chain, supplier } = stage;
  const item = await stage.accepted();
  const id = idOf(item.header);
  const gateway = await serveDrill(stage);
  const { server, database } = gateway;
  try {
    const settles = (amount: bigint) => comesTrue(stage, async () => (await settledOf(database, id)) === amount);
    checks.add("the index knows the receivable", await settles(0n), `nothing of ${FACE} is paid`);
    const fork = await chain.request("evm_snapshot", []);
    await stage.pay(item);
    checks.add("a payment is seen", await settles(FACE), `${FACE} minor units`);
    await mine(chain, DEPTH - 1);
    const head = await chain.blockNumber();
    const follows = await comesTrue(stage, () => Promise.resolve(server.status().indexed?.number === head));
    checks.add("so are the blocks upon it", follows, `block ${head}`);
    const before = await feedHead(database);

    await chain.request("evm_revert", [fork]);
    await mine(chain, BRANCH);
    checks.add("the index drops it with its block, and folds again", await settles(0n), "it is open again");
    const { count, deepest } = server.status().reorganisations;
    checks.add("the reorganisation is counted", count === 1 && deepest === DEPTH, `${count}, ${deepest} blocks deep`);
    const range = { after: before, through: await feedHead(database) };
    const told = await feedConcerning(database, supplier, range, Math.floor(Date.now() / 1_000));
    const retracted = told.filter(({ kind }) => kind === "retracted").length;
    checks.add("whoever was told of it is told that it was taken back", retracted > 0, `${retracted} told`);

    await stage.pay(item);
    checks.add("it counts once it is made again", await settles(FACE), `${FACE} minor units`);
    checks.add("the index goes on", server.status().stopped === undefined, "it has not stopped");
  } finally {
    await gateway.close();
  }
}

async function mine(chain: LocalChain, blocks: number): Promise<void> {
  for (let block = 0; block < blocks; block += 1) await chain.request("evm_mine", []);
}

async function settledOf(database: Database, id: Hex): Promise<bigint | undefined> {
  return (await statesOf(database, [id])).get(id)?.state.settled;
}
