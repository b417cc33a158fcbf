import hre from "hardhat";
import { decodeErrorResult, encodeFunctionData, isHex, maxUint256 } from "viem";
import { idOf } from "../../src/audit/commitment.ts";
import { hexOf } from "../../src/audit/hashing.ts";
import type { Hex } from "../../src/audit/hashing.ts";
import { creditedSlot, detailSlot, tokenSlot } from "../../src/audit/slots.ts";
import type { HistoryEntry } from "../../src/domain/history.ts";
import type { Header, Terms } from "../../src/domain/receivable.ts";
import { hashOf } from "../audit/typed.ts";
import type { Said, Told } from "./histories.ts";

const NOTHING = hexOf(0n);
const DAY = 86_400;
const BEGINS_BEFORE_DUE = 1_000;
const GAS = "0x989680";
const MANDATE = {
  verbs: 0xffffffff,
  from: 0,
  until: 2 ** 40 - 1,
  cap: 2n ** 96n - 1n,
  currency: hexOf(0n, 20),
  document: NOTHING,
};

/** What the ledger's errors and words show of an act. */
export type Shown = Pick<Said, "refused" | "position" | "closed">;

type Deployed = Awaited<ReturnType<typeof deploy>>;

/** The whole ledger, and a buyer that can pay anything and lets the supplier debit it. */
async function deploy() {
  const connection = await hre.network.create({ override: { initialDate: "2020-01-01T00:00:00Z" } });
  const { viem, provider } = connection;
  const [supplier, buyer] = await viem.getWalletClients();
  if (supplier === undefined || buyer === undefined) throw new Error("the chain has too few accounts");
  const directory = await viem.deployContract("Directory");
  const amendments = await viem.deployContract("Amendments", [directory.address]);
  const code = await viem.deployContract("Adjustments", [directory.address, amendments.address]);
  const { address } = await viem.deployContract("Receivables", [directory.address, code.address]);
  const { abi } = await viem.getContractAt("IReceivables", address);
  const coin = await viem.deployContract("DemoCurrency", ["Cash", "CSH", 2], { client: { wallet: buyer } });
  await coin.write.mint([buyer.account.address, 2n ** 128n]);
  await coin.write.approve([address, maxUint256]);
  await directory.write.giveMandate([supplier.account.address, MANDATE], { account: buyer.account });
  const parties = { supplier: supplier.account.address, buyer: buyer.account.address };
  return { connection, provider, address, abi, currency: coin.address, ...parties };
}

/** The data of the error that a call reverted with, wherever the provider put it. */
function revertData(error: unknown): Hex {
  const { data } = error as { readonly data?: unknown };
  const inner = typeof data === "object" && data !== null ? (data as { readonly data?: unknown }).data : data;
  if (!isHex(inner)) throw error;
  return inner;
}

function referenceOf(entry: HistoryEntry): Hex {
  return hexOf(BigInt("reference" in entry ? entry.reference.charCodeAt(0) : 0));
}

/** One receivable under its terms of now. */
class Running {
  readonly #on: Deployed;
  readonly #told: Told;
  readonly #id: Hex;
  #header: Header;
  #terms: Terms;
  #instant: number;

  constructor(on: Deployed, told: Told) {
    this.#on = on;
    this.#told = told;
    const { supplier, buyer, currency } = on;
    this.#header = { supplier, buyer, invoice: NOTHING, line: 0, policy: 0, revision: 0 };
    this.#id = idOf({ ...this.#header, line: 0n, policy: 0n, revision: 0n });
    this.#terms = { ...told.terms, currency };
    this.#instant = (told.terms.dueDay - BEGINS_BEFORE_DUE) * DAY;
  }

