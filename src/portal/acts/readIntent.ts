/**
 * An intent as a person reads it: words, effect, and what differs from what was asked for. Loaded when first needed.
 */
import { currencyByNumeric } from "../../domain/currency.ts";
import type { Address } from "../../domain/receivable.ts";
import type { TypedDataJson } from "../../wire/intent.ts";
import type { Schemas } from "../data/gateway.ts";
import type { Deployment } from "../data/deployment.ts";
import type { Language } from "../words/i18n.ts";
import type { Act, Intent } from "./act.ts";
import { checkCall } from "./reading/checkCall.ts";
import type { Call } from "./reading/calls.ts";
import { checkMessage, checkPermit } from "./reading/checkMessage.ts";
import type { Expected } from "./reading/expected.ts";
import { legalEffect } from "./reading/legalEffect.ts";
import { readCall } from "./reading/readCall.ts";
import { readMessage } from "./reading/readMessage.ts";
import type { CurrencyOf, Known, Reading } from "./reading/reading.ts";
import type { Readings } from "./readings.ts";

/** What surrounds an intent. */
export interface About {
  readonly asked: Act | undefined;
  readonly organisation: string;
  readonly language: Language;
  readonly known: Deployment;
  /** Desks of factors that the organisation deals with. */
  readonly desks: readonly string[];
  /** Unix seconds. */
  readonly now: number;
}

/** @throws UnreadableError for a message that the portal does not know; then nobody signs it here */
export function readIntent(intent: Intent, about: About): Readings {
  const { language, known: deployment, desks } = about;
  const [known, currencyOf] = [knownOf(deployment, desks), currenciesOf(deployment, intent.currency)];
  const { message, permit, call, before, verb } = intent;
  // What is sent beside a signature is read and checked as well: it moves money no less.
  const calls = [...before, ...(message === null && call !== null ? [call] : [])];
  // The reading itself refuses whatever has another shape.
  const messages = [message, permit].filter((one) => one !== null) as readonly TypedDataJson[];
  const parts = [
    ...messages.map((one) => readMessage(one, { language, currencyOf })),
    ...calls.map((one) => readCall(one, { language, currencyOf, known })),
  ];
  return {
    parts,
    effect: legalEffect(verb, language),
    faults: faultsOf(intent, calls, { ...about, places: known, currencyOf }),
  };
}

interface Checked extends About {
  readonly places: Known;
  readonly currencyOf: CurrencyOf;
}

/** What was prepared elsewhere was not asked for here, and is compared with nothing: its words are all there is. */
function faultsOf(
  { message, permit, currency }: Intent,
  calls: readonly Call[],
  { asked, organisation, places, currencyOf, now, language }: Checked,
): readonly string[] {
  if (asked === undefined) return [];
  const own = currency.address === null ? {} : { currency: currency.address as Address };
  const expected: Expected = {
    ...{ asked, organisation: organisation as Address, known: places, currencyOf, now },
    ...own,
  };
  const { currency: paid } = expected;
  return [
    ...(message === null ? [] : checkMessage(message as TypedDataJson, expected, language)),
    ...(permit === null || paid === undefined
      ? []
      : checkPermit(permit as TypedDataJson, { ...expected, currency: paid }, language)),
    ...calls.flatMap((one) => checkCall(one, expected, language)),
  ];
}

/** A message that is no act. @throws UnreadableError */
export function readLoose(
  message: Schemas["TypedData"],
  language: Language,
  deployment: Deployment | undefined,
): Reading {
  return readMessage(message as TypedDataJson, { language, currencyOf: currenciesOf(deployment, undefined) });
}

function knownOf(
  { statements, factoring, collections, chainId, ledger, directory }: Deployment,
  desks: readonly string[],
): Known {
  return {
    ...{ chainId, ledger, directory, desks },
    ...(statements === null ? {} : { statements }),
    ...(factoring === null ? {} : { factoring }),
    ...(collections === null ? {} : { collections }),
  } as Known;
}

/** Tokens that the gateway names, the intent's own currency, and ISO 4217 numbers written as addresses. */
function currenciesOf(deployment: Deployment | undefined, own: Intent["currency"] | undefined): CurrencyOf {
  return (address) => {
    const wanted = address.toLowerCase();
    const token = deployment?.tokens.find((one) => one.address === wanted);
    if (token !== undefined) return token;
    if (own?.address === wanted && own.code !== null && own.decimals !== null) {
      return { code: own.code, decimals: own.decimals };
    }
    const iso = BigInt(wanted) < 1_000n ? currencyByNumeric(Number(BigInt(wanted))) : undefined;
    return iso === undefined ? undefined : { code: iso.code, decimals: iso.exponent };
  };
}
