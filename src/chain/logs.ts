/** From raw logs to the events of the domain. Every event of the ledger and the directory is known by its ABI. */
import { collectionsAbi, deskAbi, directoryAbi, factoringAbi, ledgerAbi, statementsAbi } from "../../generated/abi.ts";
import type { CollectionEvent, RecordedCollectionEvent } from "../domain/collections/recordEvents.ts";
import type { DirectoryEvent } from "../domain/directory.ts";
import type { LedgerEvent, Place, RecordedEvent } from "../domain/events.ts";
import type { DeskEvent, FactoringEvent, RecordedFactoringEvent } from "../domain/factoring/factoringEvents.ts";
import { keccakOfText } from "../domain/hash.ts";
import type { Address, Hex } from "../domain/receivable.ts";
import { canonicalType, ChainDataError, readParameters, readWord } from "./parameters.ts";
import type { RecordedStatementEvent, StatementEvent } from "../domain/statementEvents.ts";
import type { AbiParameter, AbiValue } from "./parameters.ts";

/** A log as a node gives it, with numbers for its quantities. */
export interface RawLog extends Place {
  readonly topics: readonly Hex[];
  readonly data: Hex;
}

/** The contracts whose logs are events of the domain. */
export interface Emitters {
  readonly ledger: Address;
  readonly directory: Address;
}

interface EventShape {
  readonly name: string;
  readonly indexed: readonly AbiParameter[];
  readonly data: readonly AbiParameter[];
}

type AbiEntry = { readonly type: string; readonly name?: string; readonly inputs?: readonly AbiParameter[] };

const LEDGER_EVENTS = shapesOf(ledgerAbi);
const DIRECTORY_EVENTS = shapesOf(directoryAbi);
const STATEMENT_EVENTS = shapesOf(statementsAbi);
const COLLECTION_EVENTS = shapesOf(collectionsAbi);
const FACTORING_EVENTS = shapesOf(factoringAbi);
const DESK_EVENTS = shapesOf(deskAbi);

/**
 * The events among some logs, in their order. Logs of other contracts, such as the currencies', are left out.
 * @throws ChainDataError if a log of ours is none that our contracts write.
 */
export function decodeLogs(emitters: Emitters, logs: readonly RawLog[]): readonly RecordedEvent[] {
  const shapes = new Map([
    [emitters.ledger.toLowerCase(), LEDGER_EVENTS],
    [emitters.directory.toLowerCase(), DIRECTORY_EVENTS],
  ]);
  const events: RecordedEvent[] = [];
  for (const log of logs) {
    const known = shapes.get(log.address.toLowerCase());
    if (known !== undefined) {
      events.push({ event: decodeLog(known, log) as LedgerEvent | DirectoryEvent, at: placeOf(log) });
    }
  }
  return events;
}

/**
 * The events of statements among some logs, in their order. @param statements The contract's address.
 * @throws ChainDataError as {@link decodeLogs}.
 */
export function decodeStatementLogs(statements: Address, logs: readonly RawLog[]): readonly RecordedStatementEvent[] {
  const own = statements.toLowerCase();
  return logs
    .filter(({ address }) => address.toLowerCase() === own)
    .map((log) => ({ event: decodeLog(STATEMENT_EVENTS, log) as StatementEvent, at: placeOf(log) }));
}

/**
 * The events of collections among some logs, in their order. @param collections The contract's address.
 * @throws ChainDataError as {@link decodeLogs}.
 */
export function decodeCollectionLogs(
  collections: Address,
  logs: readonly RawLog[],
): readonly RecordedCollectionEvent[] {
  const own = collections.toLowerCase();
  return logs
    .filter(({ address }) => address.toLowerCase() === own)
    .map((log) => ({ event: decodeLog(COLLECTION_EVENTS, log) as CollectionEvent, at: placeOf(log) }));
}

/** The contracts whose logs are events of factoring. */
export interface FactoringEmitters {
  readonly factoring: Address;
  /** Whether an address, in lower case, is a desk's. */
  readonly isDesk: (address: Address) => boolean;
}

/**
 * The events of factoring and of its desks among some logs, in their order.
 * @throws ChainDataError as {@link decodeLogs}.
 */
export function decodeFactoringLogs(
  { factoring, isDesk }: FactoringEmitters,
  logs: readonly RawLog[],
): readonly RecordedFactoringEvent[] {
  const own = factoring.toLowerCase();
  return logs.flatMap((log): RecordedFactoringEvent[] => {
    const at = placeOf(log);
    if (at.address === own) return [{ event: decodeLog(FACTORING_EVENTS, log) as FactoringEvent, at }];
    return isDesk(at.address) ? [{ event: decodeLog(DESK_EVENTS, log) as DeskEvent, at }] : [];
  });
}

/** The desks that were opened among some logs, in their order. @throws ChainDataError as {@link decodeLogs}. */
export function desksOpenedIn(factoring: Address, logs: readonly RawLog[]): readonly Address[] {
  const opened = decodeFactoringLogs({ factoring, isDesk: () => false }, logs);
  return opened.flatMap(({ event }) => (event.name === "DeskOpened" ? [event.desk] : []));
}

function placeOf({ address, blockNumber, blockHash, transactionHash, logIndex }: RawLog): Place {
  return { address: address.toLowerCase() as Address, blockNumber, blockHash, transactionHash, logIndex };
}

function shapesOf(abi: readonly AbiEntry[]): ReadonlyMap<string, EventShape> {
  const events = abi.filter(({ type }) => type === "event");
  return new Map(
    events.map(({ name = "", inputs = [] }) => [
      keccakOfText(`${name}(${inputs.map(canonicalType).join(",")})`),
      { name, indexed: inputs.filter((input) => input.indexed), data: inputs.filter((input) => !input.indexed) },
    ]),
  );
}

/** The ABIs are those that the types of the domain's events describe. */
function decodeLog(shapes: ReadonlyMap<string, EventShape>, log: RawLog): unknown {
  const [topic = "0x", ...topics] = log.topics;
  const shape = shapes.get(topic);
  if (shape === undefined) throw new ChainDataError("topic", topic, `no event that ${log.address} writes`);
  if (topics.length !== shape.indexed.length) {
    throw new ChainDataError("topics", topics.join(), `not what ${shape.name} has`);
  }
  const values: Record<string, AbiValue> = { name: shape.name, ...readParameters(shape.data, log.data) };
  shape.indexed.forEach(({ name = "", type }, index) => {
    values[name] = readWord(isTokenId(name, type) ? "bytes32" : type, name, topics[index]?.slice(2) ?? "");
  });
  return values;
}

/** ERC-721 numbers its tokens; the ledger's numbers are its ids. */
function isTokenId(name: string, type: string): boolean {
  return name === "id" && type === "uint256";
}
