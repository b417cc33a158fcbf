/** Envelopes as JSON, for the parties to keep and to send. Integers are decimal text, so that no digit is lost. */
import { ENVELOPE_KINDS, EnvelopeError } from "./envelope.ts";
import type { Envelope, Leaf } from "./envelope.ts";
import { ZERO_HASH } from "./receivable.ts";
import type { Hex } from "./receivable.ts";

const FORMAT = "countersign envelope 1";
const INTEGER = /^(?:0|[1-9][0-9]{0,77})$/;
const WORD_BITS = 256;
const ADDRESS = /^0x[0-9a-fA-F]{40}$/;
const WORD = /^0x[0-9a-fA-F]{64}$/;
const BYTES = /^0x(?:[0-9a-fA-F]{2})*$/;

/** The text of an envelope. A leaf without content is its commitment alone. */
export function serialiseEnvelope(envelope: Envelope): string {
  const { chainId, count, deadline, leaves, ...rest } = envelope;
  const integers = { chainId: chainId.toString(), count: count.toString(), deadline: deadline.toString() };
  const written = leaves.map((leaf) => (leaf.content === ZERO_HASH ? leaf.commitment : leaf));
  return `${JSON.stringify({ format: FORMAT, ...rest, ...integers, leaves: written })}\n`;
}

/**
 * Reads the text of an envelope: its shape; whether it is signed is what `checkEnvelope` tells.
 * @throws EnvelopeError that names field, value and the way out.
 */
export function parseEnvelope(text: string): Envelope {
  const fields = objectOf("envelope", parseJson(text));
  const { format, kind, leaves } = fields;
  if (format !== FORMAT) throw fault("format", format, `write "${FORMAT}", or read it with the version that wrote it`);
  const known = ENVELOPE_KINDS.find((name) => name === kind);
  if (known === undefined) throw fault("kind", kind, `write ${ENVELOPE_KINDS.join(" or ")}`);
  if (!Array.isArray(leaves) || leaves.length === 0) throw fault("leaves", leaves, "give a list of one leaf at least");
  return {
    kind: known,
    chainId: integer(fields, "chainId"),
    ledger: hex(fields, "ledger", ADDRESS),
    root: hex(fields, "root", WORD),
    count: integer(fields, "count"),
    party: hex(fields, "party", ADDRESS),
    policy: hex(fields, "policy", WORD),
    text: sentence(fields, "text"),
    deadline: integer(fields, "deadline"),
    leaves: leaves.map((leaf: unknown, place) => leafOf(leaf, `leaves[${place}]`)),
    signer: hex(fields, "signer", ADDRESS),
    signature: hex(fields, "signature", BYTES),
  };
}

type Fields = Readonly<Record<string, unknown>>;

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new EnvelopeError("envelope", `a text of ${text.length} characters`, "it is no JSON: give a whole envelope");
  }
}

function objectOf(field: string, value: unknown): Fields {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Fields;
  throw fault(field, value, "write a JSON object, { … }");
}

function leafOf(value: unknown, field: string): Leaf {
  if (typeof value === "string") return { commitment: hex({ [field]: value }, field, WORD), content: ZERO_HASH };
  const fields = objectOf(field, value);
  return {
    commitment: hex(fields, "commitment", WORD, field),
    content: hex(fields, "content", WORD, field),
  };
}

function hex(fields: Fields, name: string, form: RegExp, parent?: string): Hex {
  const value = fields[name];
  if (typeof value === "string" && form.test(value)) return value as Hex;
  const digits = form === ADDRESS ? "40 hex digits" : form === WORD ? "64 hex digits" : "whole bytes in hex";
  throw fault(parent === undefined ? name : `${parent}.${name}`, value, `write 0x and ${digits}`);
}

function integer(fields: Fields, name: string): bigint {
  const value = fields[name];
  if (typeof value === "string" && INTEGER.test(value)) {
    const read = BigInt(value);
    if (read === BigInt.asUintN(WORD_BITS, read)) return read;
  }
  throw fault(name, value, "write a whole number of at most 256 bits, as text and without leading zeros");
}

function sentence(fields: Fields, name: string): string {
  const value = fields[name];
  if (typeof value === "string") return value;
  throw fault(name, value, "write the text that was signed, empty for an issuance");
}

function fault(field: string, value: unknown, wayOut: string): EnvelopeError {
  return new EnvelopeError(field, value === undefined ? "missing" : JSON.stringify(value).slice(0, 200), wayOut);
}
