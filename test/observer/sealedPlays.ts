/** The life of a receivable as long as nobody opens its terms. */
import { erc721Abi } from "viem";
import { consentOf } from "../../src/domain/envelope.ts";
import { keccakOfText } from "../../src/domain/hash.ts";
import type { Hex } from "../../src/domain/receivable.ts";
import { Role, walletOf } from "../support/chain.ts";
import type { Item } from "../support/receivables.ts";
import { address } from "../support/stage.ts";
import { appoint, approve } from "../support/token.ts";
import { on } from "./play.ts";
import type { Play, Plays } from "./play.ts";
import { CONTENT, FAR, NOTHING_EARLY, REASON, ROOT } from "./world.ts";
import type { World } from "./world.ts";

const CLARIFICATION = { reason: 13, action: 6, text: keccakOfText("where is the delivery note?") } as const;
const WITH_CONSENT = { header: { policy: 1 } };

const issueSealed: Play = (world) => {
  const { header } = world.draft(WITH_CONSENT);
  return Promise.resolve(() => world.stage.supplier.issueSealed(header, CONTENT));
};

/** The buyer's consent accepts in the same act. */
const issueBySignatures: Play = async (world) => {
  const { header, receivable } = world.draft(WITH_CONSENT);
  const { stage, validity } = world;
  const supplier = await stage.supplier.sign.issuance(receivable, validity(), CONTENT);
  const buyer = await stage.buyer.sign.acceptance(receivable, validity());
  return () => stage.relayer.issueSealed(header, CONTENT, { supplier, buyer });
};

const accepting = ({ stage }: World, { receivable }: Item): Promise<unknown> => stage.buyer.accept(receivable);

const acceptByRoot: Play = async (world) => {
  const { header, receivable, commitment } = await world.sealed();
  const receivables = [receivable, world.draft().receivable];
  const root = await world.stage.buyer.sign.acceptanceRoot(receivables, address.buyer, FAR);
  return () => world.stage.relayer.carryAcceptance(header, consentOf(root, commitment));
};

const cancelBySignature: Play = async (world) => {
  const { receivable, header } = await world.sealed();
  const signed = { holder: address.supplier, reason: REASON };
  const consent = await world.stage.supplier.sign.cancellation(receivable, signed, world.validity());
  return () => world.stage.relayer.cancel({ opened: header, reason: REASON }, consent);
};

/** A locked receivable that somebody else was approved for goes to whom the buyer named. */
function sale(send: (world: World, id: Hex) => Promise<unknown>): Play {
  return on(
    "accepted",
    (world, { id }) => send(world, id),
    WITH_CONSENT,
    async ({ stage }, { id, header }) => {
      await approve(stage.chain, address.supplier, address.agent, id);
      await stage.buyer.consentTransfer({ opened: header, to: address.factor });
    },
  );
}

/** And one that its holder listens on, which is not locked. */
function saleOfListener(send: (world: World, id: Hex) => Promise<unknown>): Play {
  return on(
    "accepted",
    (world, { id }) => send(world, id),
    {},
    ({ stage }, { id }) => stage.supplier.listen(id),
  );
}

function safely({ stage: { chain } }: World, id: Hex, data: readonly Hex[]): Promise<unknown> {
  const ledger = { address: chain.addresses.ledger, abi: erc721Abi, functionName: "safeTransferFrom" } as const;
  const wallet = walletOf(chain.provider, Role.Supplier);
  const [first] = data;
  const moved = [address.supplier, address.factor, BigInt(id)] as const;
  if (first === undefined) return wallet.writeContract({ ...ledger, args: moved, chain: null });
  return wallet.writeContract({ ...ledger, args: [...moved, first], chain: null });
}

function send({ stage }: World, id: Hex): Promise<unknown> {
  return stage.supplier.transfer(id, address.factor);
}

/** None of these opens the terms. */
export const SEALED: Plays = {
  issueSealed: [issueSealed],
  "issueSealed accept consent": [issueBySignatures],
  accept: [on("sealed", accepting), on("sealed", accepting, { terms: { ...NOTHING_EARLY, slidingRate: 73_019 } })],
  "accept consent root": [acceptByRoot],
  query: [on("sealed", ({ stage }, { header }) => stage.buyer.query({ opened: header, clarification: CLARIFICATION }))],
  reject: [
    on("sealed", ({ stage }, { header }) => stage.buyer.reject({ opened: header, clarification: CLARIFICATION })),
  ],
  consentTransfer: [
    on(
      "accepted",
      ({ stage }, { header }) => stage.buyer.consentTransfer({ opened: header, to: address.factor }),
      WITH_CONSENT,
    ),
  ],
  transferFrom: [sale(send), saleOfListener(send)],
  safeTransferFrom: [
    sale((world, id) => safely(world, id, [])),
    sale((world, id) => safely(world, id, ["0xda7a"])),
    saleOfListener((world, id) => safely(world, id, [])),
  ],
  listen: [on("sealed", ({ stage }, { id }) => stage.supplier.listen(id))],
  approve: [on("accepted", ({ stage }, { id }) => approve(stage.chain, address.supplier, address.agent, id))],
  setApprovalForAll: [on("sealed", ({ stage }) => appoint(stage.chain, address.supplier, address.agent, true))],
  writeOff: [on("accepted", ({ stage }, { header }) => stage.supplier.writeOff({ opened: header, reason: REASON }))],
  cancel: [on("sealed", ({ stage }, { header }) => stage.supplier.cancel({ opened: header, reason: REASON }))],
  "cancel consent nonce": [cancelBySignature],
  revoke: [on("sealed", ({ stage }) => stage.supplier.revoke(ROOT))],
  spendNonce: [on("sealed", ({ stage, validity }) => stage.supplier.spendNonce(validity().nonce))],
  "revoke spendNonce": [
    on("sealed", async ({ stage: { agent }, validity }) => {
      await agent.multicall([await agent.calls.revoke(ROOT), await agent.calls.spendNonce(validity().nonce)]);
    }),
  ],
};
