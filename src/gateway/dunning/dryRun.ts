/** Who would get what, and why: the plan that the scheduler carries out, unsent. */
import type { z } from "zod";
import { TermsError } from "../../domain/terms.ts";
import type { Address } from "../../domain/receivable.ts";
import { customersAfter } from "../../store/dunningItems.ts";
import type { dryRun, dryRunQuery, ShownPreview } from "../../wire/dunningSend.ts";
import { instantInvalid } from "../access/refusals.ts";
import type { GatewayDeps } from "../deps.ts";
import { ProblemError } from "../http/problems.ts";
import type { Cursors } from "../receivables/cursors.ts";
import { atOneInstant } from "../receivables/reading.ts";
import { shownCurrency, shownInstant } from "../receivables/showing.ts";
import { shownFinding } from "./findings.ts";
import { planCustomer } from "./planning.ts";
import type { PlannedCustomer } from "./planning.ts";
import { previewsOf } from "./previews.ts";

type DryRun = z.output<typeof dryRun>;

const CUSTOMERS = 20;
/** A page begins no other customer once it has so many. */
const ITEMS = 1_000;
const DAY = 86_400;
const FURTHEST_DAYS = 400;

/** A page of customers, all of it read at one instant. @throws ProblemError `CursorInvalid`, `RequestInvalid` */
export async function dryRunOf(
  { database, now, tokens, config }: GatewayDeps,
  cursors: Cursors,
  organisation: Address,
  { at, customer, cursor }: z.output<typeof dryRunQuery>,
): Promise<DryRun> {
  const instant = at ?? now();
  if (instant < now() - DAY || instant > now() + FURTHEST_DAYS * DAY) {
    throw instantInvalid("query.at", `give a moment from yesterday to ${FURTHEST_DAYS} days from now`);
  }
  const list = JSON.stringify(["dunning dry run", organisation, at, customer]);
  const after = cursor === undefined ? null : cursors.open(list, cursor);
  if (after === undefined) throw new ProblemError("CursorInvalid", "pass `next` back unchanged, to the same list");
  return atOneInstant(database, async (sql) => {
    // Whatever opens was sealed here.
    const found = await customersAfter(sql, organisation, after as Address | null, CUSTOMERS + 1);
    const page = customer === undefined ? found.slice(0, CUSTOMERS) : [customer];
    const planned: PlannedCustomer[] = [];
    const notices: ShownPreview[] = [];
    const letters = { tokens, secret: config.secret, origin: config.origin };
    let items = 0;
    for (const one of page) {
      if (items >= ITEMS) break;
      const plan = await planAt(sql, organisation, one, instant);
      planned.push(plan);
      items += plan.items.length;
      const isWhole = customer !== undefined;
      notices.push(...(await previewsOf(sql, letters, plan, { isWhole, now: instant })));
    }
    const last = planned.at(-1)?.customer;
    const hasMore = customer === undefined && found.length > planned.length && last !== undefined;
    return {
      at: shownInstant(instant),
      items: planned.flatMap(({ plan, items: open }) =>
        plan.findings.map((finding, place) => shownFinding(finding, shownCurrency(open[place]?.item.currency, tokens))),
      ),
      notices,
      sealed: planned.flatMap(({ sealed }) => sealed),
      next: hasMore ? cursors.seal(list, last) : null,
    };
  });
}

async function planAt(
  sql: Parameters<typeof planCustomer>[0],
  organisation: Address,
  customer: Address,
  instant: number,
): Promise<PlannedCustomer> {
  try {
    return await planCustomer(sql, { organisation, customer }, instant);
  } catch (error) {
    // A calendar ends somewhere.
    if (error instanceof TermsError) throw instantInvalid("query.at", error.message);
    throw error;
  }
}
