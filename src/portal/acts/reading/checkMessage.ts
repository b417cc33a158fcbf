/**
 * Whether what is to be signed is what the user asked for. The gateway prepares it, and might lie: nothing but what was
 * typed here, the addresses that the user trusts and the message itself is believed.
 */
import { ORGANISATION_KIND } from "../../../clients/organisation/nesting.ts";
import { signingDomain } from "../../../domain/messages.ts";
import { permit2Domain, PERMIT2 } from "../../../domain/permit2.ts";
import type { Address } from "../../../domain/receivable.ts";
import type { TypedDataJson } from "../../../wire/intent.ts";
import type { Language } from "../../words/enumerations/word.ts";
import { knownMessage } from "./catalogue.ts";
import type { KnownMessage, Signed } from "./catalogue.ts";
import { secondsOf, unitsOf } from "./comparing.ts";
import { withComputed } from "./computed.ts";
import { UncomparableError } from "./expected.ts";
import type { Expected, Facts, Matter, Wanted } from "./expected.ts";
import { fault } from "./faults.ts";
import type { FaultName } from "./faults.ts";
import { matterOf, valueFaults, written } from "./matching.ts";
import { factsOf, messageOf } from "./messageOfVerb.ts";
import { UnreadableError } from "./reading.ts";
import type { Known } from "./reading.ts";
import { instantIn } from "./shown.ts";
import { valueAt, valuesOf } from "./values.ts";
import type { Values } from "./values.ts";

const DAY = 86_400n;
/** The gateway takes deadlines of 366 days at most; a day more is for clocks that differ. */
const MOST_DAYS = 367n;
const ZERO_SALT = /^0x0{64}$/;

/** @returns Why not to sign it; empty where it is what was asked for. */
export function checkMessage(typedData: TypedDataJson, expected: Expected, language: Language): readonly string[] {
  const wanted = messageOf(expected.asked);
  return wanted === undefined
    ? [fault("unsigned", language)]
    : checked(typedData, { expected, language, wanted, facts: (matter) => factsOf(expected.asked, matter) });
}

/** The same of a permit that is signed beside a payment. @param currency Of the payment, as the user sees it. */
export function checkPermit(
  typedData: TypedDataJson,
  expected: Expected & { readonly currency: Address },
  language: Language,
): readonly string[] {
  const { asked, organisation, known, currency, currencyOf } = expected;
  const facts = (): Facts => ({
    owner: organisation,
    spender: known.ledger,
    value: asked.verb === "pay" ? unitsOf(asked.maxCash, currency, currencyOf) : 0n,
  });
  return checked(typedData, { expected, language, wanted: "Permit", facts });
}

interface Check {
  readonly expected: Expected;
  readonly language: Language;
  /** The primary type of the message itself. */
  readonly wanted: string;
  readonly facts: (matter: Matter) => Facts;
}

function checked(typedData: TypedDataJson, check: Check): readonly string[] {
  const { language } = check;
  try {
    const known = knownMessage(typedData.primaryType, typedData.types);
    const values = valuesOf(known.types, typedData.primaryType, typedData.message);
    return [...domainFaults(typedData, known, check), ...messageFaults(known, values, check)];
  } catch (error) {
    if (error instanceof UnreadableError) return [fault("unreadable", language, { what: error.message })];
    if (error instanceof UncomparableError) return [fault("uncomparable", language, { what: error.message })];
    throw error;
  }
}

function domainFaults({ domain, types }: TypedDataJson, known: KnownMessage, check: Check): readonly string[] {
  const { expected, language } = check;
  const contract = contractOf(known.signed, expected)?.toLowerCase();
  const faults: string[] = [];
  const add = (name: FaultName, is: unknown, wanted: unknown): void => {
    if (String(is) !== String(wanted)) faults.push(fault(name, language, { is: String(is), wanted: String(wanted) }));
  };
  add("chain", domain.chainId, expected.known.chainId);
  add("contract", domain.verifyingContract.toLowerCase(), contract);
  const own = known.signed === "permit2" ? permit2Domain(1n) : signingDomain(1, expected.known.ledger);
  // A currency names itself; what it is called is no part of what is agreed on.
  if (known.signed !== "currency") {
    add("domain", `${domain.name} ${domain.version ?? "-"}`, `${own.name} ${own.version ?? "-"}`);
  }
  const fields = new Set(["name", "version", "chainId", "verifyingContract"]);
  for (const key of Object.keys(domain)) if (!fields.has(key)) add("domain", key, [...fields].join());
  const written = (types["EIP712Domain"] ?? []).map(({ name, type }) => `${type} ${name}`).join();
  if (types["EIP712Domain"] !== undefined) add("domain", written, domainFields(domain));
  return faults;
}

