/**
 * Ninety days in which a buyer does not pay the rest of what it owes: the supplier's gateway chases by its policy, a
 * person prints and posts, every step is recorded in the open, and the buyer answers through the link of the letter.
 */
import { randomUUID } from "node:crypto";
import type { components } from "../../../generated/openapi.d.ts";
import { idOf } from "../../domain/commitment.ts";
import { formatDecimal, fromMinorUnits } from "../../domain/decimal.ts";
import type { Hex } from "../../domain/receivable.ts";
import { dayNumber } from "../../domain/terms.ts";
import { firmAt, told, until } from "./firm.ts";
import type { Firm } from "./firm.ts";
import type { Imported } from "./importing.ts";
import { keyOf } from "./serving.ts";
import type { ServedDemo } from "./serving.ts";
import { amount, minorUnits, short } from "./telling.ts";
import type { World } from "./world.ts";

type Schemas = components["schemas"];
type Send = Schemas["DunningSend"];

/** What became of it. */
export interface Chased {
  readonly receivable: Hex;
  /** In the order in which they were posted. */
  readonly letters: readonly { readonly date: string; readonly stage: string; readonly content: string }[];
  /** How the promise stands in the end, as the chain's records and payments have it. */
  readonly promise: string;
  /** How the payment plan stands that both signed in the end. */
  readonly plan: string;
  /** How many records, answers and plans the chain holds of it. */
  readonly entries: number;
}

/** A working day each, ten in the morning in Berlin: what each is for. */
const DATES = {
  ...{ friendly: "2027-04-07", answer: "2027-04-08" },
  ...{ demand: "2027-05-05", reply: "2027-05-06", final: "2027-07-05", plan: "2027-07-06" },
} as const;
const TEN_O_CLOCK = 8 * 3_600;
const PROMISED_FOR = "2027-04-30";

/** @param say Tells each day as it has gone. */
export async function chase(
  world: World,
  served: ServedDemo,
  subject: Imported,
  say: (text: string) => void,
): Promise<Chased> {
  const receivable = idOf(subject.receivable.header);
  const letters: { date: string; stage: string; content: string }[] = [];
  const posted = async (date: string, isDemand: boolean): Promise<Send> => {
    const supplier = await onDay(world, served, date);
    if (letters.length === 0) await setPolicy(world, supplier);
    const send = await post(supplier, receivable, isDemand);
    letters.push({ date, stage: send.stage, content: send.contentHash });
    return send;
  };
  const friendly = await posted(DATES.friendly, false);
  const owed = friendly.items[0]?.asked ?? "0";
  const money = amount(subject, minorUnits(subject, owed));
  const { buyer, supplier } = NAMES;
  say(`${DATES.friendly}  ${short(supplier)}'s gateway has a reminder of ${money}: posted, and recorded in the open`);
  await onDay(world, served, DATES.answer);
  const debtor = await signIn(world, served, "beispiel");
  const answer = { record: friendly.contentHash, text: "Our customer pays us in April, and then we pay you." };
  await debtor.act({ verb: "promiseToPay", receivable, ...answer, amount: owed, payBy: PROMISED_FOR });
  say(
    `${DATES.answer}  ${short(buyer)} follows the letter's link, reads the record, signs: ${money} by ${PROMISED_FOR}`,
  );
  const demand = await posted(DATES.demand, true);
  say(`${DATES.demand}  nothing came, the promise is broken: a demand is posted, which may interrupt limitation`);
  await reply(world, served, receivable, demand.contentHash);
  say(`${DATES.reply}  ${short(buyer)} replies at its own gateway; at the other its words open the hash of the chain`);
  const final = await posted(DATES.final, true);
  const plan = await agreeOnPlan(world, served, subject, receivable, final.items[0]?.asked ?? "0");
  const { entries } = await collectionOf(await signIn(world, served, "musterwerk"), receivable);
  const promise = entries.find(({ payment }) => payment !== null)?.payment?.standing ?? "unknown";
  say(`${DATES.final}  the last letter; the chain holds ${entries.length} records, and the promise is ${promise}`);
  say(`${DATES.plan}  both sign a plan of two instalments: while it is kept, nobody chases what it puts off`);
  return { receivable, letters, promise, plan, entries: entries.length };
}

const NAMES = { supplier: "musterwerk", buyer: "beispiel" } as const;

/** Sessions end while days pass. */
async function onDay(world: World, served: ServedDemo, date: string): Promise<Firm> {
  await served.setTime(dayNumber(date) * 86_400 + TEN_O_CLOCK);
  return signIn(world, served, NAMES.supplier);
}

const INSTALMENTS = ["2027-08-02", "2027-09-01"] as const;
const EXCUSE = "Our customer is late. We ask you to wait until the summer.";

