/** The signed messages of evidence: acts of parties, and frame contracts. */
import { canonicalJson } from "../../documents/evidence/manifest.ts";
import { COLLECTION_TYPES } from "../../domain/collections/recordMessages.ts";
import { commitmentOf, idOf } from "../../domain/commitment.ts";
import { digestOf, structsOf } from "../../domain/eip712.ts";
import type { TypedMessage, TypedStructs } from "../../domain/eip712.ts";
import { isUnderRoot } from "../../domain/merkle.ts";
import { leafOf, signingDomain } from "../../domain/messages.ts";
import { MESSAGE_TYPES } from "../../domain/messageTypes.ts";
import type { Address, Hex, Receivable } from "../../domain/receivable.ts";
import { keyWitness } from "../../clients/envelopes.ts";
import { FRAME_CONTRACT_TYPES } from "../../gateway/contracts/message.ts";
import { evidenceConsent, evidenceContract } from "../../wire/evidence.ts";
import type { z } from "zod";
import { fails, holds, unknown } from "./findings.ts";
import type { Finding } from "./findings.ts";
import type { Pack } from "./pack.ts";

type Consent = z.output<typeof evidenceConsent>;
type TypedData = Consent["typedData"];

/** @param commitments Those that the events show. @param subjects What the leaves of signed roots may be of. */
export async function checkConsents(
  pack: Pack,
  commitments: ReadonlySet<string>,
  subjects: ReadonlySet<string>,
): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const file of pack.of("consent")) {
    const consent = pack.read(file, evidenceConsent);
    findings.push(await checkConsent(pack, file.path, consent, { commitments, subjects }));
  }
  return findings;
}

interface Known {
  readonly commitments: ReadonlySet<string>;
  readonly subjects: ReadonlySet<string>;
}

async function checkConsent(pack: Pack, path: string, consent: Consent, known: Known): Promise<Finding> {
  const { party, signer, signature, typedData, leaf } = consent;
  const { primaryType, message } = typedData;
  const digest = digestOfAct(pack, typedData);
  if (digest === undefined) return fails(path, `it is no message of this ledger: ${primaryType}`);
  const isAbout = leaf === null ? isOfReceivable(pack, message, known) : isLeaf(message, leaf, known);
  if (!isAbout) return fails(path, "the message is about another receivable, or a revision that no event shows");
  if (!(await keyWitness.signed(signer, digest, signature))) return unsigned(path, signer, signature);
  // The verb that the file names may be any: what was signed says itself what it is.
  const signed = `${primaryType} is signed by ${signer}`;
  return signer === party
    ? holds(path, signed)
    : unknown(path, `${signed}; whether it may sign for ${party} stands in the directory`);
}

/** A contract account's signature is whatever its code takes for one, and the code is not here. */
function unsigned(path: string, signer: Address, signature: Hex): Finding {
  const isOfKey = signature.length === KEY_SIGNATURE_DIGITS;
  if (isOfKey) return fails(path, `the signature is not that of the key ${signer}`);
  return unknown(path, `${signer} signed as a contract account (ERC-1271), which nobody checks without its chain`);
}

const KEY_SIGNATURE_DIGITS = 2 + 2 * 65;

/** What a wallet hashed, by the types that the contracts know and not by those that stand in the file. */
function digestOfAct({ manifest }: Pack, typedData: TypedData): Hex | undefined {
  const { chainId, ledger, collections } = manifest;
  const { primaryType, message } = typedData;
  const known: TypedStructs = Object.hasOwn(MESSAGE_TYPES, primaryType) ? MESSAGE_TYPES : COLLECTION_TYPES;
  const place = known === MESSAGE_TYPES ? ledger : collections;
  if (place === null || !Object.hasOwn(known, primaryType)) return undefined;
  const types = structsOf(known, primaryType);
  return digestWith(typedData, { types, primaryType, message }, signingDomain(chainId, place));
}

