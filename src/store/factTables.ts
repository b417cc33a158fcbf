/** The tables of facts: each fact is one row with a key. */
import type {
  AdoptedSchedule,
  AgreedSchedule,
  RecordedPlan,
  StandingPlacement,
} from "../domain/collections/recordFold.ts";
import type { Mandate, Voucher } from "../domain/directory.ts";
import type { OwedCash } from "../domain/factoring/factoringFold.ts";
import type { KeptCash, LedgerState } from "../domain/fold.ts";
import type { Address, Hex } from "../domain/receivable.ts";
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
  readonly agreedSchedules: readonly AgreedSchedule[];
  readonly adoptedSchedules: readonly AdoptedSchedule[];
  readonly placements: readonly StandingPlacement[];
  readonly agreedPlans: readonly RecordedPlan[];
  /** For acts of collection alone. */
  readonly collectionNonces: readonly { readonly signer: Address; readonly nonce: bigint }[];
}

export type FactKind = keyof Facts;

/** The key of a fact: its kind, and the parts of its row's primary key, as in `mandates/0x…/0x…`. */
export type FactKey = `${FactKind}/${string}`;

/** One table: its columns as SQL names and readers, the primary key first, in the order of a {@link FactKey}. */
export interface FactTable<Row> {
  readonly name: string;
  readonly keys: readonly ("bytea" | "numeric")[];
  readonly columns: readonly (readonly [string, (row: Row) => SqlScalar])[];
  readonly row: (stored: Readonly<Record<string, unknown>>) => unknown;
}

type Same = Readonly<Record<string, unknown>>;
const same = (stored: Same): Same => stored;
const BYTES = "bytea";
const json = (value: unknown): string => JSON.stringify(value);

/** The nonces that signers spent at one contract. */
function noncesIn(name: string): FactTable<{ readonly signer: Address; readonly nonce: bigint }> {
  return {
    name,
    keys: [BYTES, "numeric"],
    columns: [
      ["signer", ({ signer }) => bytes(signer)],
      ["nonce", ({ nonce }) => nonce],
    ],
    row: same,
  };
}

const TABLES: { readonly [K in FactKind]: FactTable<Facts[K][number]> } = {
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
  spentNonces: noncesIn("spent_nonces"),
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
  statementNonces: noncesIn("spent_statement_nonces"),
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
  factoringNonces: noncesIn("spent_factoring_nonces"),
  agreedSchedules: {
    name: "agreed_schedules",
    keys: [BYTES, BYTES],
    columns: [
      ["supplier", ({ supplier }) => bytes(supplier)],
      ["buyer", ({ buyer }) => bytes(buyer)],
      ["schedule", ({ schedule }) => json(schedule)],
    ],
    row: same,
  },
  adoptedSchedules: {
    name: "adopted_schedules",
    keys: [BYTES],
    columns: [
      ["id", ({ id }) => bytes(id)],
      ["commitment", ({ commitment }) => bytes(commitment)],
      ["due_day", ({ dueDay }) => dueDay],
      ["utc_offset", ({ utcOffset }) => utcOffset],
      ["schedule", ({ schedule }) => json(schedule)],
      ["cycles", ({ cycles }) => json(cycles)],
    ],
    row: ({ due_day: dueDay, utc_offset: utcOffset, ...rest }) => ({ ...rest, dueDay, utcOffset }),
  },
  placements: {
    name: "placements",
    keys: [BYTES, BYTES, BYTES],
    columns: [
      ["id", ({ id }) => bytes(id)],
      ["creditor", ({ creditor }) => bytes(creditor)],
      ["collector", ({ collector }) => bytes(collector)],
      ["scope", ({ scope }) => scope],
      ["fee", ({ fee }) => fee],
      ["until", ({ until }) => until],
      ["terms", ({ terms }) => bytes(terms)],
    ],
    row: same,
  },
  agreedPlans: {
    name: "agreed_plans",
    keys: [BYTES],
    columns: [
      ["id", ({ id }) => bytes(id)],
      ["commitment", ({ commitment }) => bytes(commitment)],
      ["creditor", ({ creditor }) => bytes(creditor)],
      ["debtor", ({ debtor }) => bytes(debtor)],
      ["plan", ({ plan }) => bytes(plan)],
      ["count", ({ count }) => count],
    ],
    row: same,
  },
  collectionNonces: noncesIn("spent_collection_nonces"),
};

/** Every kind of fact. */
export const FACT_KINDS = Object.keys(TABLES) as readonly FactKind[];

/** Where the facts of a kind are. */
export function factTableOf<Kind extends FactKind>(kind: Kind): FactTable<Facts[Kind][number]> {
  return TABLES[kind];
}
