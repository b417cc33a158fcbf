/** A chain on which everything is issued with its terms sealed, and the papers that nobody else should read. */
import { documentRoot } from "../../src/domain/document.ts";
import type { Field } from "../../src/domain/document.ts";
import { keccakOfText } from "../../src/domain/hash.ts";
import type { Validity } from "../../src/domain/messages.ts";
import { invoiceHash } from "../../src/domain/invoiceNumber.ts";
import type { Header, Hex, Terms } from "../../src/domain/receivable.ts";
import { connectViem } from "../support/chain.ts";
import { itemOf } from "../support/receivables.ts";
import type { Item } from "../support/receivables.ts";
import { address, setStage } from "../support/stage.ts";
import type { Stage } from "../support/stage.ts";
import { elsewhere } from "./elsewhere.ts";
import { createObserver } from "./observed.ts";
import type { Observer } from "./observed.ts";
import { createSlots, partIds } from "./storage.ts";

/** A receivable with the papers behind it. */
export interface SealedItem extends Item {
  readonly number: string;
  readonly fields: readonly Field[];
}

export interface World {
  readonly stage: Stage;
  readonly observer: Observer;
  /** The day on which the chain began, days since 1970-01-01. */
  readonly today: number;
  draft(over?: Over): SealedItem;
  /** Issued by its supplier, terms sealed. */
  sealed(over?: Over): Promise<SealedItem>;
  /** Issued so, and accepted by its buyer. */
  accepted(over?: Over): Promise<SealedItem>;
  /** Of a message that nobody signed yet. */
  readonly validity: () => Validity;
  /** Everything that was drafted so far. */
  drafted(): readonly SealedItem[];
}

export interface Over {
  readonly header?: Partial<Header>;
  readonly terms?: Partial<Terms>;
}

export const REFERENCE = keccakOfText("entry 2026-11-0815");
export const REASON = keccakOfText("as agreed on the telephone on Tuesday");
export const ROOT = keccakOfText("a root that is taken back");
export const FAR = 4_000_000_000n;
/** What a sealing gives: as good as random, and of no length that says much. */
export const CONTENT: Hex = `0x${["a", "b", "c"].map((part) => keccakOfText(`sealed ${part}`).slice(2)).join("")}`;
export const NOTHING_EARLY: Partial<Terms> = { discountDay1: 0, discount1: 0n, discountDay2: 0, discount2: 0n };

const DAY = 86_400;
/** Of a word of its own, and no number that occurs elsewhere. */
const FIRST_NONCE = 2n ** 200n;

export async function openWorld(): Promise<World> {
  const stage = await setStage(connectViem);
  const { chain } = stage;
  const slots = createSlots(Object.values(address), [REFERENCE], [ROOT], [FIRST_NONCE]);
  const observer = await createObserver(chain, slots, elsewhere(chain, Object.values(address), [FIRST_NONCE]));
  const today = Math.floor((await chain.now()) / DAY);
  const drafted: SealedItem[] = [];
  let signed = FIRST_NONCE;

  const draft: World["draft"] = ({ header = {}, terms = {} } = {}) => {
    const number = `MW-2026-88${100 + drafted.length}`;
    const fields = fieldsOf(number);
    const parties = { supplier: address.supplier, buyer: address.buyer, invoice: invoiceHash(number) };
    const agreed = { ...termsOf(today, number), currency: chain.currency, ...terms };
    const document = documentRoot(fields, keccakOfText(`secret of ${number}`));
    const item = itemOf({
      header: { ...parties, line: 0, policy: 4, revision: 0, ...header },
      terms: agreed,
      document,
    });
    for (const id of [item.id, ...partIds(item.id, address.supplier, address.buyer)]) slots.know(id, agreed.currency);
    const paper = { ...item, number, fields };
    drafted.push(paper);
    return paper;
  };
  const sealed: World["sealed"] = async (over) => {
    const item = draft(over);
    await stage.supplier.issueSealed(item.header, CONTENT);
    return item;
  };
  return {
    stage,
    observer,
    today,
    draft,
    sealed,
    async accepted(over) {
      const item = await sealed(over);
      await stage.buyer.accept(item.receivable);
      return item;
    },
    drafted: () => [...drafted],
    validity: () => ({ nonce: (signed += 1n), deadline: FAR }),
  };
}

/** Figures that mean nothing elsewhere, so that whoever finds one has found it out. */
function termsOf(today: number, number: string): Omit<Terms, "currency"> {
  return {
    amount: 3_141_592_653_589_793n,
    dueDay: today + 47,
    utcOffset: 345,
    discountDay1: today + 7,
    discount1: 62_831_853_071_797n,
    discountDay2: today + 19,
    discount2: 27_182_818_284_591n,
    slidingRate: 0,
    discountOnParts: false,
    lateRate: 101_503,
    basis: 360,
    graceDays: 311,
    fixedSum: 4_111_777_003n,
    allocation: 0,
    accelerationDays: 323,
    salt: keccakOfText(`salt that nobody guesses ${number}`),
  };
}

function fieldsOf(number: string): readonly Field[] {
  return [
    { path: "number", value: number },
    { path: "totals.payable", value: "31415926535897.93" },
    { path: "dueDate", value: "2027-01-08" },
    { path: "lines[0].name", value: "Planetary gearbox PG-400" },
    { path: "lines[0].quantity", value: "12" },
  ];
}