/** The debtor replies at a gateway of its own, and hands its words to the supplier, which takes them in at its own. */
async function reply(world: World, served: ServedDemo, receivable: Hex, record: string): Promise<void> {
  const supplier = await onDay(world, served, DATES.reply);
  const [, { url }] = served.gateways;
  const debtor = await firmAt(NAMES.buyer, keyOf(world.chain, NAMES.buyer), url);
  // Neither gateway may have read yet what was recorded through the other.
  await until(
    () => collectionOf(debtor, receivable),
    ({ entries }) => entries.some(({ entry }) => entry.name === "CollectionRecorded" && entry.content === record),
  );
  await debtor.act({ verb: "replyToCollection", receivable, record, text: EXCUSE });
  const said = (await collectionOf(debtor, receivable)).entries.findLast(
    ({ entry }) => entry.name === "DebtorAnswered",
  );
  if (said === undefined || said.content === null) throw new Error("the reply is not to be read where it was said");
  const body = { kind: "words", ...said.content } as const;
  const params = { path: { id: receivable } };
  await until(
    () => supplier.gateway.POST("/v1/receivables/{id}/collection/openings", { params, body }),
    ({ data }) => data !== undefined,
  );
}

/** The debtor proposes two instalments of what the last letter asked for, and the supplier signs them too. */
async function agreeOnPlan(
  world: World,
  served: ServedDemo,
  subject: Imported,
  receivable: Hex,
  asked: string,
): Promise<string> {
  const supplier = await onDay(world, served, DATES.plan);
  const debtor = await signIn(world, served, NAMES.buyer);
  const debt = minorUnits(subject, asked);
  const [first, second] = [debt / 2n, debt - debt / 2n].map((units) =>
    formatDecimal(fromMinorUnits(units, subject.currency.exponent)),
  );
  const instalments = [first, second].map((sum, place) => ({ amount: sum ?? "", payBy: INSTALMENTS[place] ?? "" }));
  const plan = { debt: asked, instalments, interest: { kind: "rests" }, graceDays: 3 } as const;
  const id = await debtor.sign({ verb: "agreePlan", receivable, ...plan, text: "Half of it each month." });
  const params = { path: { id } };
  const { message } = told(await supplier.gateway.GET("/v1/intents/{id}", { params }));
  if (message === null) throw new Error("the supplier is shown no plan to sign");
  const body = { signature: await supplier.signature(message) };
  told(await supplier.gateway.POST("/v1/intents/{id}/signature", { params, body }));
  const { planning } = await until(
    () => collectionOf(supplier, receivable),
    ({ entries }) => entries.some(({ entry }) => entry.name === "PlanAgreed"),
  );
  return planning.agreed.at(-1)?.state ?? "unknown";
}

/** At the supplier's gateway, where the letters lead to. */
function signIn({ chain }: World, { gateways: [ours] }: ServedDemo, name: Firm["name"]): Promise<Firm> {
  return firmAt(name, keyOf(chain, name), ours.url);
}

async function setPolicy(world: World, { gateway }: Firm): Promise<void> {
  const policy = randomUUID();
  const currency = world.currency("EUR");
  const level = (id: string, stage: Schemas["NewDunningPolicy"]["levels"][number]["stage"], days: number) => {
    const trigger = { kind: "due" as const, days };
    return { id, stage, trigger, channel: "letter" as const, template: "house", payWithin: 10, isDemand: days > 3 };
  };
  const body = {
    ...{ id: randomUUID(), policy, name: "House policy", currency, zone: "Europe/Berlin", calendar: "target" as const },
    ...{ window: { from: 480, to: 1_080 }, cap: { perWeek: 2, pauseDays: 1 } },
    promises: { grace: 2, longest: 30, most: 2 },
    levels: [level("reminder", "friendly", 3), level("demand", "firm", 30), level("last", "final", 60)],
  };
  told(await gateway.POST("/v1/dunning/policies", { body }));
  const postal = ["Musterallee 1", "12345 Musterstadt"];
  const person = { id: randomUUID(), customer: world.addressOf(NAMES.buyer), name: "Accounts payable", postal };
  told(await gateway.POST("/v1/dunning/contacts", { body: { ...person, language: "en" } }));
  told(await gateway.POST("/v1/dunning/scopes", { body: { scope: { kind: "all" }, currency, policy } }));
}

/** What the scheduler has made is printed, posted, and recorded on the chain under the supplier's own key. */
async function post(supplier: Firm, receivable: Hex, isDemand: boolean): Promise<Send> {
  const { gateway } = supplier;
  const params = { query: { state: "toPrint" as const, item: receivable } };
  const { items } = await until(
    async () => told(await gateway.GET("/v1/dunning/sends", { params })),
    (page) => page.items.length > 0,
  );
  const [send] = items;
  if (send === undefined) throw new Error("there is nothing to post");
  const path = { path: { id: send.id } };
  told(await gateway.GET("/v1/dunning/sends/{id}/file", { params: path, parseAs: "arrayBuffer" }));
  await gateway.POST("/v1/dunning/sends/{id}/printed", { params: path });
  const kind = isDemand ? "demand" : "contact";
  const said = { channel: "letter", outcome: "sent", content: send.contentHash } as const;
  await supplier.act({ verb: "recordCollection", receivable, kind, stage: send.stage, ...said });
  return send;
}

async function collectionOf({ gateway }: Firm, id: Hex): Promise<Schemas["Collection"]> {
  return told(await gateway.GET("/v1/receivables/{id}/collection", { params: { path: { id } } }));
}
