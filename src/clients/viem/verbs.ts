import type { ContractFunctionArgs, ContractFunctionName } from "viem";
import { ledgerAbi } from "../../../generated/abi.ts";
import { requireOpened } from "../acceptable.ts";
import {
  accelerateArguments,
  acceptArguments,
  adviseArguments,
  amendArguments,
  answerArguments,
  carryArguments,
  debitArguments,
  disputeArguments,
  endingArguments,
  issueArguments,
  issueSealedArguments,
  payArguments,
  permit2Arguments,
  permitArguments,
  receiptArguments,
  reductionArguments,
  resolveArguments,
  reversalArguments,
  splitArguments,
  transferConsentArguments,
} from "../arguments.ts";
import type { Connection } from "../connection.ts";
import { attempt } from "../failures.ts";
import { transferor } from "../shared.ts";
import type { Give } from "../shared.ts";
import type { LedgerVerbs } from "../verbs.ts";
import { encode } from "./encode.ts";
import type { Writing } from "./encode.ts";

/** The ledger's verbs, encoded by viem. @param give Makes of a call what a verb gives. */
export function createVerbs<Result>(connection: Pick<Connection, "account">, give: Give<Result>): LedgerVerbs<Result> {
  const ledger = <Name extends ContractFunctionName<typeof ledgerAbi, Writing>>(
    name: Name,
    args: ContractFunctionArgs<typeof ledgerAbi, Writing, Name>,
  ): Promise<Result> => give(() => encode(ledgerAbi, name, args as readonly unknown[]));

  return {
    issue: (...of) => ledger("issue", issueArguments(...of)),
    issueMany: (receivables) => ledger("issueMany", [receivables]),
    async issueSealed(opened, content, consents) {
      requireOpened(connection.account, opened, consents?.buyer);
      return ledger("issueSealed", issueSealedArguments(opened, content, consents));
    },
    accept: async (...of) => ledger("accept", await attempt("encoding", () => acceptArguments(...of))),
    carryAcceptance: (...of) => ledger("accept", carryArguments(...of)),
    query: (...of) => ledger("query", answerArguments(...of)),
    reject: (...of) => ledger("reject", answerArguments(...of)),
    amend: (...of) => ledger("amend", amendArguments(...of)),
    pay: (...of) => ledger("pay", payArguments(...of)),
    payMany: (orders) => ledger("payMany", [orders]),
    payWithPermit2: (...of) => ledger("payWithPermit2", permit2Arguments(...of)),
    permit: async (act) => ledger("permit", await attempt("encoding", () => permitArguments(act))),
    advise: (...of) => ledger("advise", adviseArguments(...of)),
    recordReceipt: (...of) => ledger("recordReceipt", receiptArguments(...of)),
    reverseReceipt: (...of) => ledger("reverseReceipt", reversalArguments(...of)),
    credit: (...of) => ledger("credit", reductionArguments(...of)),
    debit: (...of) => ledger("debit", debitArguments(...of)),
    waive: (...of) => ledger("waive", reductionArguments(...of)),
    accelerate: (...of) => ledger("accelerate", accelerateArguments(...of)),
    dispute: (...of) => ledger("dispute", disputeArguments(...of)),
    resolve: (...of) => ledger("resolve", resolveArguments(...of)),
    split: (...of) => ledger("split", splitArguments(...of)),
    writeOff: (...of) => ledger("writeOff", endingArguments(...of)),
    cancel: (...of) => ledger("cancel", endingArguments(...of)),
    consentTransfer: (...of) => ledger("consentTransfer", transferConsentArguments(...of)),
    transfer: async (id, to, from) => ledger("transferFrom", [transferor(connection, from), to, BigInt(id)]),
    listen: (id) => ledger("listen", [id]),
    claim: (...of) => ledger("claim", of),
    revoke: (root) => ledger("revoke", [root]),
    spendNonce: (nonce) => ledger("spendNonce", [nonce]),
  };
}
