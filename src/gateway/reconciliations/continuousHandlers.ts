/** Pairs whose books are compared again and again, over HTTP: for the two firms, and each for its own book. */
import type { z } from "zod";
import type { BookSide } from "../../domain/ledgerItem.ts";
import { continuousBookCounts, continuousBookOf, continuousBooksBefore } from "../../store/continuousBooks.ts";
import { keepContinuousBook } from "../../store/continuousBooks.ts";
import type { ContinuousBook } from "../../store/continuousBooks.ts";
import { openCounts } from "../../store/continuousDifferences.ts";
import {
  continuousBefore,
  continuousBegunBy,
  keepContinuous,
  wantForBook,
} from "../../store/continuousReconciliations.ts";
import type { Continuous } from "../../store/continuousReconciliations.ts";
import { areCounterparties } from "../../store/organisations.ts";
import { lockCount } from "../../store/quotas.ts";
import type {
  continuousBook,
  NewContinuousBook,
  NewContinuousReconciliation,
} from "../../wire/continuousReconciliation.ts";
import type { BookFile } from "../../wire/newReconciliation.ts";
import type { CONTINUOUS_OPERATIONS } from "../../wire/operations/continuousReconciliations.ts";
import { idTaken, instantInvalid, quotaReached } from "../access/refusals.ts";
import type { GatewayDeps } from "../deps.ts";
import type { Handlers, Member } from "../http/exchange.ts";
import { pageOf } from "../http/paging.ts";
import { ProblemError } from "../http/problems.ts";
import { createCursors } from "../receivables/cursors.ts";
import { shownInstant } from "../receivables/showing.ts";
import { continuousDifferenceHandlers } from "./continuousDifferences.ts";
import { pairSeenBy } from "./pairs.ts";
import { unitsOf } from "./plans.ts";
import { shownContinuous } from "./showing.ts";
import { wholeUpload } from "./wholeUploads.ts";

type Operations = typeof CONTINUOUS_OPERATIONS;
type PairOperations = Pick<
  Operations,
  "beginContinuous" | "listContinuous" | "readContinuous" | "giveContinuousBook" | "listContinuousBooks"
>;

/** That one organisation may begin. */
const MOST_BEGUN = 10_000;
/** Of one side. */
const MOST_WAITING = 20;
const MOST_READ = 1_000;
const LAST = Number.MAX_SAFE_INTEGER;

export function continuousHandlers(deps: GatewayDeps): Handlers<Operations> {
  return { ...pairHandlers(deps), ...continuousDifferenceHandlers(deps) };
}

function pairHandlers(deps: GatewayDeps): Handlers<PairOperations> {
  const { database, config } = deps;
  const cursors = createCursors(config.secret);
  const shown = async (continuous: Continuous): Promise<ReturnType<typeof shownContinuous>> =>
    shownContinuous(continuous, (await openCounts(database, [continuous.number])).get(continuous.number) ?? 0);
  return {
    beginContinuous: async ({ member, body }) => ({ status: 201, body: await shown(await begun(deps, member, body)) }),
    listContinuous: async ({ member: { organisation }, query }) => {
      const list = `continuous reconciliations of ${organisation}`;
      const read = (before: number, limit: number): Promise<readonly Continuous[]> =>
        continuousBefore(database, organisation, before, limit);
      const { rows, next } = await pageOf({ cursors, list, first: LAST, placeOf: ({ number }) => number, read }, query);
      const counts = await openCounts(
        database,
        rows.map(({ number }) => number),
      );
      return {
        status: 200,
        body: { items: rows.map((row) => shownContinuous(row, counts.get(row.number) ?? 0)), next },
      };
    },
    readContinuous: async ({ member, params: { id } }) => {
      return { status: 200, body: await shown(await pairSeenBy(database, member, id)) };
    },
    giveContinuousBook: async ({ member, params: { id }, body }) => ({
      status: 202,
      body: shownBook(await given(deps, member, await pairSeenBy(database, member, id), body)),
    }),
    listContinuousBooks: async ({ member, params: { id }, query }) => {
      const { number } = await pairSeenBy(database, member, id);
      const list = `books of ${id}`;
      const read = (before: number, limit: number): Promise<readonly ContinuousBook[]> =>
        continuousBooksBefore(database, number, before, limit);
      const page = await pageOf({ cursors, list, first: LAST, placeOf: (book) => book.number, read }, query);
      return { status: 200, body: { items: page.rows.map(shownBook), next: page.next } };
    },
  };
}

