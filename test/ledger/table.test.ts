import { expect } from "chai";
import { LedgerError } from "../../src/clients/errors.ts";
import type { LedgerClient } from "../../src/clients/port.ts";
import { idOf } from "../../src/domain/commitment.ts";
import { MESSAGE_TYPES } from "../../src/domain/messageTypes.ts";
import { connectViem, openChain, Role } from "../support/chain.ts";
import { LIFE } from "./acts.ts";
import { CHANGES } from "./changes.ts";
import { reach } from "./states.ts";
import type { Cast, Deed } from "./states.ts";
import { isForbidden, readEffects, readTable, STATES } from "./table.ts";

/** What rows of one verb differ by. */
const OUTCOMES: readonly string[] = ["taken back", "withdrawn", "conceded"];
const DEEDS: Readonly<Record<string, Deed>> = { ...LIFE, ...CHANGES };

describe("the specification's table of verbs", () => {
  let cast: Cast;
  before(async () => {
    const chain = await openChain();
    cast = {
      chain,
      supplier: await connectViem(chain, Role.Supplier),
      buyer: await connectViem(chain, Role.Buyer),
      stranger: await connectViem(chain, Role.Stranger),
      // In the time zone of the receivables, an hour ahead.
      today: Math.floor(((await chain.now()) + 3_600) / 86_400),
    };
  });
  after(() => cast.chain.close());

  const clientOf = (party: Deed["party"]): LedgerClient => (party === Role.Supplier ? cast.supplier : cast.buyer);

  async function expectRefused(act: Promise<unknown>, code: string): Promise<void> {
    const error = await act.then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect(error).to.be.instanceOf(LedgerError).with.property("code", code);
  }

  const table = readTable();

  it("has a row for every act that these tests know, and they know every row", () => {
    expect(table.map(({ verb }) => verb)).to.have.members(Object.keys(DEEDS));
    for (const { verb, actor } of table) {
      expect(actor.startsWith("anyone"), verb).to.equal(DEEDS[verb]?.party === undefined);
    }
  });

  describe("and that of messages and effects", () => {
    const effects = readEffects();

    it("have the same verbs", () => {
      const known = table.flatMap(({ verb }) => verb.split(", ")).filter((verb) => !OUTCOMES.includes(verb));
      expect(effects.flatMap(({ verbs }) => verbs)).to.have.members([...new Set(known)]);
    });

    it("name every message that parties sign, and no other", () => {
      const signed = Object.keys(MESSAGE_TYPES).filter((name) => !["Header", "Terms", "Receivable"].includes(name));
      expect(new Set(effects.flatMap(({ messages }) => messages))).to.have.all.keys(signed);
    });

    it("leave no cell empty", () => {
      for (const { verbs, cells } of effects) {
        expect(cells, verbs.join()).to.have.lengthOf(5);
        expect(cells, verbs.join()).not.to.include("");
      }
    });
  });

  for (const { verb, actor, cells } of table) {
    const deed = DEEDS[verb];
    for (const state of STATES) {
      const cell = cells[state];
      if (deed === undefined || cell === "what was kept") continue;
      if (isForbidden(cell)) {
        it(`${verb} in ${state} is refused with ${cell}`, async () => {
          for (const act of deed.acts) {
            for (const receivable of await reach(cast, deed, state)) {
              await expectRefused(act(clientOf(deed.party), receivable, cast), cell);
            }
          }
        });
        continue;
      }
      it(`${verb} in ${state} does what it says: ${cell}`, async () => {
        for (const act of deed.acts) {
          for (const receivable of await reach(cast, deed, state)) {
            const id = idOf(receivable.header);
            const before = await cast.stranger.stateOf(id);
            await act(clientOf(deed.party), receivable, cast);
            await deed.effect(before, await cast.stranger.stateOf(id), receivable, cast);
          }
        }
      });
      if (deed.party === undefined) continue;
      it(`${verb} in ${state} is refused to whoever is not the ${actor}`, async () => {
        for (const act of deed.acts) {
          for (const receivable of await reach(cast, deed, state)) {
            await expectRefused(act(cast.stranger, receivable, cast), deed.refusal);
          }
        }
      });
    }
  }
});