function domainFields(domain: TypedDataJson["domain"]): string {
  const all = [
    ["string", "name"],
    ["string", "version"],
    ["uint256", "chainId"],
    ["address", "verifyingContract"],
  ] as const;
  return all
    .filter(([, name]) => domain[name] !== undefined)
    .map(([type, name]) => `${type} ${name}`)
    .join();
}

function contractOf(signed: Signed, { known, currency }: Expected): Address | undefined {
  const places: Readonly<Partial<Record<Signed, keyof Known>>> = {
    ledger: "ledger",
    approval: "ledger",
    statements: "statements",
    factoring: "factoring",
    collections: "collections",
  };
  if (signed === "permit2") return PERMIT2;
  if (signed === "currency") return currency;
  const place = places[signed];
  return place === undefined ? undefined : (known[place] as Address | undefined);
}

function messageFaults(known: KnownMessage, message: Values, check: Check): readonly string[] {
  const { expected, language, wanted, facts } = check;
  const { primaryType, contents } = known;
  const inner = contents ?? primaryType;
  if (inner !== wanted) return [fault("kind", language, { is: inner, wanted })];
  const values = contents === undefined ? message : (message["contents"] as Values);
  const act = wanted === "PermitWitnessTransferFrom" ? (values["witness"] as Values) : values;
  const matter = matterOf(withComputed(act), expected);
  const opened = valueAt(matter.values, "receivable.commitment") !== undefined;
  const all = { ...facts(matter), "receivable.commitment": opened ? expected.commitment : undefined };
  return [
    ...valueFaults(all, matter.values, language),
    ...deadlineFaults(values, expected, language),
    ...(contents === undefined ? [] : accountFaults(message, expected, language)),
    ...(wanted === "PermitWitnessTransferFrom" ? transferFaults(values, act, expected, language) : []),
  ];
}

/** What a payment through Permit2 lets be moved is the payment itself. */
function transferFaults(values: Values, payment: Values, { known }: Expected, language: Language): readonly string[] {
  const facts: Facts = {
    spender: known.ledger,
    "permitted.token": valueAt(payment, "receivable.terms.currency") as Wanted,
    "permitted.amount": payment["maxCash"] as Wanted,
    nonce: payment["nonce"] as Wanted,
    deadline: payment["deadline"] as Wanted,
  };
  return valueFaults(facts, values, language);
}

/** For which account it counts, where members of an organisation sign it. */
function accountFaults(message: Values, { organisation, known }: Expected, language: Language): readonly string[] {
  const { name, version } = ORGANISATION_KIND;
  const facts: Facts = { verifyingContract: organisation, name, version, chainId: BigInt(known.chainId) };
  const isSalted = !ZERO_SALT.test(written(message["salt"]));
  const salted = isSalted ? [fault("account", language, { is: written(message["salt"]), wanted: organisation })] : [];
  return [...valueFaults(facts, message, language), ...salted];
}

function deadlineFaults(values: Values, { asked, now }: Expected, language: Language): readonly string[] {
  const { deadline } = values;
  if (typeof deadline !== "bigint") return [];
  const is = instantIn(deadline, language);
  const wanted = secondsOf(asked.deadline);
  if (wanted !== undefined && wanted !== deadline) {
    return [fault("value", language, { what: "deadline", is, wanted: instantIn(wanted, language) })];
  }
  if (deadline < BigInt(now)) return [fault("past", language, { is })];
  return deadline > BigInt(now) + MOST_DAYS * DAY ? [fault("late", language, { is })] : [];
}
