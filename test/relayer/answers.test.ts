import { expect } from "chai";
import { answerTo } from "../../src/relayer/answers.ts";
import type { Answer } from "../../src/relayer/answers.ts";

/** As nodes write them. */
const SENTENCES: Readonly<Record<Answer["kind"], readonly string[]>> = {
  taken: [
    "already known",
    "AlreadyKnown",
    "Known transaction: 0xf8649b88fa1dd13bf848655e9498878bfcebf1a8d2057ae51927814908620ac7",
    "transaction already imported",
    "existing tx with same hash",
    "VM Exception while processing transaction: reverted with an unrecognized custom error",
  ],
  nonceUsed: [
    "nonce too low: next nonce 5, tx nonce 3",
    "OldNonce, Current nonce: 5, nonce of rejected tx: 3",
    "Nonce too low",
    "transaction nonce is too low",
    "Transaction nonce too low. Expected nonce to be at least 1 but got 0.",
  ],
  underpriced: [
    "replacement transaction underpriced",
    "transaction underpriced: tip needed 1000000, tip permitted 1",
    "Replacement transaction underpriced. A gasPrice/maxFeePerGas of at least 6600000000 is necessary",
    "FeeTooLow, MaxFeePerGas too low",
    "FeeTooLowToCompete",
    "ReplacementNotAllowed",
    "Gas price below configured minimum gas price",
    "could not replace existing tx",
    "max fee per gas less than block base fee: address 0x00, maxFeePerGas: 1, baseFee: 2",
  ],
  unfunded: [
    "insufficient funds for gas * price + value: balance 0, tx cost 1, overshot 1",
    "InsufficientFunds, Account balance: 0, cumulative cost: 1",
    "Upfront cost exceeds account balance",
    "Sender doesn't have enough funds to send tx. The max upfront cost is: 1 and the sender's balance is: 0.",
  ],
  later: [
    "txpool is full",
    "pending sub-pool is full",
    "NonceGap, Future nonce. Expected nonce: 3",
    "in-flight transaction limit reached for delegated accounts",
    "the method timed out",
  ],
  refused: [
    "intrinsic gas too low: have 20000, want 21000",
    "exceeds block gas limit",
    "oversized data: transaction size 131080, limit 131072",
    "tx fee (1.50 ether) exceeds the configured cap (1.00 ether)",
    "Transaction gas limit is 16777217 and exceeds transaction gas cap of 16777216",
    "invalid sender",
    "transaction type not supported",
  ],
};

describe("What a node means that does not take a transaction", () => {
  for (const [kind, sentences] of Object.entries(SENTENCES)) {
    it(`is '${kind}' in every client's words`, () => {
      for (const words of sentences) {
        const message = `eth_sendRawTransaction at https://node.example: it refuses (-32000): ${words}`;
        const expected = kind === "taken" ? { kind } : { kind, words: message };
        expect(answerTo({ message, code: -32_000 }), words).to.deep.equal(expected);
      }
    });
  }

  it("is 'later' for an error of the node's own, whatever it says", () => {
    expect(answerTo({ message: "something is on fire", code: -32_603 })).to.have.property("kind", "later");
  });
});