/** @throws ProblemError `RequestInvalid`, `IdTaken`, `QuotaReached` */
async function begun(
  { database, now }: GatewayDeps,
  { organisation, account }: Member,
  { id, side, counterparty, currency, zone = "UTC", tolerance }: NewContinuousReconciliation,
): Promise<Continuous> {
  if (counterparty === organisation) throw instantInvalid("body.counterparty", "name another than your own");
  if (unitsOf(currency, tolerance ?? "0") === undefined) {
    throw instantInvalid(
      "body.currency",
      "write a current code of ISO 4217, and a tolerance from 0 on in its decimals",
    );
  }
  const [supplier, buyer] = side === "supplier" ? [organisation, counterparty] : [counterparty, organisation];
  const asked = { id, supplier, buyer, currency, zone, tolerance: tolerance ?? null, organisation, account };
  return database.transaction(async (tx) => {
    await lockCount(tx, `continuous reconciliations of ${organisation}`);
    const others = await continuousBegunBy(tx, organisation);
    // Whatever is there already is found, however many there are.
    if (others >= MOST_BEGUN) throw quotaReached(others, "continuous reconciliations that the organisation began");
    // Anybody may issue to anybody: nobody is compared with a firm that it never dealt with.
    if (!(await areCounterparties(tx, organisation, counterparty))) {
      throw instantInvalid(
        "body.counterparty",
        "it has accepted nothing of yours and issued nothing to you: begin once it has",
      );
    }
    const kept = await keepContinuous(tx, { ...asked, begun: now() });
    const isOfPair = kept.supplier === supplier && kept.buyer === buyer && kept.currency === currency;
    if (!isOfPair) throw idTaken("another one");
    checkTerms(kept, asked);
    return kept;
  });
}

/** Whoever asks second agrees to the terms of the first, or is told them. @throws ProblemError `IdTaken` */
function checkTerms(kept: Continuous, asked: Pick<Continuous, "zone" | "tolerance">): void {
  const { currency, zone, tolerance } = kept;
  const unitsIn = ({ tolerance: amount }: Pick<Continuous, "tolerance">): bigint | undefined =>
    unitsOf(currency, amount ?? "0");
  if (zone === asked.zone && unitsIn(kept) === unitsIn(asked)) return;
  const terms = `the zone ${zone} and the tolerance ${tolerance ?? "0"}`;
  throw new ProblemError("IdTaken", `the pair is compared in ${currency} already, with ${terms}: ask with these`);
}

/** @throws ProblemError `UploadIncomplete`, `IdTaken`, `QuotaReached` */
async function given(
  { database, now }: GatewayDeps,
  { organisation, account }: Member,
  { number, supplier }: Continuous,
  { id, how, file }: NewContinuousBook,
): Promise<ContinuousBook> {
  const side: BookSide = organisation === supplier ? "supplier" : "buyer";
  const kept = await database.transaction(async (tx) => {
    await lockCount(tx, `books of ${number} and ${side}`);
    const known = await continuousBookOf(tx, organisation, id);
    if (known !== undefined) return known;
    const { waiting, read } = await continuousBookCounts(tx, number, side);
    if (waiting >= MOST_WAITING) throw quotaReached(waiting, "files that wait to be read: wait for one");
    if (read >= MOST_READ && how === "add") throw quotaReached(read, "files of this book: replace them by one");
    const { name } = await wholeUpload(tx, organisation, file.upload, { at: "body.file.upload", whose: side });
    const book = { continuous: number, organisation, id, account, side, how, name, file, given: now() };
    const fresh = await keepContinuousBook(tx, book);
    await wantForBook(tx, number, side);
    return fresh;
  });
  const isSame = kept.continuous === number && kept.how === how && (kept.file as BookFile).upload === file.upload;
  if (!isSame) throw idTaken("another file");
  return kept;
}

function shownBook({
  id,
  side,
  organisation,
  account,
  how,
  name,
  ...book
}: ContinuousBook): z.output<typeof continuousBook> {
  const { given: at, state, items, fault } = book;
  return { id, side, organisation, account, how, name, given: shownInstant(at), state, items, fault };
}
