/**
 * Collection over HTTP on a chain: a supplier, its buyer, a factor and an agency, each with its own key. What is signed
 * the gateway carries; what the contract would refuse the gateway refuses before anybody signs.
 */
import { expect } from "chai";
import type { components } from "../../generated/openapi.d.ts";
import { checkEvidence } from "../../src/cli/evidence/checking.ts";
import { createViemCollections } from "../../src/clients/viem/collections.ts";
import { STAGES } from "../../src/domain/collections/policy.ts";
import { readArchive } from "../../src/documents/evidence/archive.ts";
import { keccakOfText } from "../../src/domain/hash.ts";
import type { Hex } from "../../src/domain/receivable.ts";
import { dateOfDay } from "../../src/domain/terms.ts";
import { shownInstant } from "../../src/gateway/receivables/showing.ts";
import { addressOf, Role } from "../support/chain.ts";
import { forgedOpenings, jsonIn } from "./evidenceForging.ts";
import { DAY, openFactoringStory } from "./factoringWorld.ts";
import type { Act, FactoringStory } from "./factoringWorld.ts";
import { ok } from "./gatewayWorld.ts";
import type { GatewayWorld, Intent } from "./gatewayWorld.ts";

type Collection = components["schemas"]["Collection"];

const { Supplier, Buyer, Factor } = Role;
const AGENCY = Role.Stranger;
/** Until it is due. */
const DAYS = 5;
const SCHEDULE = {
  firstDays: { preDue: -3, friendly: 1, firm: 5, final: 10, preLegal: 20, legal: 30, agency: 12 },
  cycleDays: 30,
};
const AGREED = { ...SCHEDULE, firstDays: { ...SCHEDULE.firstDays, preLegal: 12, legal: 12 } };