  /** At an instant or soon after it. @returns The error's data if it reverts. */
  async #send(from: Hex, data: Hex, instant: number): Promise<Hex | undefined> {
    const { provider, address: to } = this.#on;
    this.#instant = Math.max(this.#instant + 1, instant);
    await provider.request({ method: "evm_setNextBlockTimestamp", params: [this.#instant] });
    return provider
      .request({ method: "eth_sendTransaction", params: [{ from, to, data, gas: GAS }] })
      .then(() => undefined)
      .catch(revertData);
  }

  async begin(): Promise<void> {
    const { abi, supplier, buyer } = this.#on;
    const { whole, face } = this.#opened();
    const issue = encodeFunctionData({ abi, functionName: "issue", args: [whole, [], []] });
    const accept = encodeFunctionData({ abi, functionName: "accept", args: [face, [], []] });
    const failures = [await this.#send(supplier, issue, 0), await this.#send(buyer, accept, 0)];
    if (failures.some((failure) => failure !== undefined)) throw new Error(`cannot begin: ${failures.join()}`);
  }

  #opened() {
    const [header, terms, document] = [this.#header, this.#terms, NOTHING];
    return {
      whole: { header, terms, document },
      face: { header, terms: hashOf("Terms", terms), document },
      money: { header: hashOf("Header", header), terms, document },
    };
  }

  /** What was settled by the receipt of that reference that was not refused. */
  #recorded(entry: HistoryEntry) {
    const { entries, said } = this.#told;
    const place = entries.findIndex(
      (each, index) =>
        each.kind === "receipt" && referenceOf(each) === referenceOf(entry) && said[index]?.settled !== undefined,
    );
    const nothing = { principal: 0n, discount: 0n, charges: 0n, lateDays: 0n };
    const { principal, discount, charges, lateDays } = said[place]?.settled ?? nothing;
    return { bankRef: referenceOf(entry), holder: this.#on.supplier, principal, discount, charges, lateDays };
  }

  #callOf(entry: HistoryEntry): Hex {
    const { abi } = this.#on;
    const [id, { whole, money }] = [this.#id, this.#opened()];
    switch (entry.kind) {
      case "payment":
        return encodeFunctionData({ abi, functionName: "pay", args: [id, money, entry.cash, []] });
      case "receipt": {
        const receipt = { bankRef: referenceOf(entry), cash: entry.cash, valueDay: entry.day };
        return encodeFunctionData({ abi, functionName: "recordReceipt", args: [id, money, receipt, []] });
      }
      case "return": {
        const args = [id, money, this.#recorded(entry), NOTHING, [], []] as const;
        return encodeFunctionData({ abi, functionName: "reverseReceipt", args });
      }
      case "credit":
        return encodeFunctionData({ abi, functionName: "credit", args: [id, money, entry.amount, NOTHING, []] });
      case "waiver":
        return encodeFunctionData({ abi, functionName: "waive", args: [id, money, entry.amount, NOTHING, []] });
      case "debit":
        return encodeFunctionData({ abi, functionName: "debit", args: [whole, entry.amount, NOTHING, [], []] });
    }
  }

  /** At noon of its day, or at once if it is a receipt of an earlier one. */
  async act(entry: HistoryEntry): Promise<Shown> {
    const { abi, supplier, buyer } = this.#on;
    const from = entry.kind === "payment" ? buyer : supplier;
    const data = await this.#send(from, this.#callOf(entry), entry.day * DAY + DAY / 2);
    if (data === undefined && entry.kind === "debit") {
      this.#header = { ...this.#header, revision: this.#header.revision + 1 };
      this.#terms = { ...this.#terms, amount: this.#terms.amount + entry.amount };
    }
    const error: { errorName: string } | undefined = data === undefined ? undefined : decodeErrorResult({ abi, data });
    return { refused: error?.errorName as Said["refused"], ...(await this.#stands()) };
  }

  /** As the ledger's words say. */
  async #stands(): Promise<Pick<Shown, "position" | "closed">> {
    const { provider, address } = this.#on;
    const words = [tokenSlot, detailSlot, creditedSlot].map(async (slotOf) => {
      const params = [address, hexOf(slotOf(this.#id)), "latest"];
      return BigInt((await provider.request({ method: "eth_getStorageAt", params })) as Hex);
    });
    const [token = 0n, detail = 0n, credited = 0n] = await Promise.all(words);
    const settled = (token >> 160n) & (2n ** 92n - 1n);
    const [lateDays, chargesSettled] = [detail & (2n ** 112n - 1n), (detail >> 112n) & (2n ** 96n - 1n)];
    const discounted = ((token >> 253n) & 1n) === 1n;
    const position = { settled, credited, lateDays, chargesSettled, carry: detail >> 208n, discounted };
    return { position, closed: token >> 255n === 1n };
  }
}

/** The real ledger, on which histories run through its verbs; it is as before after each. */
export async function connectLedger(): Promise<{
  replay: (told: Told) => Promise<Shown[]>;
  close: () => Promise<void>;
}> {
  const deployed = await deploy();
  const { provider, connection } = deployed;
  return {
    replay: async (told) => {
      const snapshot: unknown = await provider.request({ method: "evm_snapshot" });
      const running = new Running(deployed, told);
      await running.begin();
      const steps: Shown[] = [];
      for (const entry of told.entries) steps.push(await running.act(entry));
      await provider.request({ method: "evm_revert", params: [snapshot] });
      return steps;
    },
    close: () => connection.close(),
  };
}
