import hre from "hardhat";
import { decodeFunctionResult, encodeFunctionData, parseAbi } from "viem";
import type { Hex } from "viem";
import type { HistoryEntry, Refusal } from "../../src/domain/history.ts";
import type { Allocation, Position, Quote, Terms } from "../../src/domain/receivable.ts";
import { REFERENCES, sumsOf } from "./histories.ts";
import type { Said, Told } from "./histories.ts";

const ABI = parseAbi([
  "struct Terms { address currency; uint96 amount; uint32 dueDay; int16 utcOffset; uint32 discountDay1; " +
    "uint96 discount1; uint32 discountDay2; uint96 discount2; uint32 slidingRate; bool discountOnParts; " +
    "uint32 lateRate; uint16 basis; uint16 graceDays; uint96 fixedSum; uint8 allocation; uint16 accelerationDays; " +
    "bytes32 salt; }",
  "struct Quote { uint256 open; uint256 discount; uint256 charges; uint256 payoff; uint256 daysLate; }",
  "struct Allocation { uint256 cash; uint256 principal; uint256 discount; uint256 charges; uint256 lateDays; " +
    "uint256 carry; bool closed; }",
  "struct Position { uint256 settled; uint256 credited; uint256 lateDays; uint256 chargesSettled; " +
    "uint256 carry; bool discounted; }",
  "struct Act { uint8 kind; uint256 day; uint256 amount; uint256 ref; }",
  "struct History { Terms terms; Act[] acts; }",
  "struct Step { uint8 refusal; Quote due; Allocation settled; uint256 amount; Position position; bool closed; }",
  "function replay(History[] histories) view returns (Step[][] steps)",
]);

/** A step as the contract returns it. */
interface Step {
  readonly refusal: number;
  readonly due: Quote;
  readonly settled: Allocation;
  readonly amount: bigint;
  readonly position: Position;
  readonly closed: boolean;
}

const KINDS: readonly HistoryEntry["kind"][] = ["payment", "receipt", "return", "credit", "debit", "waiver"];
const REFUSALS: readonly (Refusal["reason"] | undefined)[] = [
  undefined,
  "AlreadyClosed",
  "NothingPaid",
  "AmountOutOfRange",
  "ReceiptKnown",
  "ReceiptUnknown",
];

type HistoryOf = Pick<Told, "terms" | "entries">;

function actOf(entry: HistoryEntry) {
  return {
    kind: KINDS.indexOf(entry.kind),
    day: BigInt(entry.day),
    amount: "cash" in entry ? entry.cash : "amount" in entry ? entry.amount : 0n,
    ref: BigInt("reference" in entry ? REFERENCES.findIndex((reference) => reference === entry.reference) : 0),
  };
}

/** The Solidity engine over whole histories, many to a call. */
export async function connectHarness(): Promise<{
  replay: (histories: readonly HistoryOf[]) => Promise<Said[][]>;
  close: () => Promise<void>;
}> {
  const connection = await hre.network.create({
    override: { blockGasLimit: 1_000_000_000, transactionGasCap: false },
  });
  const { address } = await connection.viem.deployContract("HistoryHarness");
  return {
    replay: async (histories) => {
      const calls = histories.map(({ terms, entries }): { terms: Terms; acts: ReturnType<typeof actOf>[] } => ({
        terms,
        acts: entries.map(actOf),
      }));
      const data = encodeFunctionData({ abi: ABI, functionName: "replay", args: [calls] });
      const result = (await connection.provider.request({
        method: "eth_call",
        params: [{ to: address, data, gas: "0x3b9aca00" }, "latest"],
      })) as Hex;
      const replayed = decodeFunctionResult({ abi: ABI, functionName: "replay", data: result }) as readonly Step[][];
      return replayed.map((steps, index) =>
        steps.map(({ refusal, due: { open, discount, charges, payoff }, settled, amount, position, closed }, place) => {
          const kind = histories[index]?.entries[place]?.kind;
          const refused = REFUSALS[refusal];
          const settles = refused === undefined && (kind === "payment" || kind === "receipt");
          return {
            due: { open, discount, charges, payoff },
            refused,
            settled: settles ? sumsOf(settled) : undefined,
            amount,
            position,
            closed,
          };
        }),
      );
    },
    close: () => connection.close(),
  };
}
