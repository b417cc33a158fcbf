import type { Command } from "commander";
import { dayNumber } from "../../domain/terms.ts";
import { readBook, renderBook, unbalanced } from "../demo/book.ts";
import { createPlayer } from "../demo/play.ts";
import type { Played, Player } from "../demo/play.ts";
import { describeProof, gather, isSound, prove } from "../demo/proof.ts";
import { serveDemo } from "../demo/serving.ts";
import { LAST_DATE, PENDING, STORY } from "../demo/story.ts";
import { createWorld } from "../demo/world.ts";
import type { World } from "../demo/world.ts";
import { EXIT } from "../exit.ts";
import type { ExitCode } from "../exit.ts";
import { startLocalChain } from "../localChain.ts";
import type { LocalChain } from "../localChain.ts";
import { untilSignal } from "../serve/signals.ts";
import { freePort } from "../serve/ports.ts";
import { readPort } from "../serve/settings.ts";
import type { Output } from "../output.ts";

const FIRST_INSTANT = "2026-11-01T08:00:00Z";

const DAY = 86_400;

const UNIT = "minor units of each line's currency";

const MANUAL = `
Needs no node, no key and no network, and leaves nothing behind.

With --serve the chain goes on, an index follows it, and a gateway answers on this machine until Ctrl-C: a link for each
member of the cast signs in with its key, and one more invoice awaits the buyer's acceptance.

With --json the result is one object: the story, the book, the proof, and the unit of the book's amounts, which are
${UNIT} as text: "1190000" is 11,900.00 EUR. With --serve there is a second object: the gateway's address, the
node's, and the links.

Examples:
  countersign demo
  countersign demo --serve
  countersign demo --json`;

interface Options {
  readonly serve?: true;
  readonly port: string;
}

interface Stage {
  readonly chain: LocalChain;
  readonly world: World;
  readonly player: Player;
}

export function addDemoCommand(program: Command, output: () => Output): void {
  program
    .command("demo")
    .description("the whole story on a chain of its own: invoices are issued, accepted, paid, disputed, proved")
    .option("--serve", "go on with index and gateway, to click through")
    .option("--port <number>", "port of the gateway, or another if it is taken", "8420")
    .addHelpText("after", MANUAL)
    .action(async (options: Options) => {
      process.exitCode = await demo(output(), options);
    });
}

async function demo(output: Output, { serve, port }: Options): Promise<ExitCode> {
  const wanted = readPort(port);
  const chain = await startLocalChain(FIRST_INSTANT);
  try {
    output.say("A ledger on a chain inside this process, seven fictional organisations, eight e-invoices.\n");
    const world = await createWorld(chain);
    const stage = { chain, world, player: createPlayer(world) };
    const outcome = await tell(output, stage);
    if (serve === true) await goOn(output, stage, wanted);
    return outcome;
  } finally {
    await chain.close();
  }
}

async function tell(output: Output, { chain, world, player }: Stage): Promise<ExitCode> {
  const played: Played[] = [];
  for (const scene of STORY) {
    const one = await player.play(scene);
    output.say(`${one.date}  ${one.text}`);
    played.push(one);
  }
  const events = await world.relayer.events(world.relayer.addresses.block, await chain.blockNumber());
  const book = await readBook(world, player.imported.values(), events, dayNumber(LAST_DATE) * DAY);
  const proof = await prove(await gather(chain, world.relayer.addresses), world.relayer.addresses);
  output.say(
    `\nThe ledger on ${LAST_DATE}: face = paid + discount + credited + open, in every line and in the sums.\n`,
  );
  output.say(renderBook(book));
  output.say(`\n${describeProof(proof)}`);
  output.result({ unit: UNIT, story: played, book, proof });
  return isSound(proof) && unbalanced(book).length === 0 ? EXIT.ok : EXIT.failed;
}

/** Serves until somebody has seen enough. */
async function goOn(output: Output, { chain, world, player }: Stage, wanted: number): Promise<void> {
  const pending = await player.play(PENDING);
  const port = await freePort("127.0.0.1", wanted);
  const played = { chain, world, imported: [...player.imported.values()] };
  const served = await serveDemo(played, { port, instant: await chain.now() });
  const ending = untilSignal(served.failed);
  try {
    output.say(`\n${pending.date}  ${pending.text}; it awaits acceptance\n`);
    output.say(`The portal:    ${served.url}\nThe reference: ${served.url}/docs\nThe chain:     ${served.rpc}\n`);
    output.say("Sign in as (the key stands behind the #, and stays in your browser):\n");
    for (const { name, role, link } of served.links) output.say(`  ${role.padEnd(10)}${name}\n            ${link}`);
    output.say("\nCtrl-C ends it; nothing is left behind.");
    const { url, rpc, links } = served;
    output.result({ url, rpc, links });
    await ending;
  } finally {
    await served.close();
  }
}
