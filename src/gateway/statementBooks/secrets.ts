/** Secrets of pairs, over HTTP and for whoever works with them here. */
import type { z } from "zod";
import type { Address, Hex } from "../../domain/receivable.ts";
import { ZERO_HASH } from "../../domain/receivable.ts";
import { statementKeysHash } from "../../domain/statementLeaf.ts";
import type { Sql } from "../../store/database.ts";
import {
  createPairSecretSeals,
  forgetPairSecrets,
  keepPairSecret,
  pairSecretsBefore,
  pairSecretsKept,
  sealedPairSecret,
  viewingKeysOf,
} from "../../store/pairSecrets.ts";
import type { GivenPairSecret, ListedPairSecret, SecretPlace, ViewingKeys } from "../../store/pairSecrets.ts";
import { lockCount } from "../../store/quotas.ts";
import type { STATEMENT_BOOK_OPERATIONS } from "../../wire/operations/statementBooks.ts";
import type { pairSecret } from "../../wire/statementBook.ts";
import { quotaReached } from "../access/refusals.ts";
import type { GatewayDeps } from "../deps.ts";
import type { Handlers } from "../http/exchange.ts";
import { pageOf } from "../http/paging.ts";
import { notFound, ProblemError } from "../http/problems.ts";
import { createCursors } from "../receivables/cursors.ts";
import { shownInstant } from "../receivables/showing.ts";

type Operations = Pick<typeof STATEMENT_BOOK_OPERATIONS, "givePairSecret" | "listPairSecrets" | "forgetPairSecret">;

/** Of one organisation. */
const MOST_SECRETS = 10_000;
const LAST = Number.MAX_SAFE_INTEGER;

export function secretHandlers({ database, config, now }: GatewayDeps): Handlers<Operations> {
  const seals = createPairSecretSeals(config.secret);
  const cursors = createCursors(config.secret);
  return {
    givePairSecret: async ({ member: { organisation, account }, body: { secret, ...named } }) => {
      checkParty(named, organisation);
      const current = await currentKeys(database, named);
      if (current !== named.keys) {
        const detail = `the directory's viewing keys come to ${current}, and the secret is of ${named.keys}`;
        throw new ProblemError("PairKeysChanged", `${detail}: make it anew of the keys that both firms have now`);
      }
      const given: GivenPairSecret = { ...named, organisation, account, given: now() };
      const sealed = seals.seal(given, Buffer.from(secret.slice(2), "hex"));
      await database.transaction(async (tx) => {
        await lockCount(tx, `pair secrets of ${organisation}`);
        const isNew = (await sealedPairSecret(tx, given)) === undefined;
        const count = isNew ? await pairSecretsKept(tx, organisation) : 0;
        if (count >= MOST_SECRETS) throw quotaReached(count, "secrets of pairs: forget one first");
        await keepPairSecret(tx, given, sealed);
      });
      return { status: 201, body: shownSecret(given, true) };
    },
    listPairSecrets: async ({ member: { organisation }, query }) => {
      const read = (before: number, limit: number): Promise<readonly ListedPairSecret[]> =>
        pairSecretsBefore(database, organisation, before, limit);
      const list = `pair secrets of ${organisation}`;
      const { rows, next } = await pageOf({ cursors, list, first: LAST, placeOf: ({ number }) => number, read }, query);
      const items = rows.map((one) => shownSecret(one, keysHashOf(one.viewingKeys) === one.keys));
      return { status: 200, body: { items, next } };
    },
    forgetPairSecret: async ({ member: { organisation }, params: { keys } }) => {
      if (!(await forgetPairSecrets(database, organisation, keys))) throw notFound();
      return { status: 204, body: undefined };
    },
  };
}

function shownSecret(secret: GivenPairSecret, current: boolean): z.output<typeof pairSecret> {
  const { supplier, buyer, keys, account, given } = secret;
  return { supplier, buyer, keys, account, given: shownInstant(given), current };
}

interface Parties {
  readonly supplier: Address;
  readonly buyer: Address;
}

/** Which of both an organisation is. @throws ProblemError `RequestInvalid` for neither, or both */
export function checkParty({ supplier, buyer }: Parties, organisation: Address, at = "body"): "supplier" | "buyer" {
  if (supplier !== buyer && organisation === supplier) return "supplier";
  if (supplier !== buyer && organisation === buyer) return "buyer";
  const message = "name your organisation as one side, and another as the other";
  throw new ProblemError("RequestInvalid", `${at}.supplier: ${message}`, {
    faults: [{ at: `${at}.supplier`, message }],
  });
}

/** The hash of the viewing keys that both have now. @throws ProblemError `ViewingKeyMissing` */
export async function currentKeys(sql: Sql, pair: Parties): Promise<Hex> {
  const found = keysHashOf(await viewingKeysOf(sql, pair));
  if (found !== undefined) return found;
  const detail = `${pair.supplier} or ${pair.buyer} has no viewing key in the directory: let it set one`;
  throw new ProblemError("ViewingKeyMissing", detail);
}

/** Undefined where a side has none, or has taken it back. */
function keysHashOf({ supplier, buyer }: ViewingKeys): Hex | undefined {
  const isMissing = supplier === null || buyer === null || supplier === ZERO_HASH || buyer === ZERO_HASH;
  return isMissing ? undefined : statementKeysHash(supplier, buyer);
}

/** The secret of a pair; undefined where none was given. @param secret Of the gateways of one database. */
export async function secretFor(sql: Sql, secret: Uint8Array, place: SecretPlace): Promise<Uint8Array | undefined> {
  const sealed = await sealedPairSecret(sql, place);
  return sealed === undefined ? undefined : createPairSecretSeals(secret).open(place, sealed);
}

/** Why something cannot be done without a secret. */
export function secretMissing({ keys }: Pick<SecretPlace, "keys">): ProblemError {
  const detail = `no secret of the viewing keys ${keys} was given: give the one that countersign pair-secret makes`;
  return new ProblemError("PairSecretMissing", detail);
}
