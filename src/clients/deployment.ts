/** Puts a ledger on a chain. Anybody can; nobody owns it afterwards. */
import {
  adjustmentsBytecode,
  amendmentsBytecode,
  collectionsBytecode,
  deskBytecode,
  directoryBytecode,
  factoringBytecode,
  ledgerBytecode,
  lensBytecode,
  statementsBytecode,
} from "../../generated/bytecode.ts";
import type { Addresses } from "../chain/addresses.ts";
import { wordOfHex } from "../domain/hash.ts";
import type { Address, Hex } from "../domain/receivable.ts";
import type { Connection, MinedTransaction } from "./connection.ts";
import { RetryError } from "./errors.ts";
import { attempt } from "./failures.ts";
import { sendAndWait } from "./submit.ts";
import type { Waiting } from "./submit.ts";

/** Told of each contract as soon as a block holds it; the names are those of the address file. */
export type Deployed = (
  name:
    | "directory"
    | "amendments"
    | "adjustments"
    | "ledger"
    | "lens"
    | "statements"
    | "desk"
    | "factoring"
    | "collections",
  address: Address,
) => void;

/**
 * Deploys directory, ledger (its code lies at three addresses, which `codes()` of the ledger tells), lens, statements,
 * the code that all desks run, factoring and collections: nine transactions of about twenty-eight million gas together.
 * @throws LedgerError
 */
export async function deployLedger(
  connection: Connection,
  waiting?: Waiting,
  deployed: Deployed = () => undefined,
): Promise<Addresses> {
  const chainId = await attempt("asking", () => connection.chainId());
  const directory = await create(connection, directoryBytecode, waiting);
  deployed("directory", directory.address);
  const amendments = await create(connection, withAddresses(amendmentsBytecode, directory.address), waiting);
  deployed("amendments", amendments.address);
  const code = withAddresses(adjustmentsBytecode, directory.address, amendments.address);
  const adjustments = await create(connection, code, waiting);
  deployed("adjustments", adjustments.address);
  const ledgerCode = withAddresses(ledgerBytecode, directory.address, adjustments.address);
  const ledger = await create(connection, ledgerCode, waiting);
  deployed("ledger", ledger.address);
  const lens = await create(connection, withAddresses(lensBytecode, ledger.address), waiting);
  deployed("lens", lens.address);
  const statements = await create(connection, withAddresses(statementsBytecode, directory.address), waiting);
  deployed("statements", statements.address);
  const desk = await create(connection, withAddresses(deskBytecode, ledger.address), waiting);
  deployed("desk", desk.address);
  const factoringCode = withAddresses(factoringBytecode, ledger.address, desk.address);
  const factoring = await create(connection, factoringCode, waiting);
  deployed("factoring", factoring.address);
  const collections = await create(connection, withAddresses(collectionsBytecode, ledger.address), waiting);
  deployed("collections", collections.address);
  const { blockNumber: block, blockHash } = directory.mined;
  return {
    chainId,
    ledger: ledger.address,
    directory: directory.address,
    lens: lens.address,
    statements: statements.address,
    factoring: factoring.address,
    collections: collections.address,
    block,
    blockHash,
  };
}

async function create(
  connection: Connection,
  data: Hex,
  waiting: Waiting | undefined,
): Promise<{ readonly address: Address; readonly mined: MinedTransaction }> {
  const { hash, mined } = await sendAndWait(connection, { to: undefined, data }, waiting);
  if (mined.contractAddress !== undefined) return { address: mined.contractAddress, mined };
  throw new RetryError("NodeRefused", {}, `the node gives no address for the deployment ${hash}: ask another node`);
}

/** Creation code followed by its constructor arguments. */
function withAddresses(bytecode: Hex, ...addresses: readonly Address[]): Hex {
  return [bytecode, ...addresses.map((address) => wordOfHex(address).slice(2))].join("") as Hex;
}
