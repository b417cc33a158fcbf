/**
 * Whether a root that is to be signed holds exactly the acceptances that were chosen. The gateway makes it, and might
 * put another receivable under it, which nobody could see in the root.
 */
import { readTypedJson } from "../../../clients/typedJson.ts";
import type { TypedJson } from "../../../clients/typedJson.ts";
import { hashStruct } from "../../../domain/eip712.ts";
import { merkleTreeOf } from "../../../domain/merkle.ts";
import { ACCEPTANCE_TEXT, leafOf } from "../../../domain/messages.ts";
import type { Hex } from "../../../domain/receivable.ts";

/** Where it is signed, and for whom; addresses in lower case. */
export interface Place {
  readonly chainId: number;
  readonly ledger: string;
  readonly buyer: string;
}

/** @param accepted The messages of its acceptances, each checked before. */
export function isRootOf(root: TypedJson, accepted: readonly TypedJson[], { chainId, ledger, buyer }: Place): boolean {
  const { domain, message: read } = readTypedJson(root);
  const { message, primaryType } = read;
  const leaves = accepted.map((one) => leafOf(commitmentIn(one)));
  return (
    primaryType === "AcceptanceRoot" &&
    domain.chainId === BigInt(chainId) &&
    same(domain.verifyingContract, ledger) &&
    same(message["buyer"], buyer) &&
    message["text"] === ACCEPTANCE_TEXT &&
    message["count"] === BigInt(accepted.length) &&
    same(message["root"], merkleTreeOf(leaves).root)
  );
}

/** Of the receivable that a message nests whole. @throws RangeError for a message without one */
function commitmentIn(data: TypedJson): Hex {
  const { types, message } = readTypedJson(data).message;
  const receivable = message["receivable"];
  if (typeof receivable !== "object" || receivable === null) throw new RangeError("the message holds no receivable");
  return hashStruct(types, "Receivable", receivable);
}

function same(one: unknown, other: string): boolean {
  return typeof one === "string" && one.toLowerCase() === other.toLowerCase();
}
