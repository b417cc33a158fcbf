/** Everything that webhooks and e-mails can tell of, in the order in which it is offered. */
import type { Schemas } from "../../data/gateway.ts";
import {
  COLLECTION_EVENT,
  DIRECTORY_EVENT,
  FACTORING_EVENT,
  LEDGER_EVENT,
  STATEMENT_EVENT,
  TOLD_NOTICE,
} from "../../words/enumerations/events.ts";
import type { Word } from "../../words/enumerations/word.ts";

export type ToldKind = Schemas["ToldKind"];

export const TOLD_KIND: Readonly<Record<ToldKind, Word>> = {
  ...{ ...TOLD_NOTICE, ...LEDGER_EVENT, ...DIRECTORY_EVENT },
  ...{ ...STATEMENT_EVENT, ...FACTORING_EVENT, ...COLLECTION_EVENT },
};

export const TOLD_KINDS = Object.keys(TOLD_KIND) as readonly ToldKind[];
