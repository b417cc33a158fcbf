/** The risk register over HTTP. */
import type { Address } from "../../domain/receivable.ts";
import { gradeOf, isReviewOverdue } from "../../domain/risk/register.ts";
import { RISK_TEMPLATE } from "../../domain/risk/registerTemplate.ts";
import { dayNumber } from "../../domain/terms.ts";
import type { Database } from "../../store/database.ts";
import { lastRiskVersions, riskVersionsOf } from "../../store/riskVersions.ts";
import type { RiskVersion } from "../../store/riskVersions.ts";
import type { RISK_OPERATIONS } from "../../wire/operations/risk.ts";
import type { NewRiskEntry, ShownRiskEntry, ShownRiskRegister } from "../../wire/riskRegister.ts";
import { atOneInstant } from "../accountStatements/making.ts";
import type { GatewayDeps } from "../deps.ts";
import type { Handlers } from "../http/exchange.ts";
import { notFound } from "../http/problems.ts";
import { shownInstant } from "../receivables/showing.ts";
import { figuresOf, readFigures } from "./figures.ts";
import type { AskedFigures, FigureOf } from "./figures.ts";
import { checkOwner, setVersion } from "./versions.ts";

type Own = "readRiskRegister" | "setRiskEntry" | "readRiskEntry" | "readRiskTemplate";

const DAY = 86_400;

export function registerHandlers(deps: GatewayDeps): Pick<Handlers<typeof RISK_OPERATIONS>, Own> {
  const { database, tokens, now } = deps;
  return {
    readRiskRegister: async ({ member: { organisation } }) => ({
      status: 200,
      body: await registerOf(database, { organisation, tokens, now: now() }),
    }),
    setRiskEntry: async ({ member: { organisation, account }, body }) => {
      const version = { organisation, account, kind: "entry", subject: body.entry, body, now: now() } as const;
      const { stored, isNew } = await database.transaction(async (tx) => {
        await checkOwner(tx, organisation, body.owner, now());
        return setVersion(tx, version);
      });
      const indicators = body.indicator === null ? [] : [body.indicator];
      const asked = { organisation, tokens, now: now() };
      const read = await atOneInstant(database, (tx) => readFigures(tx, asked, indicators));
      return { status: isNew ? 201 : 200, body: shownEntry(stored, figuresOf(read), asked.now) };
    },
    readRiskEntry: async ({ member: { organisation }, params: { id } }) => {
      const versions = await riskVersionsOf(database, organisation, "entry", id);
      if (versions.length === 0) throw notFound();
      return { status: 200, body: { items: versions.map(shownVersion) } };
    },
    readRiskTemplate: async () => {
      const items = RISK_TEMPLATE.map(({ playbook, ...of }) => ({
        ...of,
        playbook: [...playbook],
        grade: gradeOf(of),
      }));
      return Promise.resolve({ status: 200, body: { items } });
    },
  };
}

/** The last version of each entry, the worst first. */
async function registerOf(database: Database, asked: AskedFigures): Promise<ShownRiskRegister> {
  const { versions, read } = await atOneInstant(database, async (tx) => {
    const entries = await lastRiskVersions(tx, asked.organisation, "entry");
    const indicators = entries.map(entryIn).flatMap(({ indicator }) => (indicator === null ? [] : [indicator]));
    return { versions: entries, read: await readFigures(tx, asked, indicators) };
  });
  const figureOf = figuresOf(read);
  const items = versions
    .map((version) => shownEntry(version, figureOf, asked.now))
    .toSorted((left, right) => weightOf(right) - weightOf(left) || (left.risk < right.risk ? -1 : 1));
  const live = items.filter(({ status }) => status !== "closed");
  const cells = Map.groupBy(live, ({ likelihood, impact }) => JSON.stringify([likelihood, impact]));
  const matrix = [...cells.values()].flatMap((entries) => {
    const [first] = entries;
    if (first === undefined) return [];
    const { likelihood, impact, grade } = first;
    return [{ likelihood, impact, grade, entries: entries.length }];
  });
  const overdueReviews = items.filter((one) => one.isReviewOverdue).length;
  return { items, matrix, overdueReviews, asOf: shownInstant(asked.now) };
}

function weightOf({ likelihood, impact, status }: ShownRiskEntry): number {
  return status === "closed" ? 0 : likelihood * impact;
}

/** Only what the interface took is kept there. */
function entryIn({ body }: RiskVersion): NewRiskEntry {
  return body as NewRiskEntry;
}

function shownVersion(stored: RiskVersion): NewRiskEntry & { version: number; set: string; setBy: Address } {
  return { ...entryIn(stored), version: stored.version, set: shownInstant(stored.set), setBy: stored.setBy };
}

function shownEntry(stored: RiskVersion, figureOf: FigureOf, now: number): ShownRiskEntry {
  const shown = shownVersion(stored);
  const { indicator, status, review } = shown;
  const value = indicator === null ? undefined : figureOf(indicator);
  return {
    ...shown,
    grade: gradeOf(shown),
    isReviewOverdue: isReviewOverdue({ status, review: dayNumber(review) }, Math.floor(now / DAY)),
    value: value === undefined || value === Infinity ? null : value,
    isReached: indicator === null || value === undefined ? null : value >= indicator.threshold,
  };
}
