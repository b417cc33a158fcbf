import { Contract } from "ethers";
import type { BaseContract, ContractRunner, InterfaceAbi } from "ethers";
import { demoCurrencyAbi, directoryAbi, ledgerAbi, lensAbi } from "../../../generated/abi.ts";
import type { TypedContractMethod } from "../../../generated/ethers/common.d.ts";
import type { DemoCurrency } from "../../../generated/ethers/demo/DemoCurrency.d.ts";
import type { Directory } from "../../../generated/ethers/Directory.d.ts";
import type { IAdjustments } from "../../../generated/ethers/interfaces/IAdjustments.d.ts";
import type { Lens } from "../../../generated/ethers/Lens.d.ts";
import type { Receivables } from "../../../generated/ethers/Receivables.d.ts";
import type { Addresses } from "../../chain/addresses.ts";
import { signingDomain } from "../../domain/messages.ts";
import type { Address } from "../../domain/receivable.ts";
import { requireOpened } from "../acceptable.ts";
import {
  acceptArguments,
  carryArguments,
  coversArguments,
  creditArguments,
  disputeArguments,
  hex,
  issueArguments,
  issueSealedArguments,
  mandateOf,
  payArguments,
  quoteOf,
  resolveArguments,
  viewOf,
  vouchArguments,
  voucherOf,
} from "../arguments.ts";
import { attempt } from "../failures.ts";
import type { DirectoryClient, LedgerClient } from "../port.ts";
import { checkChain, createAct, readEvents, transferor } from "../shared.ts";
import type { Act } from "../shared.ts";
import { createSigning } from "../signing.ts";
import type { Recorded, Waiting } from "../submit.ts";
import { ethersConnection } from "./connection.ts";
import type { EthersParts } from "./connection.ts";

export interface EthersOptions extends EthersParts {
  readonly addresses: Addresses;
  readonly waiting?: Waiting;
}

/** Connects to a ledger through ethers. @throws LedgerError if the node's chain is not that of the addresses. */
export async function createEthersClient({
  addresses,
  waiting,
  provider,
  signer,
}: EthersOptions): Promise<LedgerClient> {
  const connection = await ethersConnection({ provider, signer });
  await checkChain(connection, addresses);
  const act = createAct(connection, addresses, waiting);
  // The verbs of the adjustments are called on the ledger like all others.
  const ledger = contractAt(addresses.ledger, ledgerAbi, provider) as Receivables & IAdjustments;
  const lens = contractAt(addresses.lens, lensAbi, provider) as Lens;
  const send = sendingTo(act, addresses.ledger, ledger);

  return {
    addresses,
    account: connection.account,
    directory: createDirectory(addresses, provider, act),
    sign: createSigning(connection, signingDomain(addresses.chainId, addresses.ledger)),

    issue: (...of) => send(ledger.issue, issueArguments(...of)),
    issueMany: (receivables) => send(ledger.issueMany, [[...receivables]]),
    async issueSealed(opened, content, consents) {
      requireOpened(connection.account, opened, consents?.buyer);
      return send(ledger.issueSealed, issueSealedArguments(opened, content, consents));
    },
    accept: async (...of) => send(ledger.accept, await attempt("encoding", () => acceptArguments(...of))),
    carryAcceptance: (...of) => send(ledger.accept, carryArguments(...of)),
    pay: (...of) => send(ledger.pay, payArguments(...of)),
    payMany: (orders) => send(ledger.payMany, [[...orders]]),
    credit: (...of) => send(ledger.credit, creditArguments(...of)),
    dispute: (...of) => send(ledger.dispute, disputeArguments(...of)),
    resolve: (...of) => send(ledger.resolve, resolveArguments(...of)),
    claim: (...of) => send(ledger.claim, of),
    revoke: (root) => send(ledger.revoke, [root]),
    spendNonce: (nonce) => send(ledger.spendNonce, [nonce]),
    transfer: async (id, to, from) => send(ledger.transferFrom, [transferor(connection, from), to, id]),
    allow(currency, amount) {
      const token = contractAt(currency, demoCurrencyAbi, provider) as DemoCurrency;
      return sendingTo(act, currency, token)(token.approve, [addresses.ledger, amount]);
    },

    stateOf: (id) => attempt("asking", async () => viewOf(await lens.stateOf(id))),
    quote: (...of) => attempt("asking", async () => quoteOf(await lens.quote(...of))),
    keptFor: (...of) => attempt("asking", () => lens.keptFor(...of)),
    isSpent: (...of) => attempt("asking", () => lens.isSpent(...of)),
    isRevoked: (...of) => attempt("asking", () => lens.isRevoked(...of)),
    events: (from, to) => readEvents(connection, addresses, from, to),
  };
}

function createDirectory(addresses: Addresses, runner: ContractRunner, act: Act): DirectoryClient {
  const book = contractAt(addresses.directory, directoryAbi, runner) as Directory;
  const send = sendingTo(act, addresses.directory, book);

  return {
    vouch: (...of) => send(book.vouch, vouchArguments(...of)),
    withdrawVoucher: (...of) => send(book.withdrawVoucher, of),
    giveMandate: (...of) => send(book.giveMandate, of),
    revokeMandate: (agent) => send(book.revokeMandate, [agent]),
    setViewingKey: (key) => send(book.setViewingKey, [key]),
    voucherOf: (...of) => attempt("asking", async () => voucherOf(await book.voucherOf(...of))),
    mandateOf: (...of) => attempt("asking", async () => mandateOf(await book.mandateOf(...of))),
    viewingKeyOf: (organisation) => attempt("asking", async () => hex(await book.viewingKeyOf(organisation))),
    covers: (coverage) => attempt("asking", () => book.covers(...coversArguments(coverage))),
  };
}

/** TypeChain's types describe the contract that ethers makes of the same ABI when the program runs. */
function contractAt(address: Address, abi: InterfaceAbi, runner: ContractRunner): unknown {
  return new Contract(address, abi, runner);
}

type Send = <Values extends unknown[], Result>(
  method: TypedContractMethod<Values, Result, "nonpayable" | "payable">,
  values: Values,
) => Promise<Recorded>;

/** Encodes by the interface alone, which never asks a name service what an address may mean. */
function sendingTo(act: Act, to: Address, { interface: abi }: BaseContract): Send {
  return (method, values) => act(to, () => hex(abi.encodeFunctionData(method.fragment, values)));
}
