/** Who may act for an organisation, and whom it lets see what. */
import { z } from "zod";
import { uuid } from "./act.ts";
import { SCOPES } from "./operation.ts";
import { emailAddress, line, moment } from "./personal.ts";
import { address, amount, cursor, date, hash, instant } from "./scalars.ts";
import { currency } from "./terms.ts";

export const ROLES_OF_MEMBERS = ["administrator", "preparer", "reader", "sales"] as const;

/** The most receivables that one grant lists. */
export const MOST_LISTED = 500;
const DEFAULT_LIMIT = 100;
const MAX_LIMIT = 500;

const role = z.enum(ROLES_OF_MEMBERS).meta({
  description:
    "administrator: everything; preparer: reads, and prepares what is signed; reader: reads; sales: learns who is on " +
    "hold, and nothing else.",
});
const scopes = z.array(z.enum(SCOPES)).min(1).max(SCOPES.length);

/** A page of a list that has no other choice. */
export const pageQuery = z
  .strictObject({
    limit: z
      .string()
      .regex(/^(?:[1-9]\d?|[1-4]\d\d|500)$/, `give a whole number from 1 to ${MAX_LIMIT}`)
      .default(DEFAULT_LIMIT.toString())
      .transform(Number)
      .meta({ description: `At most so many, 1 to ${MAX_LIMIT}.` }),
    cursor: cursor.optional(),
  })
  .meta({ id: "PageQuery" });

const next = cursor.nullable().meta({ description: "Where the next page begins; null on the last." });

/** A person to be added. */
export const newMember = z
  .strictObject({
    account: address.meta({ description: "What the person signs in with." }),
    role,
    name: line(200).optional(),
    email: emailAddress.optional(),
  })
  .meta({ id: "NewMember" });

/** That somebody was added; without what is known of them, so that no stored answer outlives them. */
export const memberAdded = z.strictObject({ account: address, role, added: instant }).meta({ id: "MemberAdded" });

/** A person who may act for the organisation. */
export const member = memberAdded
  .extend({
    ...{ name: z.string().nullable(), email: z.string().nullable() },
    addedBy: address.nullable().meta({ description: "Who answers for it; null where that is not known." }),
  })
  .meta({ id: "Member" });

export const members = z
  .strictObject({
    items: z.array(member),
    removed: z
      .array(z.strictObject({ role, at: instant }))
      .meta({ description: "That people were removed, newest first; who they were is not kept." }),
  })
  .meta({ id: "Members" });

/** Who is signed in, and what for. */
export const caller = z
  .strictObject({
    organisation: address,
    account: address.meta({ description: "Of a key: whoever made it." }),
    scopes: z.array(z.enum(SCOPES)),
    key: uuid.nullable().meta({ description: "The key that was sent; null for a session." }),
  })
  .meta({ id: "Caller" });

/** What an agent may do in the organisation's name, as the directory records it. */
export const mandate = z
  .strictObject({
    agent: address,
    verbs: z.array(z.string()).meta({ description: "What it may do on the ledger." }),
    since: instant,
    until: instant.meta({ description: "Last instant." }),
    inForce: z.boolean(),
    cap: amount.nullable().meta({ description: "Largest face of a receivable; null for no cap." }),
    currency: currency.meta({ description: "Of the cap." }),
    document: hash.meta({ description: "Hash of the power of attorney." }),
  })
  .meta({ id: "Mandate" });

export const mandatePage = z.strictObject({ items: z.array(mandate), next }).meta({ id: "MandatePage" });

/** A key to be made. */
export const newKey = z
  .strictObject({
    id: uuid,
    label: line(100).meta({ description: "What it is for." }),
    scopes: scopes.meta({ description: "What it is good for; no more than whoever makes it." }),
    expires: moment.meta({ description: "Last instant; at most 366 days from now." }),
  })
  .meta({ id: "NewKey" });

/** A key, without what it is. */
export const key = z
  .strictObject({
    id: uuid,
    prefix: z.string().meta({ description: "How it begins, to know it by." }),
    label: z.string(),
    scopes,
    maker: address.meta({ description: "Who made it; it ends when this account may no longer administer." }),
    made: instant,
    expires: instant,
    used: instant.nullable().meta({ description: "Last use, to the minute." }),
    revoked: instant.nullable(),
  })
  .meta({ id: "Key" });

/** A key that was just made. */
export const madeKey = z
  .strictObject({
    id: uuid,
    key: z
      .string()
      .regex(/^cs_[a-z0-9]{8}_[A-Za-z0-9_-]{43}$/)
      .meta({ description: "Shown this once. Send it as `Authorization: Bearer cs_...`." }),
    prefix: z.string(),
    expires: instant,
  })
  .meta({ id: "MadeKey" });

export const keys = z.strictObject({ items: z.array(key) }).meta({ id: "Keys" });

const listed = z.array(hash).min(1).max(MOST_LISTED).meta({ description: "Receivables by their ids." });
const period = {
  issuedFrom: date.optional().meta({
    description: "First day (UTC) of the block of issue. Not the due date: that may be sealed, or amended.",
  }),
  issuedTo: date.optional().meta({ description: "Last day (UTC) of the block of issue." }),
};
const until = { until: moment.meta({ description: "Last instant at which the grant shows anything." }) };

/** What an auditor sees of the organisation's. */
export const auditScope = z
  .discriminatedUnion("of", [
    z.strictObject({ of: z.literal("everything") }),
    z.strictObject({ of: z.literal("counterparty"), counterparty: address }),
    z.strictObject({ of: z.literal("receivables"), receivables: listed }),
  ])
  .meta({ id: "AuditScope" });

/** A grant to be given. */
export const newGrant = z
  .discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("audit"), id: uuid, grantee: address, scope: auditScope, ...period, ...until }),
    z.strictObject({ kind: z.literal("offer"), id: uuid, grantee: address, receivables: listed, ...until }),
  ])
  .meta({ id: "NewGrant" });

/** A grant as either side sees it. */
export const grant = z
  .strictObject({
    id: uuid,
    grantor: address,
    grantee: address,
    kind: z.enum(["audit", "offer"]),
    scope: auditScope,
    issuedFrom: date.nullable(),
    issuedTo: date.nullable(),
    since: instant,
    until: instant,
    revoked: instant.nullable(),
    inForce: z.boolean(),
  })
  .meta({ id: "Grant" });

export const grants = z.strictObject({ items: z.array(grant) }).meta({ id: "Grants" });

export const grantsQuery = z
  .strictObject({
    side: z
      .enum(["given", "received"])
      .default("given")
      .meta({ description: "What the organisation shows others, or what others show it." }),
  })
  .meta({ id: "GrantsQuery" });

/** A hold to be put. */
export const newHold = z
  .strictObject({
    counterparty: address,
    reason: line(500).meta({ description: "For administrators alone." }),
  })
  .meta({ id: "NewHold" });

/** All that sales staff learn. */
export const hold = z
  .strictObject({ counterparty: address, hold: z.boolean(), since: instant.nullable() })
  .meta({ id: "Hold" });

export const holdPage = z.strictObject({ items: z.array(hold), next }).meta({ id: "HoldPage" });

export const holdReason = z
  .strictObject({
    counterparty: address,
    since: instant,
    reason: z.string(),
    account: address.nullable().meta({ description: "Who put it; null if they are a member no more." }),
  })
  .meta({ id: "HoldReason" });

export type NewGrant = z.output<typeof newGrant>;
export type PageQuery = z.output<typeof pageQuery>;
export type ShownGrant = z.output<typeof grant>;