describe("The story of collection, on a chain", function () {
  this.timeout(300_000);
  let story: FactoringStory;
  let world: GatewayWorld;
  let id: Hex;
  let due: number;

  before(async () => {
    story = await openFactoringStory();
    ({ world } = story);
    due = (await story.today()) + DAYS;
    id = await story.accepted("C-1", "1000.00", DAYS);
  });

  after(() => story.world.close());

  const ask = async (role: Role, body: Act) => (await world.as(role)).POST("/v1/intents", { body });
  const refusal = async (role: Role, body: Act): Promise<string | undefined> => (await ask(role, body)).error?.type;
  const read = async (role: Role, intent: string): Promise<Intent> =>
    ok(await (await world.as(role)).GET("/v1/intents/{id}", { params: { path: { id: intent } } }));
  const recorded = (role: Role, intent: string): Promise<Intent> =>
    world.until(
      () => read(role, intent),
      ({ state }) => state === "recorded",
    );
  /** Once the index has come as far as the chain; signed, carried and recorded. */
  const act = async (role: Role, body: Act): Promise<Intent> => {
    const prepared = await world.until(
      () => ask(role, body),
      ({ data }) => data !== undefined,
    );
    return world.carry(role, ok(prepared));
  };
  /** What two sides have to sign is recorded once both have. */
  const bothSign = async (intent: string, ...roles: readonly [Role, Role]): Promise<void> => {
    for (const role of roles) {
      const { message } = await read(role, intent);
      const body = { signature: await world.signed(role, message) };
      const path = { params: { path: { id: intent } }, body };
      ok(await (await world.as(role)).POST("/v1/intents/{id}/signature", path));
    }
    await recorded(roles[0], intent);
  };
  const collection = async (role: Role): Promise<Collection> =>
    ok(await (await world.as(role)).GET("/v1/receivables/{id}/collection", { params: { path: { id } } }));
  const entries = async (role: Role, count: number): Promise<Collection["entries"]> =>
    (
      await world.until(
        () => collection(role),
        (seen) => seen.entries.length === count,
      )
    ).entries;
  const evidence = async (role: Role): Promise<Uint8Array> => {
    const asked = { params: { path: { id } }, parseAs: "arrayBuffer" } as const;
    const { data } = await (await world.as(role)).GET("/v1/receivables/{id}/evidence-pack", asked);
    return new Uint8Array(data as unknown as ArrayBuffer);
  };
  const recording = (stage: string, over: object = {}): Act =>
    ({
      ...{ verb: "recordCollection", receivable: id, stage, channel: "letter", outcome: "sent" },
      ...{ text: `The ${stage} letter.`, ...over },
    }) as Act;

  it("begins with a schedule that both sides sign, and that either has adopted for a receivable", async () => {
    const given = { verb: "agreeSchedule", other: addressOf(Buyer), role: "supplier" } as const;
    expect(await refusal(Supplier, { ...given, schedule: SCHEDULE })).to.equal("/problems/ScheduleInvalid");
    const intent = ok(await ask(Supplier, { ...given, schedule: AGREED }));
    await bothSign(intent.id, Buyer, Supplier);
    const adopting = ok(await ask(Buyer, { verb: "adoptSchedule", receivable: id }));
    const path = { params: { path: { id: adopting.id } } };
    ok(await (await world.as(Buyer)).POST("/v1/intents/{id}/sending", path));
    await recorded(Buyer, adopting.id);
    const { schedule } = await collection(Supplier);
    expect(schedule).to.deep.include({ schedule: AGREED, isCurrent: true, dueDate: dateOfDay(due) });
    expect(schedule?.stages.map(({ next }) => next)).to.deep.equal(await earliest());
  });

  /** As the contract itself says it. */
  async function earliest(): Promise<readonly string[]> {
    const { addresses, reader } = world.stage.chain;
    const collections = await createViemCollections({ addresses, reader });
    const instants = await Promise.all(STAGES.map((_, stage) => collections.earliestOf(id, stage)));
    return instants.map((instant) => shownInstant(Number(instant)));
  }

  it("lets no stage be recorded before its day, and shows the debtor the very words once it is", async () => {
    expect(await refusal(Supplier, recording("friendly"))).to.equal("/problems/StageTooEarly");
    await world.pass((DAYS + 1) * DAY);
    await act(Supplier, recording("friendly"));
    const [, first] = await entries(Buyer, 2);
    expect(first?.entry).to.include({ name: "CollectionRecorded", stage: "friendly", creditor: addressOf(Supplier) });
    expect(first?.content?.text).to.equal("The friendly letter.");
    expect(await refusal(Supplier, recording("friendly", { text: "once more" }))).to.equal(
      "/problems/StageAlreadyRecorded",
    );
    expect((await collection(Buyer)).schedule?.stages.map(({ next }) => next)).to.deep.equal(await earliest());
  });

  it("lets the debtor promise under its own key, and says when the promise is broken", async () => {
    const [, record] = await entries(Buyer, 2);
    const payBy = dateOfDay(due + 2);
    const answered = record?.entry.name === "CollectionRecorded" ? record.entry.content : expect.fail("no record");
    const promise = { receivable: id, record: answered, amount: "400.00", payBy, text: "On Friday." };
    expect(await refusal(Supplier, { verb: "promiseToPay", ...promise })).to.equal("/problems/NotAuthorised");
    await act(Buyer, { verb: "promiseToPay", ...promise });
    const [, , answer] = await entries(Supplier, 3);
    expect(answer?.entry).to.include({ name: "DebtorAnswered", kind: "promiseToPay", record: answered });
    expect(answer?.content?.text).to.equal("On Friday.");
    expect(answer?.payment).to.include({ amount: "400.00", payBy, standing: "open" });
    await world.pass(6 * DAY);
    const [, , later] = await entries(Supplier, 3);
    expect(later?.payment).to.include({ standing: "broken", rest: "400.00" });
    await act(Supplier, recording("firm", { kind: "demand" }));
    expect((await entries(Buyer, 4))[3]?.entry).to.include({ kind: "demand", cycle: 1 });
  });

  it("lets an agency record under its own key what it was placed with, until it is recalled", async () => {
    expect(await refusal(AGENCY, recording("agency"))).to.equal("/problems/NotFound");
    const until = shownInstant((await world.stage.chain.now()) + 60 * DAY);
    await act(Supplier, {
      ...{ verb: "placeCollection", receivable: id, collector: addressOf(AGENCY), stages: ["agency"], maySteps: false },
      ...{ fee: 150_000, until, terms: keccakOfText("the agency agreement") },
    });
    expect(await refusal(AGENCY, recording("firm"))).to.equal("/problems/NotPlaced");
    await world.pass(5 * DAY);
    await act(AGENCY, recording("agency"));
    const seen = await entries(AGENCY, 6);
    expect(seen[5]?.entry).to.include({ creditor: addressOf(Supplier), collector: addressOf(AGENCY) });
    expect(await entries(Buyer, 6)).to.deep.equal(seen);
    await act(Supplier, {
      verb: "recallCollection",
      receivable: id,
      other: addressOf(AGENCY),
      reason: "It will be sold.",
    });
    await world.until(
      () => refusal(AGENCY, recording("agency", { text: "again" })),
      (type) => type === "/problems/NotFound",
    );
    expect((await entries(Buyer, 7))[6]?.content, "a word between creditor and agency").to.equal(null);
  });

  it("lets a notice of insolvency be withdrawn, and keeps both on the chain", async () => {
    const step = { verb: "takeCollectionStep", receivable: id } as const;
    await act(Supplier, { ...step, step: "insolvencyNotice", text: "The register says so." });
    await act(Supplier, { ...step, step: "insolvencyWithdrawal", text: "It was another firm of that name." });
    const seen = await entries(Buyer, 9);
    const steps = seen.slice(7).map(({ entry }) => ("step" in entry ? entry.step : undefined));
    expect(steps).to.deep.equal(["insolvencyNotice", "insolvencyWithdrawal"]);
  });

  it("belongs to who holds it: after a sale the factor records, and the supplier no more", async () => {
    await world.stage.supplier.transfer(id, addressOf(Factor));
    await world.until(
      () => refusal(Supplier, recording("final")),
      (type) => type === "/problems/NotAuthorised",
    );
    const step = { verb: "takeCollectionStep", receivable: id, step: "insuranceNotification" } as const;
    await act(Factor, { ...step, text: "Policy 7, notified." });
    await act(Factor, recording("final"));
    const seen = await entries(Buyer, 11);
    expect(seen.slice(9).map(({ content }) => content?.text)).to.deep.equal([undefined, "The final letter."]);
    expect((await collection(Factor)).creditor).to.equal(addressOf(Factor));
  });

  it("is put off by a plan that debtor and factor sign, and by none that the supplier signs", async () => {
    const payBy = dateOfDay((await story.today()) + 30);
    const instalments = [{ amount: "1000.00", payBy }];
    const plan = {
      verb: "agreePlan",
      receivable: id,
      debt: "1000.00",
      instalments,
      interest: { kind: "rests" },
    } as const;
    expect(await refusal(Supplier, plan)).to.equal("/problems/NotAuthorised");
    const intent = ok(await ask(Buyer, plan));
    await bothSign(intent.id, Buyer, Factor);
    const agreed = (await entries(Buyer, 12))[11]?.entry;
    const [creditor, debtor] = [addressOf(Factor), addressOf(Buyer)];
    expect(agreed).to.include({ name: "PlanAgreed", creditor, debtor, creditorBy: creditor, debtorBy: debtor });
  });

  it("is evidence that holds offline, every act of it proven by the chain", async () => {
    const archive = await evidence(Buyer);
    const { findings, isProven } = await checkEvidence(archive);
    expect(findings.filter(({ state }) => state === "fails")).to.deep.equal([]);
    expect(isProven).to.equal(true);
    const events = jsonIn(readArchive(archive), "events.json") as readonly { readonly name: string }[];
    const names = events.map(({ name }) => name);
    expect(names.filter((name) => name === "CollectionStepTaken")).to.have.length(3);
    expect(names).to.include.members(["CollectionRecorded", "DebtorAnswered", "CollectionPlaced", "PlanAgreed"]);
    const openings = jsonIn(readArchive(archive), "openings.json") as readonly Readonly<Record<string, unknown>>[];
    const plans = openings.filter(({ of }) => of === "plan");
    expect(plans.map(({ debt, interest }) => [debt, interest])).to.deep.equal([["100000", { kind: "rests" }]]);
    expect(openings.map(({ amount }) => amount)).to.include("40000");
    const words = openings.map(({ text }) => text);
    expect(words).to.include.members(["The friendly letter.", "On Friday.", "The final letter."]);
    expect(words, "a step is told among those who collect").not.to.include("Policy 7, notified.");
    expect(findings.find(({ file }) => file === "openings.json")).to.include({ state: "holds" });
    const signed = findings.filter(({ state }) => state === "holds").map(({ text }) => text);
    const acts = ["PromiseToPay", "PlanAgreement"].map((message) => `${message} is signed by ${addressOf(Buyer)}`);
    expect(signed).to.include.members(acts);
  });

  it("is no evidence any more with words, a sum or an instalment that nobody told", async () => {
    const files = readArchive(await evidence(Factor));
    const openings = jsonIn(files, "openings.json") as readonly Readonly<Record<string, unknown>>[];
    expect(openings.map(({ text }) => text)).to.include("Policy 7, notified.");
    for (const { about, archive, fault } of forgedOpenings(files)) {
      const { findings } = await checkEvidence(archive);
      const failing = findings.filter(({ state }) => state === "fails").map(({ file, text }) => `${file}: ${text}`);
      expect(failing, about).to.have.length(1);
      expect(failing[0], about).to.match(fault);
    }
  });
});
