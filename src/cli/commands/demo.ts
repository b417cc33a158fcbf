import type { Command } from "commander";
import { dayNumber } from "../../domain/terms.ts";
import { agreeOnOctober } from "../demo/agreeing.ts";
import { chase } from "../demo/collecting.ts";
import { readBook, renderBook, unbalanced } from "../demo/book.ts";
import { describeAgreement, describeGateway } from "../demo/bridge.ts";
import { finance } from "../demo/financing.ts";
import { firmAt } from "../demo/firm.ts";
import type { Chased } from "../demo/collecting.ts";
import { createPlayer } from "../demo/play.ts";
import type { Played, Player } from "../demo/play.ts";
import { describeProof, gather, isSound, prove } from "../demo/proof.ts";
import { keyOf, serveDemo } from "../demo/serving.ts";
import type { ServedDemo } from "../demo/serving.ts";
import { FINANCED, LAST_DATE, PENDING, STORY, UNPAID } from "../demo/story.ts";
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

const HOST = "127.0.0.1";

const AGREEING =
  "Two gateways, the supplier's and the buyer's, share the chain and nothing else. Each posts the root of its own\n" +
  "books of October; the roots differ, so each hands the other its items in one file, which the root on the chain\n" +
  "verifies. Both reckon the same result, and both sign it:";

const FINANCING =
  "A factor signs in at the supplier's gateway. What is sold is sent to the factor's desk, a contract that pays the\n" +
  "advance in the same transaction, and shares out what the buyer pays in the buyer's own:";

const COLLECTING =
  "Ninety days pass, and the rest of an invoice is not paid. The supplier's gateway chases it by a policy;\n" +
  "every step is recorded in the open, and the buyer answers under its own key:";

const UNIT = "minor units of each line's currency";

const MANUAL = `
Needs no node, no key and no network, and leaves nothing behind.

With --serve the chain goes on, and two gateways of two firms follow it, each with an index of its own, until Ctrl-C.
They share the chain alone: each posts the root of its books, they hand each other one file, reckon the same result
and sign it. Then a receivable is quoted, sold to a factor, notified, acknowledged and paid, and its reserve released.
A link for each member of the cast signs in with its key, and one more invoice awaits the buyer's acceptance.
With --fast-forward ninety days more go by, in which the rest of an invoice is chased: a reminder, a promise that is
broken, a demand, a last letter, each recorded on the chain.

With --json the result is one object: the story, the book, the proof, and the unit of the book's amounts, which are
${UNIT} as text: "1190000" is 11,900.00 EUR. With --serve there is a second object: the node's address,
the gateways with their links, what the two firms agreed on, and what became of the receivable that was sold.

Examples:
  countersign demo
  countersign demo --serve
  countersign demo --serve --fast-forward
  countersign demo --json`;

interface Options {
  readonly serve?: true;
  readonly fastForward?: true;
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
    .option("--fast-forward", "with --serve: let ninety days pass in which a rest is not paid, and is chased")
    .option("--port <number>", "port of the first gateway, or another if it is taken; the second has the next", "8420")
    .addHelpText("after", MANUAL)
    .action(async (options: Options) => {
      process.exitCode = await demo(output(), options);
    });
}

async function demo(output: Output, { serve, fastForward, port }: Options): Promise<ExitCode> {
  const wanted = readPort(port);
  const chain = await startLocalChain(FIRST_INSTANT);
  try {
    output.say("A ledger on a chain inside this process, seven fictional organisations, eight e-invoices.\n");
    const world = await createWorld(chain);
    const stage = { chain, world, player: createPlayer(world) };
    const outcome = await tell(output, stage);
    if (serve === true) await goOn(output, stage, { wanted, isForwarded: fastForward === true });
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

/**
 * Two gateways of two firms agree on a statement, a receivable is sold, and both serve until somebody has seen enough.
 */
async function goOn(
  output: Output,
  stage: Stage,
  { wanted, isForwarded }: { readonly wanted: number; readonly isForwarded: boolean },
): Promise<void> {
  const { chain, world, player } = stage;
  const financed: Played[] = [];
  for (const scene of FINANCED) financed.push(await player.play(scene));
  const instant = await chain.now();
  const first = await freePort(HOST, wanted);
  const ports = [first, await freePort(HOST, wanted === 0 ? 0 : first + 1)] as const;
  const served = await serveDemo({ chain, world, imported: [...player.imported.values()] }, { ports, instant });
  const ending = untilSignal(served.failed);
  try {
    const { gateways, rpc } = served;
    const [supplier, buyer] = await Promise.all(gateways.map(({ firm, url }) => firmAt(firm, keyOf(chain, firm), url)));
    if (supplier === undefined || buyer === undefined) throw new Error("the demo has two firms");
    const agreement = await Promise.race([agreeOnOctober(world, supplier, buyer), ending]);
    // Somebody has seen enough already.
    if (agreement === undefined) return;
    output.say(`\n${AGREEING}\n\n${describeAgreement(agreement)}\n\n${FINANCING}\n`);
    for (const { date, text } of financed) output.say(`${date}  ${text}`);
    const financing = await Promise.race([
      finance(world, served, subjectOf(player), (text) => output.say(text)),
      ending,
    ]);
    if (financing === undefined) return;
    const pending = await awaited(stage, served);
    output.say(`\n${pending.date}  ${pending.text}; it awaits acceptance\n`);
    const chased = isForwarded ? await Promise.race([forward(output, stage, served), ending]) : null;
    if (chased === undefined) return;
    output.say(`The chain: ${rpc}\n\nSign in as (the key stands behind the #, and stays in your browser):\n`);
    output.say(gateways.map(describeGateway).join("\n\n"));
    output.say("\nCtrl-C ends it; nothing is left behind.");
    output.result({ rpc, gateways, agreement, financing, chased });
    await ending;
  } finally {
    await served.close();
  }
}

/** Ninety days more. */
async function forward(output: Output, { world, player }: Stage, served: ServedDemo): Promise<Chased> {
  const subject = player.imported.get(UNPAID);
  if (subject === undefined) throw new Error("the demo has nothing to chase");
  output.say(`${COLLECTING}\n`);
  const chased = await chase(world, served, subject, (text) => output.say(text));
  output.say("");
  return chased;
}

/** The receivable that is sold, as its last scene left it. */
function subjectOf({ imported }: Player): Parameters<typeof finance>[2] {
  const scene = FINANCED.at(-1);
  const found = scene && imported.get(scene.invoice.file);
  if (scene === undefined || found === undefined) throw new Error("the demo has nothing to sell");
  return { scene, imported: found };
}

/** One more invoice, which both gateways know. */
async function awaited({ chain, player }: Stage, served: ServedDemo): Promise<Played> {
  const pending = await player.play(PENDING);
  const imported = player.imported.get(PENDING.invoice.file);
  if (imported !== undefined) await served.know(imported);
  await served.setTime((await chain.now()) + 1);
  return pending;
}
