import { encodeFunctionData, keccak256, maxUint256, toHex } from "viem";
import type { Hex } from "viem";
import { NEW_POSITION, quote } from "../../src/domain/money.ts";
import { ZERO_ADDRESS } from "../../src/domain/receivable.ts";
import type { Header, Terms } from "../../src/domain/receivable.ts";
import type { Item } from "../support/receivables.ts";
import type { Stage } from "./stage.ts";

type Act = () => Promise<Hex>;

const REASON = keccak256(toHex("reason"));
const UNCAPPED = 2n ** 96n - 1n;
const ALL_VERBS = 2 ** 19 - 1;
const WITH_CONSENT = 1;
const MAY_BE_SPLIT = 4;
/** REF and PIN of Peppol's lists. */
const CLARIFICATION = { reason: 1, action: 1, text: REASON };

/** How a receivable is made that an act needs. */
interface Making {
  readonly terms?: Partial<Terms>;
  readonly header?: Partial<Header>;
}

/** The ledger with all of its verbs, and receivables in the states that they need. */
async function deskOf(stage: Stage) {
  const { connection, supplier, buyer, relayer, directory, make, today } = stage;
  const ledger = await connection.viem.getContractAt("IReceivables", stage.ledger.address);
  const asBuyer = { account: buyer.account };
  for (const { account } of [supplier, buyer]) {
    const mandate = { verbs: ALL_VERBS, from: 0, until: 2 ** 40 - 1, cap: UNCAPPED, currency: ZERO_ADDRESS };
    await directory.write.giveMandate([relayer.account.address, { ...mandate, document: REASON }], { account });
  }
  const issued = async ({ terms, header }: Making = {}): Promise<Item> => {
    const item = make(terms, header);
    await ledger.write.issue([item.receivable, [], []]);
    return item;
  };
  const accepted = async (making?: Making): Promise<Item> => {
    const item = await issued(making);
    await ledger.write.accept([item.header, [], []], asBuyer);
    return item;
  };
  const disputed = async (): Promise<Item> => {
    const item = await accepted();
    await ledger.write.dispute([item.receivable, 500n, 1, REASON, []], asBuyer);
    return item;
  };
  const late = { dueDay: today - 10, discountDay1: 0, discount1: 0n, discountDay2: 0, discount2: 0n };
  const receipt = (cash: bigint) => ({ bankRef: REASON, cash, valueDay: today });
  return {
    ...stage,
    token: stage.ledger,
    ledger,
    asBuyer,
    asBoth: { account: relayer.account },
    issued,
    accepted,
    disputed,
    late,
    receipt,
  };
}

type Desk = Awaited<ReturnType<typeof deskOf>>;
type Acts = Readonly<Record<string, Act>>;

/** Every other entry point of the ledger, by the name of its verb. */
export async function verbsOn(stage: Stage): Promise<Acts> {
  const desk = await deskOf(stage);
  return { ...answersOn(desk), ...receiptsOn(desk), ...reductionsOn(desk), ...endingsOn(desk), ...cashOn(desk) };
}

function answersOn({ ledger, issued, accepted, late, asBuyer, asBoth }: Desk): Acts {
  const revised = ({ receivable: { header, terms, document } }: Item) => ({
    header: { ...header, revision: header.revision + 1 },
    terms: { ...terms, amount: terms.amount - 1n },
    document,
  });
  return {
    query: async () => ledger.write.query([(await issued()).header, [], CLARIFICATION, []], asBuyer),
    reject: async () => ledger.write.reject([(await issued()).header, [], CLARIFICATION, []], asBuyer),
    "amend, before acceptance": async () => {
      const item = await issued();
      return ledger.write.amend([item.receivable, revised(item), [], [], []]);
    },
    "amend, accepted": async () => {
      const item = await accepted();
      return ledger.write.amend([item.receivable, revised(item), [], [], []], asBoth);
    },
    debit: async () => ledger.write.debit([(await accepted()).receivable, 500n, REASON, [], []], asBoth),
    accelerate: async () => {
      const earlier = await accepted({ terms: late });
      const { invoice } = earlier.receivable.header;
      const later = await accepted({ terms: { accelerationDays: 5 }, header: { invoice, line: 1 } });
      return ledger.write.accelerate([later.receivable, earlier.receivable, []]);
    },
  };
}

