import type { ContractFunctionArgs, ContractFunctionName, PublicClient } from "viem";
import { directoryAbi, ledgerAbi, lensAbi } from "../../../generated/abi.ts";
import type { Addresses } from "../../chain/addresses.ts";
import { erc20Abi } from "../../chain/erc20.ts";
import { signingDomain } from "../../domain/messages.ts";
import { hex, mandateOf, quoteOf, receiptStatusOf, viewOf, voucherOf } from "../answers.ts";
import { coversArguments, vouchArguments } from "../arguments.ts";
import { chainWitness, envelopeCheck } from "../envelopes.ts";
import { attempt } from "../failures.ts";
import type { DirectoryClient, LedgerClient } from "../port.ts";
import { checkChain, createAct, encoding, readEvents } from "../shared.ts";
import type { Act } from "../shared.ts";
import { createSigning } from "../signing.ts";
import type { Recorded, Waiting } from "../submit.ts";
import { viemConnection } from "./connection.ts";
import type { ViemClients } from "./connection.ts";
import { encode } from "./encode.ts";
import type { Writing } from "./encode.ts";
import { createVerbs } from "./verbs.ts";

export interface ViemOptions extends ViemClients {
  readonly addresses: Addresses;
  readonly waiting?: Waiting;
}

/** Connects to a ledger through viem. @throws LedgerError if the node's chain is not that of the addresses. */
export async function createViemClient({ addresses, waiting, reader, wallet }: ViemOptions): Promise<LedgerClient> {
  const connection = viemConnection({ reader, wallet });
  await checkChain(connection, addresses);
  const act = createAct(connection, addresses, waiting);
  const lens = { address: addresses.lens, abi: lensAbi } as const;
  const directory = createDirectory(addresses, reader, act);
  const isRevoked: LedgerClient["isRevoked"] = (...args) =>
    attempt("asking", () => reader.readContract({ ...lens, functionName: "isRevoked", args }));

  return {
    addresses,
    account: connection.account,
    directory,
    sign: createSigning(connection, signingDomain(addresses.chainId, addresses.ledger)),

    ...createVerbs(connection, (call) => act(addresses.ledger, call)),
    calls: createVerbs(connection, encoding),
    multicall: (calls) => act(addresses.ledger, () => encode(ledgerAbi, "multicall", [calls])),
    allow: (currency, amount, spender = addresses.ledger) =>
      act(currency, () => encode(erc20Abi, "approve", [spender, amount])),

    stateOf: (id) =>
      attempt("asking", async () =>
        viewOf(await reader.readContract({ ...lens, functionName: "stateOf", args: [id] })),
      ),
    quote: (id, opened, instant) =>
      attempt("asking", async () =>
        quoteOf(await reader.readContract({ ...lens, functionName: "quote", args: [id, opened, BigInt(instant)] })),
      ),
    keptFor: (...args) => attempt("asking", () => reader.readContract({ ...lens, functionName: "keptFor", args })),
    receiptStatusOf: (...args) =>
      attempt("asking", async () =>
        receiptStatusOf(await reader.readContract({ ...lens, functionName: "receiptStatusOf", args })),
      ),
    isSpent: (...args) => attempt("asking", () => reader.readContract({ ...lens, functionName: "isSpent", args })),
    isRevoked,
    checkEnvelope: envelopeCheck(addresses, chainWitness(connection, directory, { isRevoked })),
    events: (from, to) => readEvents(connection, addresses, from, to),
  };
}

function createDirectory(addresses: Addresses, reader: PublicClient, act: Act): DirectoryClient {
  const directory = <Name extends ContractFunctionName<typeof directoryAbi, Writing>>(
    name: Name,
    args: ContractFunctionArgs<typeof directoryAbi, Writing, Name>,
  ): Promise<Recorded> => act(addresses.directory, () => encode(directoryAbi, name, args as readonly unknown[]));
  const book = { address: addresses.directory, abi: directoryAbi } as const;

  return {
    vouch: (...of) => directory("vouch", vouchArguments(...of)),
    withdrawVoucher: (...of) => directory("withdrawVoucher", of),
    giveMandate: (...of) => directory("giveMandate", of),
    revokeMandate: (agent) => directory("revokeMandate", [agent]),
    setViewingKey: (key) => directory("setViewingKey", [key]),
    voucherOf: (...args) =>
      attempt("asking", async () => voucherOf(await reader.readContract({ ...book, functionName: "voucherOf", args }))),
    mandateOf: (...args) =>
      attempt("asking", async () => mandateOf(await reader.readContract({ ...book, functionName: "mandateOf", args }))),
    viewingKeyOf: (organisation) =>
      attempt("asking", async () =>
        hex(await reader.readContract({ ...book, functionName: "viewingKeyOf", args: [organisation] })),
      ),
    covers: (coverage) =>
      attempt("asking", () =>
        reader.readContract({ ...book, functionName: "covers", args: coversArguments(coverage) }),
      ),
  };
}
