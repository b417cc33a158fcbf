/** What the operations of limits and of the watchlist are about. See `objects.ts`. */
import { randomUUID } from "node:crypto";
import { keccakOfText } from "../../src/domain/hash.ts";
import type { World } from "./actors.ts";
import { addressOf } from "./stage.ts";

type Params = Readonly<Record<string, string>>;
type Body = Readonly<Record<string, unknown>> & { readonly id: string };

const OWNER = "the organisation itself";
const OWN = { kind: "own" } as const;
const NO_ID = { id: "00000000-0000-4000-8000-000000000000" };
const DAY = 86_400;

let customers = 0;
/** Each once: nobody is frozen, or watched, twice at a time. */
const somebody = (): string => {
  customers += 1;
  return addressOf(`customer ${customers}`);
};
const reviewBy = ({ stage }: World): string => new Date((stage.now + 7 * DAY) * 1_000).toISOString().slice(0, 10);

const limitBody = (): Body => ({
  ...{ id: randomUUID(), subject: { kind: "customer", customer: addressOf("limited") }, currency: "EUR" },
  ...{ amount: "10000.00", reason: "First order" },
});
const freezeBody = (): Body => ({ id: randomUUID(), customer: somebody(), reason: "Its other suppliers sue" });
const watchBody = (world: World): Body => ({
  ...{ id: randomUUID(), customer: somebody(), reason: "A new owner", reviewBy: reviewBy(world) },
});

/** By the ids of the operations. */
export const LIMIT_BODIES: Readonly<Record<string, (world: World) => unknown>> = {
  setLimit: limitBody,
  freezeLimit: freezeBody,
  liftFreeze: () => ({ reason: "They paid" }),
  watchCustomer: watchBody,
  reviewWatched: (world) => ({ note: "Nothing new", reviewBy: reviewBy(world) }),
  endWatch: () => ({ reason: "They paid" }),
  setWatchRules: () => ({ limitUse: 800_000, daysOverdue: 30, disputedShare: null, reviewDays: 14 }),
};

async function post(world: World, path: string, body: Body): Promise<Params> {
  const answer = await world.ask(OWNER, "post", path, body);
  if (answer.status >= 300) throw new Error(`POST ${path}: ${answer.body}`);
  return { id: body.id };
}

const bytesOf = (hex: string): string => `\\x${hex.slice(2)}`;

/** A day's news, as a look at the customers would have kept them. */
async function newDigest({ stage }: World): Promise<Params> {
  await stage.database.query(
    "insert into watchlist_digests (organisation, day, after, until) values ($1, 20800, 1, 2) on conflict do nothing",
    [bytesOf(addressOf("supplier"))],
  );
  return { day: "2026-12-13" };
}

/** As preparing an issue would have kept it. */
async function newGrant({ stage }: World): Promise<Params> {
  const receivable = keccakOfText("granted");
  await stage.database.query(
    `insert into limit_grants (organisation, intent, receivable, customer, verb, currency, added, secured, exposure,
       sealed, at) values ($1, $2, $3, $4, 'issue', $5, 100, 0, 0, 0, 1) on conflict do nothing`,
    [
      ...[bytesOf(addressOf("supplier")), NO_ID.id, bytesOf(receivable), bytesOf(addressOf("buyer"))],
      "\\x00000000000000000000000000000000000003d2",
    ],
  );
  return { receivable };
}

const ofEntry = {
  kind: "thing",
  make: (world: World) => post(world, "/v1/watchlist", watchBody(world)),
  missing: NO_ID,
} as const;

const ofFreeze = {
  kind: "thing",
  make: (world: World) => post(world, "/v1/limits/freezes", freezeBody()),
  missing: NO_ID,
} as const;

/** By the ids of the operations. */
export const LIMIT_OBJECTS = {
  setLimit: OWN,
  listLimits: OWN,
  eraseLimitReason: { kind: "thing", make: (world: World) => post(world, "/v1/limits", limitBody()), missing: NO_ID },
  readExposure: { kind: "public" },
  listLimitGrants: { kind: "thing", make: newGrant, missing: { receivable: keccakOfText("never granted") } },
  listLimitExceptions: OWN,
  freezeLimit: OWN,
  listFreezes: OWN,
  liftFreeze: { ...ofFreeze, body: { reason: "They paid" } },
  eraseFreezeReasons: ofFreeze,
  watchCustomer: OWN,
  listWatched: OWN,
  readWatchedCustomer: { kind: "public" },
  reviewWatched: { ...ofEntry, body: { note: "Nothing new", reviewBy: "2026-12-01" } },
  endWatch: { ...ofEntry, body: { reason: "They paid" } },
  eraseWatchWords: ofEntry,
  setWatchRules: OWN,
  listWatchRules: OWN,
  readWatchDigest: { kind: "thing", make: newDigest, missing: { day: "2026-12-14" } },
} as const;