function receiptsOn({ ledger, accepted, late, receipt, asBuyer, supplier, today }: Desk): Acts {
  return {
    advise: async () => ledger.write.advise([(await accepted()).receivable, receipt(500n), []], asBuyer),
    "recordReceipt, in full": async () => {
      const { id, terms } = await accepted({ terms: late });
      const { payoff } = quote(terms.terms, NEW_POSITION, today);
      return ledger.write.recordReceipt([id, terms, receipt(payoff), []]);
    },
    reverseReceipt: async () => {
      const { id, terms } = await accepted();
      await ledger.write.recordReceipt([id, terms, receipt(500n), []]);
      const holder = supplier.account.address;
      const recorded = { bankRef: REASON, holder, principal: 500n, discount: 0n, charges: 0n, lateDays: 0n };
      return ledger.write.reverseReceipt([id, terms, recorded, REASON, [], []]);
    },
  };
}

function reductionsOn({ ledger, accepted, disputed, late, asBuyer }: Desk): Acts {
  return {
    credit: async () => {
      const { id, terms } = await accepted();
      return ledger.write.credit([id, terms, 500n, REASON, []]);
    },
    waive: async () => {
      const { id, terms } = await accepted({ terms: late });
      return ledger.write.waive([id, terms, 500n, REASON, []]);
    },
    dispute: async () => ledger.write.dispute([(await accepted()).receivable, 500n, 1, REASON, []], asBuyer),
    "resolve, withdrawn": async () =>
      ledger.write.resolve([(await disputed()).receivable, 500n, 0, REASON, []], asBuyer),
    "resolve, conceded": async () => ledger.write.resolve([(await disputed()).receivable, 500n, 1, REASON, []]),
  };
}

function endingsOn({ ledger, issued, accepted, asBuyer, other, supplier, token }: Desk): Acts {
  const split = (parts: bigint) => async (): Promise<Hex> => {
    const { receivable } = await accepted({ header: { policy: MAY_BE_SPLIT } });
    const { amount } = receivable.terms;
    const amounts = Array.from({ length: Number(parts) }, (_, i) =>
      i === 0 ? amount - (parts - 1n) * (amount / parts) : amount / parts,
    );
    return ledger.write.split([receivable, amounts, []]);
  };
  const consented = async (): Promise<readonly [Item, Hex]> => {
    const item = await accepted({ header: { policy: WITH_CONSENT } });
    return [item, await ledger.write.consentTransfer([item.header, [], other.account.address, []], asBuyer)];
  };
  return {
    "split in two": split(2n),
    "split in a hundred": split(100n),
    writeOff: async () => ledger.write.writeOff([(await accepted()).header, [], REASON, []]),
    cancel: async () => ledger.write.cancel([(await issued()).header, [], REASON, []]),
    consentTransfer: async () => (await consented())[1],
    "transfer, with the buyer's consent": async () => {
      const [{ id }] = await consented();
      return token.write.transferFrom([supplier.account.address, other.account.address, BigInt(id)]);
    },
  };
}

function cashOn({ ledger, issued, accepted, asBuyer, supplier, frozen, freeze, make }: Desk): Acts {
  const keep = async (): Promise<{ readonly id: Hex; readonly hash: Hex }> => {
    const { id, terms } = await accepted({ terms: { currency: frozen } });
    await freeze(true);
    return { id, hash: await ledger.write.pay([id, terms, maxUint256, []], asBuyer) };
  };
  const acceptance = async (): Promise<Hex> => {
    const { header } = await issued();
    return encodeFunctionData({ abi: ledger.abi, functionName: "accept", args: [header, [], []] });
  };
  return {
    "pay a holder that cannot receive": async () => (await keep()).hash,
    claim: async () => {
      const { id } = await keep();
      await freeze(false);
      return ledger.write.claim([id, supplier.account.address, frozen]);
    },
    revoke: () => ledger.write.revoke([make().id]),
    spendNonce: () => ledger.write.spendNonce([(BigInt(make().id) >> 128n) << 8n]),
    "multicall of two acceptances": async () =>
      ledger.write.multicall([[await acceptance(), await acceptance()]], asBuyer),
  };
}
