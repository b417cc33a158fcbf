/** Nobody keeps the others from being relayed, however many wait, and nobody waits for what never comes. */
import { expect } from "chai";
import { keccakOfText } from "../../src/domain/hash.ts";
import type { Address } from "../../src/domain/receivable.ts";
import type { Database } from "../../src/store/database.ts";
import { setRelayBudget } from "../../src/store/relays.ts";
import { eachInWorld } from "./scenes.ts";
import { SETTINGS } from "./settings.ts";
import { ORGANISATION, OTHER } from "./stage.ts";
import type { World } from "./stage.ts";

/** More than one look tries. */
const MANY = 70;
/** Of one relay, and not of two. */
const BUDGET = 60_000n * SETTINGS.feeCapWei;

describe("Relays that wait", () => {
  let database: Database;
  let world: World;

  eachInWorld((scene) => ({ database, world } = scene));

  it("keep nobody else's waiting, though more than one look tries have used up their budgets", async () => {
    const waiting = Array.from({ length: MANY }, (_, index) => keccakOfText(`spent ${index}`).slice(0, 42) as Address);
    for (const organisation of waiting) {
      await setRelayBudget(database, organisation, BUDGET);
      await spend(organisation);
      await world.queue(organisation);
    }
    const [one, two] = [await world.queue(), await world.queue()];
    await world.step();
    await world.step();
    expect([(await world.fateOf(one)).state, (await world.fateOf(two)).state]).to.deep.equal(["sent", "sent"]);
    const states = await database.query<{ state: string }>("select distinct state from relays where error is not null");
    expect(states).to.deep.equal([{ state: "queued" }]);
  });

  it("are refused where the budget of a day is too little, and hold up nothing of their organisation", async () => {
    await setRelayBudget(database, OTHER, 10n * SETTINGS.feeCapWei);
    const hopeless = await world.queue(OTHER);
    const own = await world.queue(ORGANISATION);
    await world.step();
    expect(await world.fateOf(hopeless)).to.include({ state: "refused", error: "BudgetTooSmall" });
    expect((await world.fateOf(own)).state).to.equal("sent");
  });

  /** The day's budget is gone before anything is looked at. */
  async function spend(organisation: Address): Promise<void> {
    const { id } = await world.queue(organisation);
    await database.query(
      "update relays set state = 'recorded', block_number = 0, day = $2, spent = $3, reserved = $3 where id = $1",
      [id, Math.floor(world.now / 86_400), BUDGET],
    );
  }
});
