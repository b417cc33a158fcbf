import { expect } from "chai";
import { idOf } from "../../src/domain/commitment.ts";
import { ZERO_ADDRESS } from "../../src/domain/receivable.ts";
import { addApiKey, apiKeysOf, keyHolderOf, revokeApiKey } from "../../src/store/apiKeys.ts";
import type { Database } from "../../src/store/database.ts";
import { addGrant, grantsOf, revokeGrant } from "../../src/store/grants.ts";
import { holdOn, holdsAfter, putHold, removeHold } from "../../src/store/holds.ts";
import { listReceivables } from "../../src/store/listing.ts";
import { membersOf, putMember, removalsOf, removeMember } from "../../src/store/members.ts";
import { areCounterparties, eraseContacts, profileOf, putProfile } from "../../src/store/organisations.ts";
import { grantsThatShow, maySee, takesPart } from "../../src/store/participation.ts";
import { mayActFor } from "../../src/store/signIns.ts";
import { issuing, openBook } from "../gateway/book.ts";
import { headerOf, receivableOf, termsOf } from "../support/receivables.ts";
import { ENGINES, freshDatabase } from "./engines.ts";
import { address, hash } from "./rows.ts";

const [SUPPLIER, BUYER, AUDITOR, CLERK] = [address(1), address(2), address(3), address(4)];
const NOW = 1_800_000_000;
const ID = "b0bb1e50-0000-4000-8000-000000000001";

for (const engine of ENGINES) {
  describe(`Who may do and see what, in ${engine}`, () => {
    let database: Database;
    const receivable = receivableOf(headerOf(SUPPLIER, BUYER), termsOf(ZERO_ADDRESS, 20_000));
    const id = idOf(receivable.header);

    beforeEach(async () => {
      database = await freshDatabase(engine);
    });

    it("shows by grants what the list of the same grants holds, until they end", async () => {
      await openBook(database).write(...issuing(receivable));
      const common = { grantor: SUPPLIER, grantee: AUDITOR, account: SUPPLIER, since: NOW, until: NOW + 9 };
      const whole = { ...common, counterparty: BUYER, receivables: null, issuedFrom: 0, issuedTo: NOW };
      expect(await addGrant(database, { ...whole, id: ID, kind: "audit" }, 2)).to.equal("added");
      expect(await addGrant(database, { ...whole, id: ID, kind: "audit" }, 2)).to.equal("taken");
      const offer = { ...common, counterparty: null, receivables: [id, id], issuedFrom: null, issuedTo: null };
      const other = ID.replace("b0", "b1");
      expect(await addGrant(database, { ...offer, id: other, kind: "offer" }, 2)).to.equal("added");
      expect(await addGrant(database, { ...offer, id: ID.replace("b0", "b2"), kind: "offer" }, 2)).to.equal("full");
      const listed = async (by: "audit" | "offer", now: number): Promise<number> => {
        const filter = { party: AUDITOR, shown: { by, now } };
        const page = { order: "due" as const, isDescending: true, limit: 5 };
        return (await listReceivables(database, filter, page)).rows.length;
      };
      for (const [now, shown] of [
        [NOW - 1, 0],
        [NOW, 1],
        [NOW + 9, 1],
        [NOW + 10, 0],
      ] as const) {
        expect(await maySee(database, AUDITOR, id, now)).to.equal(shown === 1);
        for (const by of ["audit", "offer"] as const) expect(await listed(by, now)).to.equal(shown);
      }
      expect(await grantsThatShow(database, AUDITOR, id, NOW)).to.deep.equal(["audit", "offer"]);
      expect(await takesPart(database, AUDITOR, id)).to.equal(false);
      expect((await grantsOf(database, SUPPLIER, "given")).map(({ receivables }) => receivables)).to.deep.equal([
        null,
        [id],
      ]);
      expect(await revokeGrant(database, SUPPLIER, ID, NOW + 1)).to.equal(true);
      expect(await grantsThatShow(database, AUDITOR, id, NOW + 2)).to.deep.equal(["offer"]);
      expect(await areCounterparties(database, BUYER, SUPPLIER)).to.equal(true);
      expect(await areCounterparties(database, AUDITOR, SUPPLIER)).to.equal(false);
    });

    it("keeps members, their keys and their holds, and forgets all that is theirs at once", async () => {
      const clerk = { account: CLERK, role: "administrator" as const, name: "Ada", email: null, added: NOW };
      expect(await putMember(database, SUPPLIER, clerk, 1)).to.equal(NOW);
      expect(await putMember(database, SUPPLIER, { ...clerk, account: BUYER }, 1)).to.equal(undefined);
      expect(await mayActFor(database, SUPPLIER, CLERK, NOW)).to.equal(true);
      const key = { organisation: SUPPLIER, id: ID, keyHash: hash(7), prefix: "cs_00000000", label: "ERP" };
      const made = { ...key, scopes: ["holds:read"], maker: CLERK, made: NOW, expires: NOW + 9 };
      expect(await addApiKey(database, made, 9)).to.equal("added");
      expect(await addApiKey(database, { ...made, keyHash: hash(8) }, 9)).to.equal("taken");
      expect(await addApiKey(database, { ...made, keyHash: hash(8) }, 1)).to.equal("full");
      expect((await keyHolderOf(database, hash(7), NOW))?.scopes).to.deep.equal(["holds:read"]);
      expect((await apiKeysOf(database, SUPPLIER))[0]?.used).to.equal(NOW);
      const hold = { counterparty: BUYER, reason: "late", account: CLERK, since: NOW };
      expect(await putHold(database, SUPPLIER, hold)).to.equal(NOW);
      expect(await removeMember(database, SUPPLIER, CLERK, NOW + 1)).to.equal(true);
      expect(await removeMember(database, SUPPLIER, CLERK, NOW + 1)).to.equal(false);
      expect(await membersOf(database, SUPPLIER)).to.deep.equal([]);
      expect(await removalsOf(database, SUPPLIER, 9)).to.deep.equal([{ role: "administrator", removed: NOW + 1 }]);
      expect(await keyHolderOf(database, hash(7), NOW)).to.equal(undefined);
      expect(await revokeApiKey(database, SUPPLIER, ID, NOW)).to.equal(false);
      expect(await holdOn(database, SUPPLIER, BUYER)).to.deep.equal({ ...hold, account: null });
      expect(await holdsAfter(database, SUPPLIER, ZERO_ADDRESS, 9)).to.have.length(1);
      expect(await removeHold(database, SUPPLIER, BUYER)).to.equal(true);
    });

    it("keeps what an organisation says of itself, and erases its people", async () => {
      const contacts = [{ name: "Ada", email: null, phone: null, purpose: null }];
      const name = {
        legalName: "Mühlenwerk",
        identifiers: [{ scheme: "LEI", value: "1" }],
        audience: "nobody" as const,
      };
      await putProfile(database, SUPPLIER, { ...name, contacts, contactsAudience: "everybody" }, NOW);
      await putProfile(database, SUPPLIER, { ...name, contacts, contactsAudience: "nobody" }, NOW + 1);
      const kept = { ...name, joined: NOW, contactsAudience: "nobody" };
      expect(await profileOf(database, SUPPLIER)).to.deep.equal({ ...kept, contacts });
      await eraseContacts(database, SUPPLIER);
      expect(await profileOf(database, SUPPLIER)).to.deep.equal({ ...kept, contacts: [] });
    });
  });
}
