/** An invoice in lines from issue to payment, on a ledger of its own. */
import { createPublicClient, erc20Abi, parseEventLogs } from "viem";
import { createWorld } from "../../src/cli/demo/world.ts";
import type { World } from "../../src/cli/demo/world.ts";
import { startLocalChain } from "../../src/cli/localChain.ts";
import type { LocalChain } from "../../src/cli/localChain.ts";
import type { Recorded } from "../../src/clients/submit.ts";
import { commitmentOf } from "../../src/domain/commitment.ts";
import { consentOf } from "../../src/domain/envelope.ts";
import { keccakOfText } from "../../src/domain/hash.ts";
import type { Address, Hex, Quote } from "../../src/domain/receivable.ts";
import { dayNumber } from "../../src/domain/terms.ts";
import { DEPOSIT, INVOICED, linesOf, ORDERED, PREPAYMENT, SECOND, THIRD } from "./linesInvoice.ts";
import type { Line } from "./linesInvoice.ts";

/** How the lines of an invoice are issued, and then accepted: one transaction each. */
export interface Way {
  issue(world: World, lines: readonly Line[]): Promise<Recorded>;
  accept(world: World, lines: readonly Line[]): Promise<Recorded>;
}

export const WAYS: Readonly<Record<string, Way>> = {
  "sent by its parties": {
    issue: (world, lines) => world.client("musterwerk").issueMany(lines.map(({ receivable }) => receivable)),
    async accept(world, lines) {
      const buyer = world.client("beispiel");
      return buyer.multicall(await Promise.all(lines.map(({ receivable }) => buyer.calls.accept(receivable))));
    },
  },
  "signed once by each party, over a root, and carried by somebody else": {
    async issue(world, lines) {
      const issues = lines.map(({ receivable }) => ({ commitment: commitmentOf(receivable) }));
      const { sign } = world.client("musterwerk");
      const root = await sign.issuanceRoot(issues, world.addressOf("musterwerk"), DEADLINE);
      const calls = lines.map(({ receivable }) =>
        world.relayer.calls.issue(receivable, { supplier: consentOf(root, commitmentOf(receivable)) }),
      );
      return world.relayer.multicall(await Promise.all(calls));
    },
    async accept(world, lines) {
      const receivables = lines.map(({ receivable }) => receivable);
      const { sign } = world.client("beispiel");
      const root = await sign.acceptanceRoot(receivables, world.addressOf("beispiel"), DEADLINE);
      const calls = lines.map(({ receivable, header }) =>
        world.relayer.calls.carryAcceptance(header, consentOf(root, commitmentOf(receivable))),
      );
      return world.relayer.multicall(await Promise.all(calls));
    },
  },
};

/** What the buyer's bank moved before there was an invoice, by the line that it was meant for; minor units. */
export const RECEIVED = {
  [PREPAYMENT]: { on: ORDERED, cash: 200_001n },
  [DEPOSIT]: { on: "2026-11-09", cash: 100_000n },
} as const;
/** The lines that a factor holds when they are paid. */
const SOLD = [SECOND, THIRD] as const;
/** The day on which all lines are paid together. */
export const PAID = "2026-12-20";

const NOON = 43_200;
const DEADLINE = 4_000_000_000n;

/** A transfer of the currency. */
export interface Transfer {
  readonly to: Address;
  readonly value: bigint;
}

export interface Played {
  readonly chain: LocalChain;
  readonly world: World;
  readonly lines: readonly Line[];
  readonly issued: Recorded;
  readonly accepted: Recorded;
  readonly received: readonly Recorded[];
  readonly paid: Recorded;
  /** Of the prepayment, as the ledger had it on the day of the invoice. */
  readonly prepaymentOpen: Quote;
  /** Of each line, before all were paid. */
  readonly due: readonly Quote[];
}

/** @param most What is paid at most on each line, minor units. */
export async function playLines(way: Way, most: readonly bigint[]): Promise<Played> {
  const chain = await startLocalChain("2026-11-01T08:00:00Z");
  const world = await createWorld(chain);
  const [supplier, buyer] = [world.client("musterwerk"), world.client("beispiel")];
  const lines = linesOf(world, "MW-2026-1150");
  const quote = ({ id, terms }: Line, date: string): Promise<Quote> => buyer.quote(id, terms, noonOf(date));

  await chain.setTime(noonOf(INVOICED));
  const issued = await way.issue(world, lines);
  const accepted = await way.accept(world, lines);
  const prepaymentOpen = await quote(lineAt(lines, PREPAYMENT), INVOICED);
  const received: Recorded[] = [];
  for (const [line, { on, cash }] of Object.entries(RECEIVED)) {
    const { id, terms } = lineAt(lines, Number(line));
    const receipt = { bankRef: keccakOfText(`transfer of ${on}`), cash, valueDay: dayNumber(on) };
    received.push(await supplier.recordReceipt({ id, opened: terms, receipt }));
  }
  for (const line of SOLD) await supplier.transfer(lineAt(lines, line).id, world.addressOf("fiktiva"));

  await chain.setTime(noonOf(PAID));
  const due = await Promise.all(lines.map((line) => quote(line, PAID)));
  const paid = await buyer.payMany(
    lines.map(({ id, terms }, line) => ({ id, opened: terms, maxCash: most[line] ?? 0n })),
  );
  return { chain, world, lines, issued, accepted, received, paid, prepaymentOpen, due };
}

/** What moved in a transaction, in its order. */
export async function transfersIn(chain: LocalChain, hash: Hex): Promise<readonly Transfer[]> {
  const { logs } = await createPublicClient({ transport: chain.transport }).getTransactionReceipt({ hash });
  return parseEventLogs({ abi: erc20Abi, eventName: "Transfer", logs }).map(({ args: { to, value } }) => ({
    to: to.toLowerCase() as Address,
    value,
  }));
}

export function lineAt(lines: readonly Line[], place: number): Line {
  const line = lines[place];
  if (line === undefined) throw new Error(`the invoice has no line ${place}`);
  return line;
}

function noonOf(date: string): number {
  return dayNumber(date) * 86_400 + NOON;
}
