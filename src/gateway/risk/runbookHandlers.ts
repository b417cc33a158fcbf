/** The runbook over HTTP. */
import { isDeepStrictEqual } from "node:util";
import type { Address } from "../../domain/receivable.ts";
import { EMERGENCIES, RUNBOOK_TEMPLATE } from "../../domain/risk/runbook.ts";
import type { Emergency, RunbookPage } from "../../domain/risk/runbook.ts";
import type { Sql } from "../../store/database.ts";
import {
  addDrill,
  eraseRunbookContact,
  keepRunbookContact,
  lastDrills,
  runbookContactsOf,
} from "../../store/riskRunbook.ts";
import type { StoredDrill, StoredRunbookContact } from "../../store/riskRunbook.ts";
import { lastRiskVersions } from "../../store/riskVersions.ts";
import type { RISK_OPERATIONS } from "../../wire/operations/risk.ts";
import type { ShownDrill, ShownRunbookPage } from "../../wire/riskRunbook.ts";
import { idTaken, instantInvalid, quotaReached } from "../access/refusals.ts";
import type { GatewayDeps } from "../deps.ts";
import type { Handlers } from "../http/exchange.ts";
import { notFound } from "../http/problems.ts";
import { shownInstant } from "../receivables/showing.ts";
import { setVersion } from "./versions.ts";

type Own = "readRunbook" | "setRunbookPage" | "noteRunbookContact" | "eraseRunbookContact" | "recordDrill";

const MOST_CONTACTS = 200;
const MOST_DRILLS = 5_000;

export function runbookHandlers({ database, now }: GatewayDeps): Pick<Handlers<typeof RISK_OPERATIONS>, Own> {
  return {
    readRunbook: async ({ member: { organisation } }) => {
      const items = [...(await pagesOf(database, organisation)).values()];
      return { status: 200, body: { items } };
    },
    setRunbookPage: async ({ member: { organisation, account }, body }) => {
      const version = { organisation, account, kind: "page", subject: body.emergency, body, now: now() } as const;
      const { isNew } = await database.transaction((tx) => setVersion(tx, version));
      const page = (await pagesOf(database, organisation)).get(body.emergency);
      if (page === undefined) throw notFound();
      return { status: isNew ? 201 : 200, body: page };
    },
    noteRunbookContact: async ({ member: { organisation }, body }) => {
      const { id, emergency, ...contact } = body;
      const noted = { id, emergency, body: contact, noted: now() };
      const isKept = await database.transaction((tx) => keepRunbookContact(tx, organisation, noted, MOST_CONTACTS));
      if (!isKept) throw quotaReached(MOST_CONTACTS, "people to call: erase some");
      return { status: 204, body: undefined };
    },
    eraseRunbookContact: async ({ member: { organisation }, params: { id } }) => {
      if (!(await eraseRunbookContact(database, organisation, id))) throw notFound();
      return { status: 204, body: undefined };
    },
    recordDrill: async ({ member: { organisation, account }, body }) => {
      if (body.at > now()) throw instantInvalid("body.at", "give a moment that is over");
      const drill = { ...body, recordedBy: account, recorded: now() };
      const kept = await database.transaction((tx) => addDrill(tx, organisation, drill, MOST_DRILLS));
      if (kept === undefined) throw quotaReached(MOST_DRILLS, "drills: no more are kept");
      const { stored, isNew } = kept;
      if (!isDeepStrictEqual({ ...stored, ...body }, stored)) throw idTaken("another drill");
      return { status: isNew ? 201 : 200, body: shownDrill(stored) };
    },
  };
}

/** A page for each emergency, in their order: the organisation's own, or the template's. */
async function pagesOf(sql: Sql, organisation: Address): Promise<ReadonlyMap<Emergency, ShownRunbookPage>> {
  const versions = new Map((await lastRiskVersions(sql, organisation, "page")).map((one) => [one.subject, one]));
  const contacts = await runbookContactsOf(sql, organisation);
  const drills = await lastDrills(sql, organisation);
  return new Map(
    EMERGENCIES.map((emergency) => {
      const version = versions.get(emergency);
      // Only what the interface took is kept there.
      const page = version === undefined ? templateOf(emergency) : (version.body as RunbookPage);
      const drill = drills.find((one) => one.drill === emergency);
      const shown: ShownRunbookPage = {
        ...{ emergency, title: page.title, steps: [...page.steps], resources: [...page.resources] },
        version: version?.version ?? null,
        set: version === undefined ? null : shownInstant(version.set),
        setBy: version?.setBy ?? null,
        contacts: contacts.filter((one) => one.emergency === emergency).map(shownContact),
        lastDrill: drill === undefined ? null : shownDrill(drill),
      };
      return [emergency, shown];
    }),
  );
}

/** The template has a page for each. */
function templateOf(emergency: Emergency): RunbookPage {
  const page = RUNBOOK_TEMPLATE.find((one) => one.emergency === emergency);
  if (page === undefined) throw new RangeError(`the template has no page for ${emergency}`);
  return page;
}

type ShownContact = ShownRunbookPage["contacts"][number];

function shownContact({ id, emergency, body, noted }: StoredRunbookContact): ShownContact {
  // Only what the interface took is kept there.
  const person = body as Pick<ShownContact, "name" | "role" | "phone" | "email">;
  return { id, emergency, ...person, noted: shownInstant(noted) };
}

function shownDrill({ id, drill, passed, checks, at, recordedBy, recorded }: StoredDrill): ShownDrill {
  const times = { at: shownInstant(at), recordedBy, recorded: shownInstant(recorded) };
  return { id, drill, passed, checks: checks as ShownDrill["checks"], ...times };
}
