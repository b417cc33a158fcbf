/** Plays with one receivable on a chain, any verb after any other. */
import { expect } from "chai";
import fc from "fast-check";
import { toHex } from "viem";
import type { Hex } from "viem";
import { idOf } from "../../src/audit/commitment.ts";
import type { Header, OpenedTerms } from "../../src/audit/commitment.ts";
import { fold } from "../../src/audit/fold.ts";
import type { Act, Entry } from "../../src/audit/history.ts";
import { settle } from "../../src/audit/money.ts";
import type { ReceivableRecord } from "../../src/audit/state.ts";
import { dayOf } from "../../src/audit/terms.ts";
import { Role, openHeader, openTerms } from "./stage.ts";
import type { Prepared, Stage } from "./stage.ts";

const VERBS = [
  "pay",
  "pay",
  "receive",
  "receive",
  "return",
  "advise",
  "credit",
  "debit",
  "waive",
  "dispute",
  "withdraw",
  "concede",
  "amend",
  "split",
  "writeOff",
  "consent",
  "transfer",
  "listen",
  "approve",
  "operator",
  "nonce",
  "revoke",
  "freeze",
  "claim",
  "wait",
  "wait",
] as const;

export interface Deed {
  readonly verb: (typeof VERBS)[number];
  /** Thousandths of the amount, or any other number the verb needs. */
  readonly size: number;
}

export const deeds: fc.Arbitrary<Deed[]> = fc.array(
  fc.record({ verb: fc.constantFrom(...VERBS), size: fc.integer({ min: 0, max: 700 }) }),
  { minLength: 6, maxLength: 14 },
);

export const EVIDENCE = toHex(7, { size: 32 });
const CLARIFICATION = { reason: 6, action: 5, text: EVIDENCE } as const;

export function headerOf({ header }: Prepared): Header {
  const { line, policy, revision, ...rest } = header;
  return { ...rest, line: BigInt(line), policy: BigInt(policy), revision: BigInt(revision) };
}

/** How a receivable begins. */
export interface Beginning {
  readonly sealed: boolean;
  /** Whether the buyer asks, rejects and is offered other terms before it accepts. */
  readonly queried: boolean;
}

/** One receivable in play, with what the auditor's money makes of it. */
export class Play {
  readonly #stage: Stage;
  #prepared: Prepared;
  #entries: readonly Entry[] = [];

  constructor(stage: Stage, prepared: Prepared) {
    this.#stage = stage;
    this.#prepared = prepared;
  }

