import type { Adjustments } from "../../../generated/ethers/Adjustments.d.ts";
import type { Amendments } from "../../../generated/ethers/Amendments.d.ts";
import type { Receivables } from "../../../generated/ethers/Receivables.d.ts";
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
import { sendingBy } from "./contract.ts";

/** All verbs are called on the ledger, wherever their code lies. */
export type Ledger = Receivables & Adjustments & Amendments;

/** The ledger's verbs, encoded by ethers. @param give Makes of a call what a verb gives. */
export function createVerbs<Result>(ledger: Ledger, connection: Connection, give: Give<Result>): LedgerVerbs<Result> {
  const send = sendingBy(give, ledger);

  return {
    issue: (...of) => send(ledger.issue, issueArguments(...of)),
    issueMany: (receivables) => send(ledger.issueMany, [[...receivables]]),
    async issueSealed(opened, content, consents) {
      requireOpened(connection.account, opened, consents?.buyer);
      return send(ledger.issueSealed, issueSealedArguments(opened, content, consents));
    },
    accept: async (...of) => send(ledger.accept, await attempt("encoding", () => acceptArguments(...of))),
    carryAcceptance: (...of) => send(ledger.accept, carryArguments(...of)),
    query: (...of) => send(ledger.query, answerArguments(...of)),
    reject: (...of) => send(ledger.reject, answerArguments(...of)),
    amend: (...of) => send(ledger.amend, amendArguments(...of)),
    pay: (...of) => send(ledger.pay, payArguments(...of)),
    payMany: (orders) => send(ledger.payMany, [[...orders]]),
    payWithPermit2: (...of) => send(ledger.payWithPermit2, permit2Arguments(...of)),
    permit: async (act) => send(ledger.permit, await attempt("encoding", () => permitArguments(act))),
    advise: (...of) => send(ledger.advise, adviseArguments(...of)),
    recordReceipt: (...of) => send(ledger.recordReceipt, receiptArguments(...of)),
    reverseReceipt: (...of) => send(ledger.reverseReceipt, reversalArguments(...of)),
    credit: (...of) => send(ledger.credit, reductionArguments(...of)),
    debit: (...of) => send(ledger.debit, debitArguments(...of)),
    waive: (...of) => send(ledger.waive, reductionArguments(...of)),
    accelerate: (...of) => send(ledger.accelerate, accelerateArguments(...of)),
    dispute: (...of) => send(ledger.dispute, disputeArguments(...of)),
    resolve: (...of) => send(ledger.resolve, resolveArguments(...of)),
    split: (...of) => send(ledger.split, splitArguments(...of)),
    writeOff: (...of) => send(ledger.writeOff, endingArguments(...of)),
    cancel: (...of) => send(ledger.cancel, endingArguments(...of)),
    consentTransfer: (...of) => send(ledger.consentTransfer, transferConsentArguments(...of)),
    transfer: async (id, to, from) => send(ledger.transferFrom, [transferor(connection, from), to, id]),
    listen: (id) => send(ledger.listen, [id]),
    claim: (...of) => send(ledger.claim, of),
    revoke: (root) => send(ledger.revoke, [root]),
    spendNonce: (nonce) => send(ledger.spendNonce, [nonce]),
  };
}