function digestWith(
  { types, domain }: TypedData,
  message: TypedMessage,
  expected: ReturnType<typeof signingDomain>,
): Hex | undefined {
  const structs = Object.fromEntries(Object.entries(types).filter(([name]) => name !== "EIP712Domain"));
  const isSame = (one: unknown, other: unknown): boolean =>
    Buffer.compare(canonicalJson(one), canonicalJson(other)) === 0;
  const shown = { ...expected, chainId: Number(expected.chainId) };
  if (!isSame(structs, message.types) || !isSame({ ...domain, verifyingContract: lower(domain) }, shown)) {
    return undefined;
  }
  try {
    return digestOf(expected, { ...message, message: integersIn(message, message.primaryType, message.message) });
  } catch {
    return undefined;
  }
}

function lower({ verifyingContract }: TypedData["domain"]): string {
  return verifyingContract.toLowerCase();
}

/** JSON has no integers of that size: they stand there as text. */
function integersIn(
  typed: TypedMessage,
  struct: string,
  value: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const valueOf = (type: string, inner: unknown): unknown => {
    if (Array.isArray(inner)) return inner.map((one) => valueOf(type.replace(/\[\]$/, ""), one));
    if (/^u?int\d+$/.test(type) && typeof inner === "string") return BigInt(inner);
    if (Object.hasOwn(typed.types, type)) return integersIn(typed, type, inner as Readonly<Record<string, unknown>>);
    return inner;
  };
  const fields = typed.types[struct] ?? [];
  return Object.fromEntries(fields.map(({ name, type }) => [name, valueOf(type, value[name])]));
}

/** Messages open the receivable, or name it by its id. */
function isOfReceivable({ manifest }: Pack, message: TypedData["message"], { commitments }: Known): boolean {
  const named = message["receivable"];
  if (typeof named === "string") return manifest.lineage.includes(named as Hex);
  const type = { types: structsOf(MESSAGE_TYPES, "Receivable"), primaryType: "Receivable", message: {} };
  try {
    const read = integersIn(type, "Receivable", named as Readonly<Record<string, unknown>>);
    const receivable = read as unknown as Receivable;
    return manifest.lineage.includes(idOf(receivable.header)) && commitments.has(commitmentOf(receivable));
  } catch {
    return false;
  }
}

function isLeaf(message: TypedData["message"], leaf: NonNullable<Consent["leaf"]>, { subjects }: Known): boolean {
  const root = message["root"];
  return (
    subjects.has(leaf.subject) && typeof root === "string" && isUnderRoot(root as Hex, leafOf(leaf.subject), leaf.proof)
  );
}

/** @param pair The parties of the receivable. */
export async function checkContracts(
  pack: Pack,
  pair: Pick<Receivable["header"], "supplier" | "buyer">,
): Promise<Finding[]> {
  const findings: Finding[] = [];
  const { chainId, ledger } = pack.manifest;
  for (const file of pack.of("contract")) {
    const { text, hash, typedData, signatures } = pack.read(file, evidenceContract);
    const { primaryType, message } = typedData;
    const typed = { types: FRAME_CONTRACT_TYPES, primaryType, message };
    const digest = digestWith(typedData, typed, signingDomain(chainId, ledger));
    if (primaryType !== "FrameContract" || digest !== hash || message["text"] !== text) {
      findings.push(fails(file.path, "its text or its hash is not that of the message"));
      continue;
    }
    if (message["supplier"] !== pair.supplier || message["buyer"] !== pair.buyer) {
      findings.push(fails(file.path, "it is between others"));
      continue;
    }
    for (const { organisation, signer, signature } of signatures) {
      const isSigned = await keyWitness.signed(signer, hash, signature);
      if (!isSigned) findings.push(unsigned(file.path, signer, signature));
      else if (signer === organisation) findings.push(holds(file.path, `the frame contract is signed by ${signer}`));
      else findings.push(unknown(file.path, `${signer} signed it; whether for ${organisation} is not to be seen here`));
    }
  }
  return findings;
}
