/**
 * A relayer among everything that can go wrong, all by one seed: questions and answers that are lost, deaths in
 * between, forks, forgetful nodes, leaping fees, and somebody else with the same key.
 */
import { keccakOfText } from "../../src/domain/hash.ts";
import type { Hex } from "../../src/domain/receivable.ts";
import { queueRelay, withdrawRelay } from "../../src/store/relays.ts";
import type { NewRelay } from "../../src/store/relays.ts";
import { FINALITY } from "./settings.ts";
import { Crash, ORGANISATION, OTHER, silence } from "./stage.ts";
import type { Ground, World } from "./stage.ts";

const TURNS = 60;
const GWEI = 10n ** 9n;
const PERCENT = 100;
/** Percent of exchanges that fail, or that the relayer dies at. */
const RATES = [0, 2, 5, 15];

export interface Played {
  readonly relays: readonly NewRelay[];
  /** Those that the contract refuses. */
  readonly hopeless: ReadonlySet<string>;
  readonly story: readonly string[];
}

type Dice = (limit: number) => number;

/** Numbers below a limit that hang on the seed alone. */
function diceOf(seed: number): Dice {
  let throws = 0;
  return (limit) => {
    throws += 1;
    return Number(keccakOfText(`relays ${seed} ${throws}`).slice(0, 10)) % limit;
  };
}

/** Plays a seed to its end, the last steps without faults. */
export async function simulate(ground: Ground, world: World, seed: number): Promise<Played> {
  const dice = diceOf(seed);
  const rate = RATES[dice(RATES.length)] ?? 0;
  const relays: NewRelay[] = [];
  const hopeless = new Set<string>();
  const forks = await forksOf(ground, dice);
  world.hooks = faultsOf(dice, rate);
  const story: string[] = [`faults ${rate} %`];
  const acts: readonly (() => Promise<string>)[] = [
    () => queue(world, dice, relays, hopeless),
    () => queue(world, dice, relays, hopeless),
    ...Array.from({ length: 6 }, () => () => step(world)),
    ...Array.from({ length: 4 }, () => () => forks.mine()),
    () => forks.fork(),
    () => drop(ground, world, dice),
    () => pass(world, dice),
    () => pass(world, dice),
    () => leap(ground, dice),
    () => withdraw(world, dice, relays),
    () => intrude(ground, world, dice),
  ];
  for (let turn = 0; turn < TURNS; turn += 1) {
    const act = acts[dice(acts.length)];
    if (act === undefined) continue;
    story.push(await act());
  }
  world.hooks = {};
  world.start();
  await ground.ask("hardhat_setNextBlockBaseFeePerGas", `0x${GWEI.toString(16)}`);
  await ground.mine();
  await world.finish();
  return { relays, hopeless, story };
}

function faultsOf(dice: Dice, rate: number): World["hooks"] {
  const meet = (what: string): void => {
    if (dice(PERCENT) >= rate) return;
    if (what === "transaction" || dice(3) === 0) throw new Crash();
    silence(what);
  };
  return { before: meet, after: meet };
}

/** A process that dies is started again. */
async function step(world: World): Promise<string> {
  try {
    await world.step();
    return "step";
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    if (error instanceof Crash) {
      world.start();
      return "death";
    }
    // Of a chain that turns while it is asked, the node says that it lacks the block.
    if (!["RpcUnreachable", "RetryError", "RpcRefused"].includes(error.name)) throw error;
    return error.message;
  }
}

async function queue(world: World, dice: Dice, relays: NewRelay[], hopeless: Set<string>): Promise<string> {
  const drafted = world.draft(dice(2) === 0 ? ORGANISATION : OTHER);
  // No function of the directory has this selector.
  const isHopeless = dice(8) === 0;
  const relay = isHopeless ? { ...drafted, data: `0xffffffff${drafted.data.slice(10)}` as Hex } : drafted;
  if (isHopeless) hopeless.add(relay.id);
  await queueRelay(world.database, relay);
  relays.push(relay);
  return isHopeless ? "a hopeless relay" : "a relay";
}

async function withdraw(world: World, dice: Dice, relays: readonly NewRelay[]): Promise<string> {
  const relay = relays[dice(Math.max(1, relays.length))];
  const isWithdrawn = relay !== undefined && (await withdrawRelay(world.database, relay.id));
  return isWithdrawn ? "a relay is withdrawn" : "none is withdrawn";
}

function pass(world: World, dice: Dice): Promise<string> {
  world.now += 10 + dice(90);
  return Promise.resolve("time passes");
}

async function leap(ground: Ground, dice: Dice): Promise<string> {
  const fee = GWEI * BigInt(1 + dice(40));
  await ground.ask("hardhat_setNextBlockBaseFeePerGas", `0x${fee.toString(16)}`);
  return `base fee ${fee}`;
}

interface Waiting {
  readonly hash: Hex;
  readonly from: Hex;
}

async function drop(ground: Ground, world: World, dice: Dice): Promise<string> {
  const { transactions } = await ground.ask<{ transactions: readonly Waiting[] }>(
    "eth_getBlockByNumber",
    "pending",
    true,
  );
  const own = transactions.filter(({ from }) => from === world.account.address);
  const one = own[dice(Math.max(1, own.length))];
  if (one === undefined) return "nothing to forget";
  await ground.ask("hardhat_dropTransaction", one.hash);
  return "the node forgets one";
}

async function intrude(ground: Ground, world: World, dice: Dice): Promise<string> {
  if (dice(3) !== 0) return "nobody intrudes";
  const { account } = world;
  const nonce = Number(
    await ground.ask("eth_getTransactionCount", account.address, dice(2) === 0 ? "latest" : "pending"),
  );
  const call = { to: account.address, data: "0x" as const, gas: 21_000n };
  const { chainId } = ground.chain.addresses;
  const { raw } = await account.sign({ chainId, nonce, ...call, maxFee: 40n * GWEI, tip: 3n * GWEI });
  return ground.ask("eth_sendRawTransaction", raw).then(
    () => `somebody else uses nonce ${nonce}`,
    () => "somebody else is turned away",
  );
}

interface Forks {
  mine(): Promise<string>;
  /** Goes back by some blocks, never below what was final, and on from there with another block. */
  fork(): Promise<string>;
}

async function forksOf(ground: Ground, dice: Dice): Promise<Forks> {
  const height = async (): Promise<number> => Number(await ground.ask("eth_blockNumber"));
  const points: { readonly height: number; readonly putBack: () => Promise<void> }[] = [];
  let highest = await height();
  const remember = async (): Promise<void> => {
    points.push({ height: await height(), putBack: await ground.bookmark() });
  };
  const mine = async (): Promise<string> => {
    await ground.mine();
    highest = Math.max(highest, await height());
    await remember();
    return "a block";
  };
  await remember();
  return {
    mine,
    async fork() {
      const able = points.filter((point) => point.height > highest - FINALITY);
      const to = able[dice(Math.max(1, able.length))];
      if (to === undefined) return mine();
      const depth = (await height()) - to.height;
      await to.putBack();
      points.splice(points.indexOf(to));
      await remember();
      return `fork of ${depth}, ${await mine()}`;
    },
  };
}
