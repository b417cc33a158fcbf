/** What the user asked for in the portal, to be compared with what is to be signed or sent. */
import type { z } from "zod";
import type { Address, Hex } from "../../../domain/receivable.ts";
import type { act } from "../../../wire/act.ts";
import type { CurrencyOf, Known } from "./reading.ts";
import type { Values } from "./values.ts";

/** An act as it was posted to the gateway. */
export type AskedAct = z.input<typeof act>;

/** A receivable that the user's organisation issues, as far as it told the portal of it. */
export interface AskedIssue {
  readonly verb: "issue";
  readonly buyer?: string | undefined;
  /** Face and due date, where they were typed and not read from a file by the gateway. */
  readonly amount?: string | undefined;
  readonly dueDate?: string | undefined;
  readonly currency?: string | undefined;
  readonly deadline?: string | undefined;
}

export type Asked = AskedAct | AskedIssue;

export interface Expected {
  readonly asked: Asked;
  /** For which the user acts. */
  readonly organisation: Address;
  readonly known: Known;
  readonly currencyOf: CurrencyOf;
  /** Unix seconds, by the user's own clock. */
  readonly now: number;
  /** Of the receivable, where what is signed names an amount and no currency: promises, requests for time, claims. */
  readonly currency?: Address | undefined;
  /** That the receivable has on the chain, where the portal knows it: then no other terms can be signed. */
  readonly commitment?: Hex | undefined;
}

/** What a value has to be: itself, or one of several. */
export type Wanted = bigint | string | boolean | readonly string[] | readonly bigint[];

/** What every value at a path has to be. Paths are of names alone; an array is wanted as a whole. */
export type Facts = Readonly<Record<string, Wanted | undefined>>;

/** What facts are made from. */
export interface Matter {
  readonly expected: Expected;
  readonly values: Values;
  /** Those for which the user may sign: the organisation, and desks that may be its own. */
  readonly own: readonly string[];
  /** Minor units of an amount that was asked for. */
  readonly units: (text: string, currency: unknown) => bigint;
}

/** An amount or a date that was asked for cannot be compared: nobody signs what nobody can check. */
export class UncomparableError extends Error {
  constructor(what: string) {
    super(what);
    this.name = "UncomparableError";
  }
}
