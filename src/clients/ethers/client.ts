import { Interface } from "ethers";
import type { ContractRunner } from "ethers";
import { directoryAbi, ledgerAbi, lensAbi } from "../../../generated/abi.ts";
import type { Directory } from "../../../generated/ethers/Directory.d.ts";
import type { Lens } from "../../../generated/ethers/Lens.d.ts";
import type { Addresses } from "../../chain/addresses.ts";
import { erc20Abi } from "../../chain/erc20.ts";
import { signingDomain } from "../../domain/messages.ts";
import { hex, mandateOf, quoteOf, receiptStatusOf, viewOf, voucherOf } from "../answers.ts";
import { coversArguments, vouchArguments } from "../arguments.ts";
import { chainWitness, envelopeCheck } from "../envelopes.ts";
import { attempt } from "../failures.ts";
import type { DirectoryClient, LedgerClient } from "../port.ts";
import { checkChain, createAct, encoding, readEvents } from "../shared.ts";
import type { Act, Give } from "../shared.ts";
import { createSigning } from "../signing.ts";
import type { Recorded, Waiting } from "../submit.ts";
import { ethersConnection } from "./connection.ts";
import type { EthersParts } from "./connection.ts";
import { contractAt, sendingBy } from "./contract.ts";
import { createVerbs } from "./verbs.ts";
import type { Ledger } from "./verbs.ts";

const ERC20 = new Interface(erc20Abi);

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
  const ledger = contractAt(addresses.ledger, ledgerAbi, provider) as Ledger;
  const send: Give<Recorded> = (call) => act(addresses.ledger, call);
  const lens = contractAt(addresses.lens, lensAbi, provider) as Lens;
  const directory = createDirectory(addresses, provider, act);
  const isRevoked: LedgerClient["isRevoked"] = (...of) => attempt("asking", () => lens.isRevoked(...of));

  return {
    addresses,
    account: connection.account,
    directory,
    sign: createSigning(connection, signingDomain(addresses.chainId, addresses.ledger)),

    ...createVerbs(ledger, connection, send),
    calls: createVerbs(ledger, connection, encoding),
    multicall: (calls) => sendingBy(send, ledger)(ledger.multicall, [[...calls]]),
    allow: (currency, amount, spender = addresses.ledger) =>
      act(currency, () => hex(ERC20.encodeFunctionData("approve", [spender, amount]))),

    stateOf: (id) => attempt("asking", async () => viewOf(await lens.stateOf(id))),
    quote: (...of) => attempt("asking", async () => quoteOf(await lens.quote(...of))),
    keptFor: (...of) => attempt("asking", () => lens.keptFor(...of)),
    receiptStatusOf: (...of) => attempt("asking", async () => receiptStatusOf(await lens.receiptStatusOf(...of))),
    isSpent: (...of) => attempt("asking", () => lens.isSpent(...of)),
    isRevoked,
    checkEnvelope: envelopeCheck(addresses, chainWitness(connection, directory, { isRevoked })),
    events: (from, to) => readEvents(connection, addresses, from, to),
  };
}

function createDirectory(addresses: Addresses, runner: ContractRunner, act: Act): DirectoryClient {
  const book = contractAt(addresses.directory, directoryAbi, runner) as Directory;
  const send = sendingBy((call) => act(addresses.directory, call), book);

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
