/** Who assigned what to whom, as the ledger has it. */
import { termsHash } from "../../domain/commitment.ts";
import type { NOTICE_OF } from "../../wire/assignmentNoticeAct.ts";
import type { Address, Hex, OpenHeader } from "../../domain/receivable.ts";
import type { ReceivableState } from "../../domain/receivableState.ts";
import { holdingsOf } from "../../store/assignments.ts";
import type { Holding } from "../../store/assignments.ts";
import { contentOf } from "../../store/contents.ts";
import type { Sql } from "../../store/database.ts";
import { statesOf } from "../../store/readModel.ts";
import { notFound, ProblemError } from "../http/problems.ts";

/** What a notice says of the parties, and what it opens. */
export interface Assigned {
  readonly assignor: Address;
  readonly assignee: Address;
  readonly debtor: Address;
  readonly payee: Address;
  readonly opened: readonly OpenHeader[];
}

/** @throws ProblemError `NotFound` where the organisation has or had no part in one, `NoticeMalformed` */
export async function assignedTo(
  sql: Sql,
  organisation: Address,
  kind: (typeof NOTICE_OF)[number],
  ids: readonly Hex[],
): Promise<Assigned> {
  if (new Set(ids).size !== ids.length) throw malformed("a receivable is named twice: name it once");
  const states = await statesOf(sql, ids);
  const holdings = await holdingsOf(sql, ids);
  const opened: OpenHeader[] = [];
  const said = new Map<string, Omit<Assigned, "opened">>();
  for (const id of ids) {
    const [state, holding] = [states.get(id)?.state, holdings.get(id)];
    const header = state?.agreed?.header;
    if (state === undefined || header === undefined || holding === undefined) throw notFound();
    const known = [header.supplier, header.buyer, holding.holder, holding.owner, holding.before];
    if (!known.includes(organisation)) throw notFound();
    const parties = { ...partiesOf(kind, id, holding), debtor: header.buyer, payee: holding.holder };
    said.set(JSON.stringify(parties), parties);
    opened.push(await openedHeader(sql, id, state));
  }
  const [first, ...others] = said.values();
  if (first === undefined || others.length > 0) {
    throw malformed("they are not all of one debtor, one seller and one holder: give a notice for each of these");
  }
  return { ...first, opened };
}

function partiesOf(
  kind: (typeof NOTICE_OF)[number],
  id: Hex,
  holding: Holding,
): Pick<Assigned, "assignor" | "assignee"> {
  const { holder, owner, before } = holding;
  if (before === undefined) throw malformed(`receivable ${id} was never assigned to anybody`);
  if (kind === "Assigned") return { assignor: before, assignee: owner };
  if (owner !== holder) throw malformed(`receivable ${id} is held by the desk ${holder}: it is not reassigned`);
  return { assignor: holder, assignee: before };
}

/** @throws ProblemError `ContentSealed` for a part whose terms the ledger derived from sealed ones */
async function openedHeader(sql: Sql, id: Hex, { agreed, commitment }: ReceivableState): Promise<OpenHeader> {
  if (agreed === undefined) throw notFound();
  const { header, document } = agreed;
  const terms = agreed.openTerms ?? (await contentOf(sql, commitment))?.receivable.terms;
  const hash = agreed.terms ?? (terms && termsHash(terms));
  if (hash !== undefined) return { header, terms: hash, document };
  const wayOut = "give the gateway its content first, or let its sender seal it to this gateway too";
  throw new ProblemError("ContentSealed", `the terms of receivable ${id} are sealed to others: ${wayOut}`);
}

function malformed(message: string): ProblemError {
  return new ProblemError("NoticeMalformed", message, { faults: [{ at: "body.receivables", message }] });
}
