/** The letter of a notice: who is asked for what of which items, to be paid to whom, and how the charges come about. */
import { randomBytes } from "node:crypto";
import type { Firing } from "../../domain/collections/finding.ts";
import type { DunningNotice } from "../../domain/collections/notice.ts";
import { localDay } from "../../domain/money.ts";
import type { Address, Hex } from "../../domain/receivable.ts";
import { dateOfDay } from "../../domain/terms.ts";
import { workingOf } from "../../domain/working.ts";
import { MOST_ITEMS } from "../../documents/letters/letter.ts";
import type { DunningLetter, LetterItem } from "../../documents/letters/letter.ts";
import type { Sql } from "../../store/database.ts";
import { factorOf } from "../../store/desks.ts";
import { documentFactsOf } from "../../store/pairItems.ts";
import { partyOf, payableAccountOf } from "../accountStatements/parties.ts";
import { factsOf, numberOf } from "../accountStatements/reading.ts";
import { historyOf } from "../receivables/settledHistory.ts";
import { shownCurrency } from "../receivables/showing.ts";
import type { Tokens } from "../receivables/showing.ts";
import type { OpenItem } from "./items.ts";
import type { PlannedCustomer } from "./planning.ts";
import type { KeptContact } from "./showing.ts";

const RATE_SCALE = 4;
const SALT_BYTES = 32;
const SHORT = 8;

export interface NoticeDeps {
  readonly tokens: Tokens;
  /** With which bank accounts are sealed. */
  readonly secret: Uint8Array;
  /** Where the debtor answers. */
  readonly origin: URL;
}

/** What no letter can be made of, and the way out. */
export class UnsendableError extends Error {}

export interface NoticePart {
  readonly notice: DunningNotice;
  readonly rows: readonly Row[];
  /** Of all rows. */
  readonly holder: Address;
}

interface Row {
  readonly finding: Firing;
  readonly open: OpenItem;
}

/** One letter names one payee, and no more items than somebody reads. */
export function partsOf(notice: DunningNotice, { items }: PlannedCustomer): readonly NoticePart[] {
  const byId = new Map(items.map((open) => [open.item.id, open]));
  const rows = notice.rows.flatMap((finding): Row[] => {
    const open = byId.get(finding.item);
    return open === undefined ? [] : [{ finding, open }];
  });
  return [...Map.groupBy(rows, ({ open }) => open.state.holder)].flatMap(([holder, held]) =>
    Array.from({ length: Math.ceil(held.length / MOST_ITEMS) }, (_, place) => {
      return { notice, holder, rows: held.slice(place * MOST_ITEMS, (place + 1) * MOST_ITEMS) };
    }),
  );
}

interface Written extends NoticePart {
  readonly id: string;
  readonly contact: KeptContact;
  readonly now: number;
}

/** @throws UnsendableError */
export async function letterOf(
  sql: Sql,
  { tokens, secret, origin }: NoticeDeps,
  { organisation, customer }: PlannedCustomer,
  { id, notice, rows, holder, contact, now }: Written,
): Promise<DunningLetter> {
  const { policy, level, day } = notice;
  const payBy = Math.max(...rows.map(({ finding }) => finding.payBy));
  const { code, decimals } = shownCurrency(policy.currency, tokens);
  if (code === null || decimals === null) throw new UnsendableError("the currency is not known here: name its token");
  const [first] = rows;
  const header = first?.open.state.agreed?.header;
  if (first === undefined || header === undefined) throw new Error("a notice is about something");
  const between = { id: first.finding.item, supplier: header.supplier, buyer: header.buyer };
  // Who holds by its desk is paid itself.
  const owner = (await factorOf(sql, holder)) ?? holder;
  const payee = await partyOf(sql, organisation, owner, between);
  const account = await payableAccountOf(sql, { payee: owner, asking: organisation, currency: code, now, secret });
  const number = `DN-${dateOfDay(day)}-${id.slice(0, SHORT)}`;
  const debtor = await partyOf(sql, organisation, customer, between);
  const [legalId] = payee.legalIds;
  const wording = policy.texts?.find(
    ({ template, language }) => template === level.template && language === contact.language,
  );
  return {
    ...(wording && { wording: { subject: wording.subject, opening: wording.opening, closing: wording.closing } }),
    ...{ reference: number, stage: level.stage, isDemand: level.isDemand, date: day, payBy },
    sender: { ...(await partyOf(sql, organisation, organisation, between)), address: [] },
    debtor: { ...debtor, address: contact.postal ?? [] },
    attention: contact.name,
    currency: { code, exponent: decimals },
    items: await letterItems(sql, rows, now),
    fee: rows.reduce((sum, { finding }) => sum + finding.fee, 0n),
    payee: { name: payee.name, ...(legalId && { legalId }), ...(account && { account }) },
    ...{ paymentReference: number, answerUrl: origin.origin },
    policy: { name: policy.name, version: policy.version },
    salt: `0x${randomBytes(SALT_BYTES).toString("hex")}`,
  };
}

async function letterItems(sql: Sql, rows: readonly Row[], now: number): Promise<readonly LetterItem[]> {
  const facts = await documentFactsOf(
    sql,
    rows.map(({ finding }) => finding.item),
  );
  return rows.map(({ finding, open }) => {
    const { claim, item: id } = finding;
    const header = open.state.agreed?.header;
    const invoice: Hex = header?.invoice ?? id;
    const working = workingFor(open, now);
    return {
      number: numberOf(factsOf(facts.get(id), invoice), { id, line: header?.line ?? 0 }),
      due: open.item.dueDay,
      ...{ open: claim.open, disputed: claim.disputed, promised: claim.promised },
      ...{ charges: claim.charges, contingent: claim.contingent },
      ...(working?.charges === claim.charges && claim.charges > 0n ? { working } : {}),
    };
  });
}

/** How the charges come about; an amendment may have moved what was settled late, and then the sum stands alone. */
function workingFor({ terms, state, events }: OpenItem, now: number): LetterItem["working"] {
  const percent = { units: BigInt(terms.lateRate), scale: RATE_SCALE };
  const dayCount = terms.basis === 360 ? "act/360" : "act/365";
  const told = { terms, position: state, closed: state.closed, events };
  return { ...workingOf(historyOf(told), { kind: "flat", percent }, dayCount, localDay(terms, now)), dayCount };
}
