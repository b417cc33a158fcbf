/** What an operation is asked and what it answers, by the types of its own description. */
import type { z } from "zod";
import type { Address } from "../../domain/receivable.ts";
import type { Answer, Operation, Scope } from "../../wire/operation.ts";
import type { EventStream } from "./eventStream.ts";
import type { Rendered } from "./rendered.ts";

/** Who is signed in, and with what. */
export interface Member {
  readonly organisation: Address;
  /** Of a machine's key: whoever made it, and answers for it. */
  readonly account: Address;
  readonly scopes: ReadonlySet<Scope>;
  /** Never to be logged. */
  readonly token: string;
  /** The id of the key that was sent; absent of sessions. */
  readonly key?: string;
}

type Read<Part> = Part extends z.ZodType ? z.output<Part> : undefined;
type PartOf<O extends Operation, Name extends keyof Operation> =
  O extends Readonly<Record<Name, infer Part>> ? Read<Part> : undefined;

export interface Asked<O extends Operation> {
  readonly params: PartOf<O, "params">;
  readonly query: PartOf<O, "query">;
  readonly headers: PartOf<O, "headers">;
  readonly body: PartOf<O, "body">;
  readonly member: O["caller"] extends "member" ? Member : undefined;
}

type BodyOf<A extends Answer> = A extends { readonly body: infer Body } ? Read<Body> : undefined;

/** One of the answers that the operation documents. */
export type Reply<O extends Operation> = {
  readonly [Status in keyof O["answers"] & number]: {
    readonly status: Status;
    readonly body: BodyOf<O["answers"][Status]> | Rendered<BodyOf<O["answers"][Status]>>;
    /** Where the description leaves it open, or says it in less words. */
    readonly contentType?: string;
    /** Beside those that every answer has, or in their place. */
    readonly headers?: Readonly<Record<string, string>>;
    /** What comes after the body, for as long as it lasts; of answers that are server-sent events. */
    readonly stream?: EventStream;
  };
}[keyof O["answers"] & number];

export type Handler<O extends Operation> = (asked: Asked<O>) => Promise<Reply<O>> | Reply<O>;

/** A handler for every operation, and none beside. */
export type Handlers<Operations extends Readonly<Record<string, Operation>>> = {
  readonly [Id in keyof Operations]: Handler<Operations[Id]>;
};
