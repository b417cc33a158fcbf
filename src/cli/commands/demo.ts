import type { Command } from "commander";
import { dayNumber } from "../../domain/terms.ts";
import { readBook, renderBook, unbalanced } from "../demo/book.ts";
import { createPlayer } from "../demo/play.ts";
import type { Played } from "../demo/play.ts";
import { describeProof, gather, isSound, prove } from "../demo/proof.ts";
import { LAST_DATE, STORY } from "../demo/story.ts";
import { createWorld } from "../demo/world.ts";
import { EXIT } from "../exit.ts";
import type { ExitCode } from "../exit.ts";
import { startLocalChain } from "../localChain.ts";
import type { Output } from "../output.ts";

const FIRST_INSTANT = "2026-11-01T08:00:00Z";

const UNIT = "minor units of each line's currency";

const MANUAL = `
Needs no node, no key and no network, and leaves nothing behind.

With --json the result is one object: the story, the book, the proof, and the unit of the book's amounts, which are
${UNIT} as text: "1190000" is 11,900.00 EUR.

Examples:
  countersign demo
  countersign demo --json`;

export function addDemoCommand(program: Command, output: () => Output): void {
  program
    .command("demo")
    .description("the whole story on a chain of its own: invoices are issued, accepted, paid, disputed, proved")
    .addHelpText("after", MANUAL)
    .action(async () => {
      process.exitCode = await demo(output());
    });
}

async function demo(output: Output): Promise<ExitCode> {
  const chain = await startLocalChain(FIRST_INSTANT);
  try {
    output.say("A ledger on a chain inside this process, seven fictional organisations, eight e-invoices.\n");
    const world = await createWorld(chain);
    const player = createPlayer(world);
    const played: Played[] = [];
    for (const scene of STORY) {
      const one = await player.play(scene);
      output.say(`${one.date}  ${one.text}`);
      played.push(one);
    }
    const events = await world.relayer.events(world.relayer.addresses.block, await chain.blockNumber());
    const book = await readBook(world, player.imported.values(), events, dayNumber(LAST_DATE) * 86_400);
    const proof = await prove(await gather(chain, world.relayer.addresses), world.relayer.addresses);
    output.say(
      `\nThe ledger on ${LAST_DATE}: face = paid + discount + credited + open, in every line and in the sums.\n`,
    );
    output.say(renderBook(book));
    output.say(`\n${describeProof(proof)}`);
    output.result({ unit: UNIT, story: played, book, proof });
    return isSound(proof) && unbalanced(book).length === 0 ? EXIT.ok : EXIT.failed;
  } finally {
    await chain.close();
  }
}
