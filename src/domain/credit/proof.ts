/**
 * What proves later by which inputs a customer was scored. Each input is a leaf with a salt of its own, so that one can
 * be shown without the others and none can be guessed; the anchor binds policy, inputs, points and band. It says
 * nothing by itself and can be published; a score never is.
 */
import { keccakOfText, keccakOfWords, wordOf } from "../hash.ts";
import { isUnderRoot, merkleTreeOf } from "../merkle.ts";
import type { Hex } from "../receivable.ts";
import { canonicalJson, contentHash } from "./canonical.ts";
import type { InputKind, ScoreInput } from "./inputs.ts";
import { bandOf } from "./policy.ts";
import type { CreditPolicy } from "./policy.ts";
import { scoreOf } from "./score.ts";
import type { Score } from "./score.ts";

/** An input with what makes its leaf. */
export interface SaltedInput extends ScoreInput {
  readonly salt: Hex;
}

/** What is handed to whoever verifies a score. */
export interface ScoreProof {
  /** Hash of the policy document. */
  readonly policy: Hex;
  readonly day: number;
  readonly points: number;
  readonly band: string;
  /** All inputs of the model, in its order. */
  readonly inputs: readonly SaltedInput[];
}

/** The inputs as they were scored: those that were missing are there, without a value. */
export function scoreProof(policy: Hex, { day, points, lines }: Score, band: string, salt: Hex): ScoreProof {
  const inputs = lines.map(({ input }) => ({ ...input, salt: saltOf(salt, input.kind) }));
  return { policy, day, points, band, inputs };
}

/** That of one input: from it no other can be told. */
function saltOf(salt: Hex, kind: InputKind): Hex {
  return keccakOfText(`${salt} ${kind}`);
}

/** The leaf of one input. */
export function inputLeaf({ kind, value, source, day, expires, salt }: SaltedInput): Hex {
  return keccakOfText(`countersign score input ${canonicalJson({ kind, value, source, day, expires, salt })}`);
}

export function inputsRoot(inputs: readonly SaltedInput[]): Hex {
  return merkleTreeOf(inputs.map(inputLeaf)).root;
}

/** The way from one input to the root. @throws RangeError for a kind that is not among them. */
export function inputPath(inputs: readonly SaltedInput[], kind: InputKind): readonly Hex[] {
  return merkleTreeOf(inputs.map(inputLeaf)).proofOf(inputs.findIndex((input) => input.kind === kind));
}

/** Whether one input was among those under a root. */
export function isInputUnder(root: Hex, input: SaltedInput, path: readonly Hex[]): boolean {
  return isUnderRoot(root, inputLeaf(input), path);
}

/** What may be published: keccak256 of policy, inputs' root, day, points and the hash of the band's name. */
export function scoreAnchor(proof: Omit<ScoreProof, "inputs"> & { readonly root: Hex }): Hex {
  const { policy, root, day, points, band } = proof;
  return keccakOfWords(policy, root, wordOf(day), wordOf(points), keccakOfText(band));
}

/** What is wrong with a proof; undefined where it is right. */
export function proofFault(proof: ScoreProof, policy: CreditPolicy, anchor: Hex): string | undefined {
  if (contentHash(policy) !== proof.policy) return "the policy document has another hash";
  if (scoreAnchor({ ...proof, root: inputsRoot(proof.inputs) }) !== anchor) return "the anchor is of something else";
  const inputs = proof.inputs.map(({ kind, value, source, day, expires }) => ({ kind, value, source, day, expires }));
  const { points } = scoreOf(policy.model, inputs, proof.day);
  if (points !== proof.points) return `the inputs give ${points} points, not ${proof.points}`;
  const { name } = bandOf(policy.bands, points);
  return name === proof.band ? undefined : `${points} points are the band ${name}, not ${proof.band}`;
}