  get id(): Hex {
    return idOf(headerOf(this.#prepared));
  }

  #by(role: Role) {
    return { account: this.#stage.account(role) };
  }

  async begin({ sealed, queried }: Beginning): Promise<void> {
    const { ledger, verbs } = this.#stage;
    const [supplier, buyer] = [this.#by(Role.Supplier), this.#by(Role.Buyer)];
    if (sealed) await ledger.write.issueSealed([openHeader(this.#prepared), "0x1234", [], []], supplier);
    else await ledger.write.issue([this.#prepared, [], []], supplier);
    if (queried) {
      await verbs.write.query([openHeader(this.#prepared), [], CLARIFICATION, []], buyer);
      await verbs.write.reject([openHeader(this.#prepared), [], CLARIFICATION, []], buyer);
      await this.#amend({ fixedSum: 3_999n });
    }
    await ledger.write.accept([openHeader(this.#prepared), [], []], buyer);
  }

  #revised(changed: Partial<OpenedTerms>): Prepared {
    const { header, terms, document } = this.#prepared;
    return { header: { ...header, revision: header.revision + 1 }, terms: { ...terms, ...changed }, document };
  }

  /** The holder writes it, with mandates of supplier and buyer. */
  async #amend(changed: Partial<OpenedTerms>): Promise<void> {
    const amended = this.#revised(changed);
    const own = this.#by(await this.holder());
    await this.#stage.verbs.write.amend([this.#prepared, amended, [], [], []], own);
    this.#prepared = amended;
  }

  /** The holder writes it, with the buyer's mandate. */
  async #debit(amount: bigint): Promise<void> {
    const own = this.#by(await this.holder());
    await this.#stage.verbs.write.debit([this.#prepared, amount, EVIDENCE, [], []], own);
    this.#prepared = this.#revised({ amount: this.#prepared.terms.amount + amount });
  }

  #amount(size: number): bigint {
    return (this.#prepared.terms.amount * BigInt(size)) / 1_000n;
  }

  async holder(): Promise<Role> {
    const holder = await this.#stage.ledger.read.ownerOf([BigInt(this.id)]);
    return holder.toLowerCase() === this.#stage.address(Role.Supplier) ? Role.Supplier : Role.Factor;
  }

  async #today(): Promise<number> {
    return dayOf(this.#prepared.terms, await this.#stage.now());
  }

  /** Moves money, and expects that the ledger does what the auditor reckons. */
  async #move(act: (instant: number) => Act, send: () => Promise<unknown>): Promise<void> {
    await send();
    const entry = settle(this.#prepared.terms, this.#entries, act(await this.#stage.now()));
    expect(entry.kind).not.to.equal("refused");
    this.#entries = [...this.#entries, entry];
    if (entry.kind !== "paid") return;
    const event = (await this.#stage.events()).findLast(
      ({ name }) => name === "ReceivablePaid" || name === "ReceiptRecorded",
    );
    const { principal, discount, charges, daysLate, closed } = entry;
    const lateDays = principal * BigInt(daysLate);
    expect(event?.args).to.deep.include({ principal, discount, charges, lateDays, closed });
  }

  #pay(size: number): Promise<void> {
    const maxCash = size > 600 ? 2n ** 200n : this.#amount(size);
    const pay = () =>
      this.#stage.ledger.write.pay([this.id, openTerms(this.#prepared), maxCash, []], this.#by(Role.Buyer));
    return this.#move((instant) => ({ kind: "payment", instant, maxCash }), pay);
  }

  async #receive(size: number): Promise<void> {
    const [day, cash] = [(await this.#today()) - (size % 40), this.#amount(size)];
    const bankRef = toHex(size % 7, { size: 32 });
    const own = this.#by(await this.holder());
    const receipt = { bankRef, cash, valueDay: day };
    await this.#move(
      () => ({ kind: "receipt", day, cash, reference: bankRef }),
      () => this.#stage.verbs.write.recordReceipt([this.id, openTerms(this.#prepared), receipt, []], own),
    );
    const event = (await this.#stage.events()).findLast(({ name }) => name === "ReceiptRecorded");
    expect(event?.args).to.deep.include({ bankRef, valueDay: day });
  }

  /** Takes back the receipt that the auditor knows under a reference. */
  async #return(size: number): Promise<void> {
    const bankRef = toHex(size % 7, { size: 32 });
    const known = (await this.#told())?.receipts.get(bankRef);
    if (known?.kind !== "recorded") return;
    const { principal, discount, charges, lateDays, holder } = known;
    if (holder !== this.#stage.address(await this.holder())) return;
    const recorded = { bankRef, holder, principal, discount, charges, lateDays };
    const own = this.#by(await this.holder());
    const args = [this.id, openTerms(this.#prepared), recorded, EVIDENCE, [], []] as const;
    await this.#move(
      () => ({ kind: "return", reference: bankRef }),
      () => this.#stage.verbs.write.reverseReceipt(args, own),
    );
  }

  async #told(): Promise<ReceivableRecord | undefined> {
    const { state } = fold(await this.#stage.events(), this.#stage.where);
    return state.receivables.get(this.id);
  }

  /** Splits in two, and goes on with the first part under the terms that the auditor derives. */
  async #split(size: number): Promise<void> {
    const told = await this.#told();
    if (told?.terms === undefined) return;
    const [open, first] = [told.terms.amount - told.settled, BigInt(1 + size)];
    if (open <= first) return;
    await this.#stage.verbs.write.split([this.#prepared, [first, open - first], []], this.#by(await this.holder()));
    const header = { ...this.#prepared.header, invoice: this.id, line: 10_000 };
    this.#prepared = { ...this.#prepared, header };
    const terms = (await this.#told())?.terms;
    if (terms === undefined) throw new Error("the auditor does not know the terms of the part");
    this.#prepared = { ...this.#prepared, terms };
    this.#entries = [];
  }

  /** Does one thing; the ledger may refuse it. */
  async do({ verb, size }: Deed): Promise<void> {
    const { ledger, verbs, currency, address, freeze } = this.#stage;
    const [amount, holder, token] = [this.#amount(size), await this.holder(), BigInt(this.id)];
    const [own, buyer, opened] = [this.#by(holder), this.#by(Role.Buyer), openTerms(this.#prepared)];
    const face = openHeader(this.#prepared);
    const advice = { bankRef: toHex(size % 5, { size: 32 }), cash: size % 3 === 0 ? 0n : amount };
    const credit = (instant: number): Act => ({ kind: "credit", instant, amount });
    const waiver = (instant: number): Act => ({ kind: "waiver", instant, amount: BigInt(size) });
    const acts: Record<Deed["verb"], () => Promise<unknown>> = {
      pay: () => this.#pay(size),
      receive: () => this.#receive(size),
      return: () => this.#return(size),
      advise: async () => verbs.write.advise([this.#prepared, { ...advice, valueDay: await this.#today() }, []], buyer),
      credit: () => this.#move(credit, () => verbs.write.credit([this.id, opened, amount, EVIDENCE, []], own)),
      debit: () => this.#debit(amount),
      waive: () => this.#move(waiver, () => verbs.write.waive([this.id, opened, BigInt(size), EVIDENCE, []], own)),
      dispute: () => verbs.write.dispute([this.#prepared, amount, 3, EVIDENCE, []], buyer),
      withdraw: () => verbs.write.resolve([this.#prepared, amount, 0, EVIDENCE, []], buyer),
      concede: () => this.#move(credit, () => verbs.write.resolve([this.#prepared, amount, 1, EVIDENCE, []], own)),
      amend: () => this.#amend({ graceDays: size % 9 }),
      split: () => this.#split(size),
      writeOff: () => verbs.write.writeOff([face, [], EVIDENCE, []], own),
      consent: () => verbs.write.consentTransfer([face, [], address(Role.Factor), []], buyer),
      transfer: () => ledger.write.transferFrom([address(holder), address(Role.Factor), token], own),
      listen: () => verbs.write.listen([this.id], own),
      approve: () => ledger.write.approve([address(Role.Buyer), token], own),
      operator: () => ledger.write.setApprovalForAll([address(Role.Factor), size % 2 === 0], own),
      nonce: () => verbs.write.spendNonce([BigInt(size)], own),
      revoke: () => verbs.write.revoke([toHex(size, { size: 32 })], own),
      freeze: () => freeze(address(holder), size % 2 === 0),
      claim: () => verbs.write.claim([this.id, address(holder), currency], own),
      wait: () => this.#stage.wait(1 + (size % 25)),
    };
    await acts[verb]();
  }
}
