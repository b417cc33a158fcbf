/** What an organisation's own gateway reckoned of a statement: with this its acts are compared before it signs them. */
import type { Address, Hex } from "../domain/receivable.ts";
import type { Roots, Sum } from "../domain/statement.ts";
import type { Sql } from "./database.ts";
import { bytes } from "./values.ts";

/** Whose books, and of which statement. */
interface Whose {
  readonly organisation: Address;
  readonly statement: Hex;
}

/** What a finished comparison gave. */
export interface ReckonedResult {
  readonly result: Hex;
  readonly count: number;
  /** What the supplier's root comes to, in minor units. */
  readonly balance: Sum;
}

/** The finished comparisons of exactly two roots, the latest first. */
export async function reckonedResults(
  sql: Sql,
  { organisation, statement }: Whose,
  { supplierRoot, buyerRoot }: Pick<Roots, "supplierRoot" | "buyerRoot">,
): Promise<readonly ReckonedResult[]> {
  const rows = await sql.query<Sum & Omit<ReckonedResult, "balance">>(
    `select made.result, made.exceptions as count, supplier.balance as amount, supplier.salt
     from statement_results made
     join statement_books own on own.number = made.own
     join statement_books received on received.number = made.received
     join statement_books supplier on supplier.number in (own.number, received.number) and supplier.side = 'supplier'
     join statement_books buyer on buyer.number in (own.number, received.number) and buyer.side = 'buyer'
     where made.organisation = $1 and made.step = 'done' and own.organisation = $1 and own.statement = $2
       and supplier.root = $3 and buyer.root = $4
     order by made.number desc`,
    [bytes(organisation), bytes(statement), bytes(supplierRoot), bytes(buyerRoot)],
  );
  return rows.map(({ amount, salt, ...made }) => ({ ...made, balance: { amount, salt } }));
}

/** What the organisation's books with a root come to, its own or any; the latest first. */
export async function reckonedBalances(
  sql: Sql,
  { organisation, statement }: Whose,
  root: Hex,
  whose: "own" | "any",
): Promise<readonly Sum[]> {
  return sql.query<Sum>(
    `select balance as amount, salt from statement_books where organisation = $1 and statement = $2 and root = $3
       and step = 'done' and (kind = 'own' or $4) order by number desc`,
    [bytes(organisation), bytes(statement), bytes(root), whose === "any"],
  );
}
