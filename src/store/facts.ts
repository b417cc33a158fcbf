/**
 * What follows from the events beside the receivables: cash kept for holders, spent nonces, revoked roots, operators,
 * what the directory knows, and of factoring the desks and what waits at them. Each is one row with a key, and a batch
 * replaces the rows that its events touch.
 */
import type { Mandate, Voucher } from "../domain/directory.ts";
import type { OwedCash } from "../domain/factoring/factoringFold.ts";
import type { KeptCash, LedgerState } from "../domain/fold.ts";
import type { Address, Hex } from "../domain/receivable.ts";
import type { Sql, Transaction } from "./database.ts";
import { bytes } from "./values.ts";
import type { SqlScalar } from "./values.ts";

type RowOf<Table> = Table extends ReadonlyMap<string, infer Row> ? Row : never;

export interface Facts {
  readonly kept: readonly KeptCash[];
  readonly spentNonces: readonly RowOf<LedgerState["spentNonces"]>[];
  readonly revokedRoots: readonly RowOf<LedgerState["revokedRoots"]>[];
  readonly operators: readonly RowOf<LedgerState["operators"]>[];
  readonly vouchers: readonly { readonly registrar: Address; readonly organisation: Address; voucher: Voucher }[];
  readonly mandates: readonly { readonly organisation: Address; readonly agent: Address; mandate: Mandate }[];
  readonly viewingKeys: readonly { readonly organisation: Address; readonly key: Hex }[];
  /** Of the contract of statements, which counts apart from the ledger. */
  readonly statementNonces: readonly { readonly signer: Address; readonly nonce: bigint }[];
  readonly desks: readonly { readonly desk: Address; readonly factor: Address }[];
  readonly owed: readonly OwedCash[];
  /** Of the factors of desks, for offers alone. */
  readonly deskNonces: readonly { readonly desk: Address; readonly nonce: bigint }[];
  /** For notices and filings alone. */
  readonly factoringNonces: readonly { readonly signer: Address; readonly nonce: bigint }[];
}

type Kind = keyof Facts;

/** The key of a fact: its kind, and the parts of its row's primary key, as in `mandates/0x…/0x…`. */
export type FactKey = `${Kind}/${string}`;

/** One table: its columns as SQL names and readers, the primary key first, in the order of a {@link FactKey}. */
interface Table<Row> {
  readonly name: string;
  readonly keys: readonly ("bytea" | "numeric")[];
  readonly columns: readonly (readonly [string, (row: Row) => SqlScalar])[];
  readonly row: (stored: Readonly<Record<string, unknown>>) => unknown;
}

type Same = Readonly<Record<string, unknown>>;
const same = (stored: Same): Same => stored;
const BYTES = "bytea";

const TABLES: { readonly [K in Kind]: Table<Facts[K][number]> } = {
  kept: {
    name: "kept_cash",
    keys: [BYTES, BYTES, BYTES],
    columns: [
      ["holder", ({ holder }) => bytes(holder)],
      ["currency", ({ currency }) => bytes(currency)],
      ["id", ({ id }) => bytes(id)],
      ["amount", ({ amount }) => amount],
    ],
    row: same,
  },
  spentNonces: {
    name: "spent_nonces",
    keys: [BYTES, "numeric"],
    columns: [
      ["signer", ({ signer }) => bytes(signer)],
      ["nonce", ({ nonce }) => nonce],
    ],
    row: same,
  },
  revokedRoots: {
    name: "revoked_roots",
    keys: [BYTES, BYTES],
    columns: [
      ["signer", ({ signer }) => bytes(signer)],
      ["root", ({ root }) => bytes(root)],
    ],
    row: same,
  },
  operators: {
    name: "operators",
    keys: [BYTES, BYTES],
    columns: [
      ["owner", ({ owner }) => bytes(owner)],
      ["operator", ({ operator }) => bytes(operator)],
    ],
    row: same,
  },
  vouchers: {
    name: "vouchers",
    keys: [BYTES, BYTES],
    columns: [
      ["registrar", ({ registrar }) => bytes(registrar)],
      ["organisation", ({ organisation }) => bytes(organisation)],
      ["legal_id", ({ voucher }) => bytes(voucher.legalId)],
      ["evidence", ({ voucher }) => bytes(voucher.evidence)],
      ["enroller", ({ voucher }) => bytes(voucher.enroller)],
      ["channel", ({ voucher }) => voucher.channel],
      ["since", ({ voucher }) => voucher.since],
      ["until", ({ voucher }) => voucher.until],
    ],
    row: ({ registrar, organisation, legal_id: legalId, ...rest }) => ({
      registrar,
      organisation,
      voucher: { legalId, ...rest },
    }),
  },
  mandates: {
    name: "mandates",
    keys: [BYTES, BYTES],
    columns: [
      ["organisation", ({ organisation }) => bytes(organisation)],
      ["agent", ({ agent }) => bytes(agent)],
      ["verbs", ({ mandate }) => mandate.verbs],
      ["since", ({ mandate }) => mandate.from],
      ["until", ({ mandate }) => mandate.until],
      ["cap", ({ mandate }) => mandate.cap],
      ["currency", ({ mandate }) => bytes(mandate.currency)],
      ["document", ({ mandate }) => bytes(mandate.document)],
    ],
    row: ({ organisation, agent, since: from, ...rest }) => ({ organisation, agent, mandate: { from, ...rest } }),
  },
  viewingKeys: {
    name: "viewing_keys",
    keys: [BYTES],
    columns: [
      ["organisation", ({ organisation }) => bytes(organisation)],
      ["key", ({ key }) => bytes(key)],
    ],
    row: same,
  },
  statementNonces: {
    name: "spent_statement_nonces",
    keys: [BYTES, "numeric"],
    columns: [
      ["signer", ({ signer }) => bytes(signer)],
      ["nonce", ({ nonce }) => nonce],
    ],
    row: same,
  },
  desks: {
    name: "desks",
    keys: [BYTES],
    columns: [
      ["desk", ({ desk }) => bytes(desk)],
      ["factor", ({ factor }) => bytes(factor)],
    ],
    row: same,
  },
  owed: {
    name: "owed_cash",
    keys: [BYTES, BYTES, BYTES],
    columns: [
      ["desk", ({ desk }) => bytes(desk)],
      ["account", ({ account }) => bytes(account)],
      ["currency", ({ currency }) => bytes(currency)],
      ["amount", ({ amount }) => amount],
    ],
    row: same,
  },
  deskNonces: {
    name: "spent_desk_nonces",
    keys: [BYTES, "numeric"],
    columns: [
      ["desk", ({ desk }) => bytes(desk)],
      ["nonce", ({ nonce }) => nonce],
    ],
    row: same,
  },
  factoringNonces: {
    name: "spent_factoring_nonces",
    keys: [BYTES, "numeric"],
    columns: [
      ["signer", ({ signer }) => bytes(signer)],
      ["nonce", ({ nonce }) => nonce],
    ],
    row: same,
  },
};

