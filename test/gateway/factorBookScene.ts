/** A factor's story as the index has it, block by block, and people of its parties at a gateway. */
import type { Client } from "openapi-fetch";
import type { components, paths } from "../../generated/openapi.d.ts";
import type { DirectoryEvent } from "../../src/domain/directory.ts";
import type { RecordedEvent } from "../../src/domain/events.ts";
import type { FactoringEvent, RecordedFactoringEvent } from "../../src/domain/factoring/factoringEvents.ts";
import { keccakOfText } from "../../src/domain/hash.ts";
import type { Address, Hex } from "../../src/domain/receivable.ts";
import { writeBatch } from "../../src/indexer/write.ts";
import { cursorOf } from "../../src/store/chainTables.ts";
import type { BlockRow } from "../../src/store/chainTables.ts";
import { putMember } from "../../src/store/members.ts";
import { Story } from "../domain/factoring/bookStory.ts";
import { BEGINNING, BUYER, DESK, FACTOR, SELLER, TOKEN } from "../domain/factoring/bookTelling.ts";
import { DIRECTORY, FACTORING } from "./book.ts";
import { addressOf, openStage } from "./stage.ts";
import type { Stage } from "./stage.ts";

export type Schemas = components["schemas"];

export const PARTIES = { factor: FACTOR, seller: SELLER, buyer: BUYER, stranger: addressOf("a stranger") } as const;
export type PartyName = keyof typeof PARTIES;

export interface FactorBookScene extends Stage {
  readonly story: Story;
  /** Brings the index to where the story is. */
  index(): Promise<void>;
  /** Drops everything above a block of the index. */
  fork(block: number): Promise<void>;
  /** Something else that is recorded in a block of its own. */
  assign(event: FactoringEvent): void;
  note(event: DirectoryEvent): void;
  token(name: PartyName): string;
  /** A client for somebody of that party. */
  as(name: PartyName): Client<paths>;
  /** The code of the problem. */
  refused(name: PartyName, path: string): Promise<string>;
}

/** The token is called EURX, and has two decimals; the factor's desk is open. */
export async function openFactorBookScene(): Promise<FactorBookScene> {
  // Sessions outlast whatever a test does to the clock.
  const config = { sessionSeconds: 10 ** 9 };
  const stage = await openStage({ tokens: new Map([[TOKEN, { code: "EURX", decimals: 2 }]]), config });
  const story = new Story();
  const others: Others = { directory: [], factoring: [] };
  const open: FactoringEvent = { name: "DeskOpened", factor: FACTOR, desk: DESK };
  others.factoring.push({ event: open, block: 0, timestamp: BEGINNING });
  const tokens = new Map<PartyName, string>();
  for (const [name, organisation] of Object.entries(PARTIES) as [PartyName, Address][]) {
    const account = addressOf(`a clerk of the ${name}`);
    const clerk = { account, role: "preparer", name: null, email: null, added: stage.now } as const;
    await putMember(stage.database, organisation, clerk, 10);
    tokens.set(name, await stage.signIn(`a clerk of the ${name}`, organisation));
  }
  const token = (name: PartyName): string => tokens.get(name) ?? "";
  const more: Omit<FactorBookScene, keyof Stage> = {
    story,
    token,
    as: (name) => stage.client(token(name)),
    index: () => indexStory(stage, story, others),
    fork: (block) => forkAt(stage, block),
    assign: (event) => {
      story.wait(0);
      others.factoring.push({ event, block: story.block, timestamp: story.now });
    },
    note: (event) => {
      others.directory.push({ event, block: story.block, timestamp: story.now });
    },
    async refused(name, path) {
      const answer = await fetch(`${stage.url}${path}`, { headers: { authorization: `Bearer ${token(name)}` } });
      const { type } = (await answer.json()) as { type?: string };
      return type?.replace("/problems/", "") ?? answer.status.toString();
    },
  };
  return Object.assign(stage, more);
}

/** What stands beside the story, after all else in its block. */
interface Others {
  readonly directory: { event: DirectoryEvent; block: number; timestamp: number }[];
  readonly factoring: { event: FactoringEvent; block: number; timestamp: number }[];
}

export function hashOfBlock(number: number): Hex {
  return keccakOfText(`block ${number} of the story`);
}

async function indexStory({ database }: Stage, story: Story, others: Others): Promise<void> {
  const found = await cursorOf(database);
  const done = found?.folded.number ?? -1;
  const blocks: BlockRow[] = [];
  const times = timesOf(story, others);
  for (let number = done + 1; number <= story.block; number += 1) {
    const hashes = { hash: hashOfBlock(number), parentHash: hashOfBlock(number - 1) };
    blocks.push({ number, ...hashes, timestamp: times.get(number) ?? BEGINNING });
  }
  const isNew = ({ at }: { readonly at: { readonly blockNumber: number } }): boolean => at.blockNumber > done;
  const events = [...story.history.ledger.map(recorded), ...others.directory.map(besides(DIRECTORY))].filter(isNew);
  const told = [...story.history.desk.map(recorded), ...others.factoring.map(besides(FACTORING))].filter(isNew);
  const [first, last] = [
    { number: 0, hash: hashOfBlock(0) },
    { number: story.block, hash: hashOfBlock(story.block) },
  ];
  await database.transaction((tx) =>
    writeBatch(
      tx,
      { cursor: found, recent: { get: () => undefined } },
      {
        ...{ fork: found?.folded ?? { number: -1, hash: hashOfBlock(-1) }, blocks },
        ...{ statementEvents: [], collectionEvents: [] },
        // Both lists are what their contracts wrote.
        events: events as readonly RecordedEvent[],
        factoringEvents: told as readonly RecordedFactoringEvent[],
        cursor: { folded: last, safe: first, final: first, basis: "tags" },
      },
    ),
  );
}

async function forkAt({ database }: Stage, block: number): Promise<void> {
  const found = await cursorOf(database);
  const [first, fork] = [
    { number: 0, hash: hashOfBlock(0) },
    { number: block, hash: hashOfBlock(block) },
  ];
  const cursor = { folded: fork, safe: first, final: first, basis: "tags" } as const;
  const empty = { blocks: [], events: [], statementEvents: [], factoringEvents: [], collectionEvents: [] };
  await database.transaction((tx) =>
    writeBatch(tx, { cursor: found, recent: { get: () => undefined } }, { fork, cursor, ...empty }),
  );
}

function timesOf({ history }: Story, { directory, factoring }: Others): ReadonlyMap<number, number> {
  const times = new Map<number, number>();
  for (const { block, timestamp } of [...directory, ...factoring]) times.set(block, timestamp);
  for (const { at, timestamp } of [...history.ledger, ...history.desk]) times.set(at.blockNumber, timestamp);
  return times;
}

interface Told {
  readonly event: unknown;
  readonly at: { readonly address: Address; readonly blockNumber: number; readonly logIndex: number };
}

function recorded({ event, at }: Told): Told & { readonly at: RecordedEvent["at"] } {
  const blockHash = hashOfBlock(at.blockNumber);
  const transactionHash = keccakOfText(`transaction of block ${at.blockNumber}`);
  return { event, at: { ...at, blockHash, transactionHash } };
}

function besides(address: Address) {
  return ({ event, block }: { readonly event: unknown; readonly block: number }, place: number) =>
    recorded({ event, at: { address, blockNumber: block, logIndex: (address === DIRECTORY ? 2_000 : 1_000) + place } });
}
