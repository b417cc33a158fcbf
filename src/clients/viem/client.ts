import { encodeFunctionData } from "viem";
import type { Abi, ContractFunctionArgs, ContractFunctionName, PublicClient } from "viem";
import { demoCurrencyAbi, directoryAbi, ledgerAbi, lensAbi } from "../../../generated/abi.ts";
import type { Addresses } from "../../chain/addresses.ts";
import { signingDomain } from "../../domain/messages.ts";
import type { Hex } from "../../domain/receivable.ts";
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
import { viemConnection } from "./connection.ts";
import type { ViemClients } from "./connection.ts";

export interface ViemOptions extends ViemClients {
  readonly addresses: Addresses;
  readonly waiting?: Waiting;
}

type Writing = "nonpayable" | "payable";

/** Connects to a ledger through viem. @throws LedgerError if the node's chain is not that of the addresses. */
export async function createViemClient({ addresses, waiting, reader, wallet }: ViemOptions): Promise<LedgerClient> {
  const connection = viemConnection({ reader, wallet });
  await checkChain(connection, addresses);
  const act = createAct(connection, addresses, waiting);
  const ledger = <Name extends ContractFunctionName<typeof ledgerAbi, Writing>>(
    name: Name,
    args: ContractFunctionArgs<typeof ledgerAbi, Writing, Name>,
  ): Promise<Recorded> => act(addresses.ledger, () => encode(ledgerAbi, name, args as readonly unknown[]));
  const lens = { address: addresses.lens, abi: lensAbi } as const;

  return {
    addresses,
    account: connection.account,
    directory: createDirectory(addresses, reader, act),
    sign: createSigning(connection, signingDomain(addresses.chainId, addresses.ledger)),

    issue: (...of) => ledger("issue", issueArguments(...of)),
    issueMany: (receivables) => ledger("issueMany", [receivables]),
    async issueSealed(opened, content, consents) {
      requireOpened(connection.account, opened, consents?.buyer);
      return ledger("issueSealed", issueSealedArguments(opened, content, consents));
    },
    accept: async (...of) => ledger("accept", await attempt("encoding", () => acceptArguments(...of))),
    carryAcceptance: (...of) => ledger("accept", carryArguments(...of)),
    pay: (...of) => ledger("pay", payArguments(...of)),
    payMany: (orders) => ledger("payMany", [orders]),
    credit: (...of) => ledger("credit", creditArguments(...of)),
    dispute: (...of) => ledger("dispute", disputeArguments(...of)),
    resolve: (...of) => ledger("resolve", resolveArguments(...of)),
    claim: (...of) => ledger("claim", of),
    revoke: (root) => ledger("revoke", [root]),
    spendNonce: (nonce) => ledger("spendNonce", [nonce]),
    transfer: async (id, to, from) => ledger("transferFrom", [transferor(connection, from), to, BigInt(id)]),
    allow: (currency, amount) => act(currency, () => encode(demoCurrencyAbi, "approve", [addresses.ledger, amount])),

    stateOf: (id) =>
      attempt("asking", async () =>
        viewOf(await reader.readContract({ ...lens, functionName: "stateOf", args: [id] })),
      ),
    quote: (id, opened, instant) =>
      attempt("asking", async () =>
        quoteOf(await reader.readContract({ ...lens, functionName: "quote", args: [id, opened, BigInt(instant)] })),
      ),
    keptFor: (...args) => attempt("asking", () => reader.readContract({ ...lens, functionName: "keptFor", args })),
    isSpent: (...args) => attempt("asking", () => reader.readContract({ ...lens, functionName: "isSpent", args })),
    isRevoked: (...args) => attempt("asking", () => reader.readContract({ ...lens, functionName: "isRevoked", args })),
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

/** The types of name and values were checked where they were written, against the very ABI. */
function encode(abi: Abi, functionName: string, args: readonly unknown[]): Hex {
  return encodeFunctionData({ abi, functionName, args });
}