const KINDS = Object.keys(TABLES) as readonly Kind[];

/** What stands in the tables under some keys; a key that has no row has no entry. */
export async function factsOf(sql: Sql, keys: readonly FactKey[]): Promise<Facts> {
  return readFacts(async (kind) => {
    const { name, columns } = TABLES[kind];
    const parts = keyParts(kind, keys);
    if (parts[0]?.length === 0) return [];
    return sql.query(`select ${columns.map(([column]) => column).join(", ")} from ${name} where ${among(kind)}`, parts);
  });
}

/** All facts, each kind in the order of its key. */
export async function allFacts(sql: Sql): Promise<Facts> {
  return readFacts((kind) => {
    const names = TABLES[kind].columns.map(([column]) => column).join(", ");
    return sql.query(`select ${names} from ${TABLES[kind].name} order by ${keyColumns(kind).join(", ")}`);
  });
}

/** Removes what stands under the keys, and writes the given facts, whose keys are among them. */
export async function replaceFacts(tx: Transaction, keys: readonly FactKey[], facts: Partial<Facts>): Promise<void> {
  for (const kind of KINDS) {
    const parts = keyParts(kind, keys);
    if (parts[0]?.length !== 0) await tx.query(`delete from ${TABLES[kind].name} where ${among(kind)}`, parts);
    await write(tx, kind, facts[kind] ?? []);
  }
}

async function write<K extends Kind>(tx: Transaction, kind: K, rows: Facts[K]): Promise<void> {
  const { name, columns } = TABLES[kind] as Table<Facts[K][number]>;
  if (rows.length === 0) return;
  await tx.copy(
    name,
    columns.map(([column]) => column),
    rows.map((row: Facts[K][number]) => columns.map(([, read]) => read(row))),
  );
}

async function readFacts(read: (kind: Kind) => Promise<readonly Readonly<Record<string, unknown>>[]>): Promise<Facts> {
  const facts: Partial<Record<Kind, unknown>> = {};
  for (const kind of KINDS) facts[kind] = (await read(kind)).map(TABLES[kind].row);
  return facts as unknown as Facts;
}

function keyColumns(kind: Kind): readonly string[] {
  return TABLES[kind].columns.slice(0, TABLES[kind].keys.length).map(([column]) => column);
}

/** The condition that a row's key is among those that {@link keyParts} gives, a parameter for each part. */
function among(kind: Kind): string {
  const arrays = TABLES[kind].keys.map((type, index) => `$${index + 1}::${type}[]`);
  return `(${keyColumns(kind).join(", ")}) in (select * from unnest(${arrays.join(", ")}))`;
}

function keyParts(kind: Kind, keys: readonly FactKey[]): string[][] {
  const split = keys.filter((key) => key.startsWith(`${kind}/`)).map((key) => key.split("/").slice(1));
  return TABLES[kind].keys.map((type, index) =>
    split.map((parts) => {
      const part = parts[index] ?? "";
      return type === BYTES ? bytes(part as Hex) : part;
    }),
  );
}
