/** Mutants that behave as the contracts do, each with the reason. */

export interface Equivalent {
  readonly file: string;
  /** The function; empty for a constructor. */
  readonly within: string;
  /** As the list of survivors names it. */
  readonly operator: string;
  /** What stands in the source, on one line. */
  readonly original: string;
  /** What stands around it, as the list of survivors names it; for a statement of no matter. */
  readonly around?: string;
  /** One sentence. */
  readonly why: string;
}

export const EQUIVALENT: readonly Equivalent[] = [
  {
    file: "contracts/Amendments.sol",
    within: "_consentToAmend",
    operator: "> to >=",
    original: "r.terms.amount > amended.terms.amount",
    why: "Of two equal amounts either is the larger.",
  },
  {
    file: "contracts/Amendments.sol",
    within: "_settleDispute",
    operator: "& to |",
    original: "word & Words.DISPUTED",
    why: "Where the flag is not set the stored amount is nought, and nought is returned either way.",
  },
  {
    file: "contracts/Amendments.sol",
    within: "_settleDispute",
    operator: "condition false",
    original: "disputed == _disputed[id]",
    why: "What is stored is stored again; it is not nought, since the flag is set.",
  },
  {
    file: "contracts/Adjustments.sol",
    within: "_credit",
    operator: "condition true",
    original: "word & Words.CREDITED == 0",
    why: "A flag that is set is set again.",
  },
  {
    file: "contracts/Adjustments.sol",
    within: "_credit",
    operator: "constant + 1",
    original: "0",
    around: "Money.charges(terms, p, 0, 0)",
    why: "One unit on no day, or none on one day, adds no interest.",
  },
  {
    file: "contracts/ledger/LedgerStorage.sol",
    within: "_isSettled",
    operator: "constant + 1",
    original: "0",
    around: "Money.charges(terms, p, 0, 0)",
    why: "One unit on no day, or none on one day, adds no interest.",
  },
  {
    file: "contracts/ledger/LedgerStorage.sol",
    within: "_disputedOf",
    operator: "constant - 1",
    original: "Words.DISPUTED",
    around: "word & Words.DISPUTED",
    why: "Without the flag the stored amount is nought, and reading it only costs gas.",
  },
  {
    file: "contracts/ledger/LedgerStorage.sol",
    within: "_disputedOf",
    operator: "constant + 1",
    original: "0",
    around: "word & Words.DISPUTED != 0",
    why: "Without the flag the stored amount is nought, and reading it only costs gas.",
  },
  {
    file: "contracts/ledger/LedgerStorage.sol",
    within: "_position",
    operator: "condition true",
    original: "token & Words.DETAIL != 0",
    why: "Without the flag the detail word is nought, and reading it only costs gas.",
  },
  {
    file: "contracts/ledger/LedgerStorage.sol",
    within: "_position",
    operator: "constant - 1",
    original: "Words.CREDITED",
    around: "word & Words.CREDITED",
    why: "Without the flag the stored amount is nought, and reading it only costs gas.",
  },
  {
    file: "contracts/ledger/ReceivableToken.sol",
    within: "_beforeTokenTransfer",
    operator: "condition false",
    original: "from == address(0)",
    why: "What is minted goes to a party, without ether, and is locked only afterwards.",
  },
  {
    file: "contracts/libraries/Derived.sol",
    within: "earned",
    operator: "> to >=",
    original: "amount > Money.MAX_AMOUNT",
    why: "The largest amount is replaced by itself.",
  },
  {
    file: "contracts/libraries/Derived.sol",
    within: "earned",
    operator: "constant - 1",
    original: "Money.MAX_AMOUNT",
    around: "amount > Money.MAX_AMOUNT",
    why: "The largest amount is replaced by itself.",
  },
  {
    file: "contracts/libraries/Derived.sol",
    within: "tidy",
    operator: "> to >=",
    original: "t.discountDay1 > t.dueDay",
    why: "The due day is replaced by itself.",
  },
  {
    file: "contracts/libraries/Money.sol",
    within: "_discountOnRest",
    operator: "> to >=",
    original: "p.settled > p.credited",
    why: "The difference of equals is nought.",
  },
  {
    file: "contracts/Adjustments.sol",
    within: "dispute",
    operator: "condition true",
    original: "word & Words.DISPUTED == 0",
    why: "A flag that is set is set again.",
  },
  {
    file: "contracts/Lens.sol",
    within: "_word",
    operator: "constant + 1",
    original: "1",
    around: "new bytes32[](1)",
    why: "A second word is read and not looked at.",
  },
  {
    file: "contracts/ledger/LedgerStorage.sol",
    within: "_position",
    operator: "constant + 1",
    original: "Words.DETAIL",
    around: "token & Words.DETAIL",
    why: "Without the flag the detail word is nought, and reading it only costs gas.",
  },
];
