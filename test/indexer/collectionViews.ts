/** What the tables have of collections beside what the contract answers. */
import { expect } from "chai";
import type { CollectionsClient } from "../../src/clients/collections.ts";
import type { Database } from "../../src/store/database.ts";
import { allFacts } from "../../src/store/facts.ts";

/** Compares every schedule, placement and nonce. @returns How many of each there are; plans before the nonces. */
export async function expectCollections(database: Database, client: CollectionsClient): Promise<readonly number[]> {
  const { agreedSchedules, adoptedSchedules, placements, agreedPlans, collectionNonces } = await allFacts(database);
  for (const { supplier, buyer, schedule } of agreedSchedules) {
    expect(await client.agreedOf(supplier, buyer)).to.deep.equal(schedule);
  }
  for (const { id, schedule, dueDay, utcOffset, cycles } of adoptedSchedules) {
    const found = await client.adoptedOf(id);
    expect(found).to.deep.include({ schedule, dueDay, utcOffset, cycles });
  }
  for (const { id, creditor, collector, scope, until } of placements) {
    expect(await client.placedOf({ id, creditor, collector })).to.deep.equal({ scope, until });
  }
  for (const { signer, nonce } of collectionNonces) expect(await client.isSpent(signer, nonce)).to.equal(true);
  return [agreedSchedules, adoptedSchedules, placements, agreedPlans, collectionNonces].map(({ length }) => length);
}
