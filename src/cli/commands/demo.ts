import type { Command } from "commander";
import { dayNumber } from "../../domain/terms.ts";
import { readBook, renderBook, unbalanced } from "../demo/book.ts";
import { createPlayer } from "../demo/play.ts";
import type { Played } from "../demo/play.ts";
import { prove } from "../demo/proof.ts";
import { LAST_DATE, STORY } from "../demo/story.ts";
import { createWorld } from "../demo/world.ts";
import { EXIT } from "../exit.ts";
import type { ExitCode } from "../exit.ts";
import { startLocalChain } from "../localChain.ts";
import type { Output } from "../output.ts";

const FIRST_INSTANT = "2026-11-01T08:00:00Z";

export function addDemoCommand(program: Command, output: () => Output): void {
  program
    .command("demo")
    .description("the whole story on a chain of its own: invoices are issued, accepted, paid, disputed, proved")
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
    const proof = await prove(chain, world.relayer.addresses);
    output.say(
      `\nThe ledger on ${LAST_DATE}: face = paid + discount + credited + open, in every line and in the sums.\n`,
    );
    output.say(renderBook(book));
    output.say(
      `\nAn auditor who has the chain alone folds ${proof.events} events into ${proof.words} storage words: ` +
        `${proof.differing.length} differ, ${proof.findings.length} events contradict what was before them.`,
    );
    output.result({ story: played, book, proof });
    const sound = [unbalanced(book), proof.differing, proof.findings].every(({ length }) => length === 0);
    return sound ? EXIT.ok : EXIT.failed;
  } finally {
    await chain.close();
  }
}
