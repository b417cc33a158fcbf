import { expect } from "chai";
import type { AbiParameter } from "viem";
import { ledgerAbi } from "../../generated/abi.ts";
import type { Hex } from "../../src/domain/receivable.ts";
import { possibleFields } from "./observed.ts";
import { OPENING } from "./openingPlays.ts";
import { PERMIT, PERMITTED } from "./permitPlays.ts";
import type { Plays } from "./play.ts";
import { SEALED } from "./sealedPlays.ts";
import { confirmable, findings, formsOf } from "./secrets.ts";
import { readObserverList } from "./table.ts";
import type { Sight } from "./table.ts";
import { openWorld } from "./world.ts";
import type { SealedItem, World } from "./world.ts";

const ANY_CALL = "multicall";
/** The ledger calls it on itself and refuses everybody else, so that it is nobody's act. */
const OWN_CALL = "deliver";
const UNOPENED: Plays = { ...SEALED, ...PERMIT };
const OPENED: Plays = { ...OPENING, ...PERMITTED };
const PLAYS: Plays = { ...UNOPENED, ...OPENED };

describe("What an observer learns", () => {
  const list = readObserverList();
  const seen = new Map<string, ReadonlySet<Sight>>();
  const sealedItems: SealedItem[] = [];
  const sealedBytes: Hex[] = [];
  let world: World;

  const expected = (names: readonly string[]): Set<Sight> =>
    new Set(names.flatMap((name) => name.split(" ")).flatMap((act) => list.seenBy(act)));
  const union = (names: readonly string[]): Set<Sight> => new Set(names.flatMap((name) => [...(seen.get(name) ?? [])]));

  async function watch(plays: Plays, all: Hex[]): Promise<void> {
    for (const [name, variants] of Object.entries(plays)) {
      const sights = new Set<Sight>();
      for (const play of variants) {
        const act = await play(world);
        const before = await world.observer.look();
        await act();
        const { sights: found, bytes } = await world.observer.look();
        for (const sight of found) sights.add(sight);
        all.push(...before.bytes, ...bytes);
      }
      seen.set(name, sights);
    }
  }

  before(async () => {
    world = await openWorld();
    await watch(UNOPENED, sealedBytes);
    sealedItems.push(...world.drafted());
    await watch(OPENED, []);
  });
  after(() => world.stage.chain.close());

  for (const name of Object.keys(PLAYS)) {
    it(`is of ${name.replaceAll(" ", " + ")} nothing that the list does not name`, () => {
      expect([...expected([name])]).to.include.members([...union([name])]);
    });
  }

  for (const act of new Set(Object.keys(PLAYS).map((name) => name.split(" ")[0] ?? ""))) {
    it(`is of ${act}, in all ways together, everything that the list names`, () => {
      const names = Object.keys(PLAYS).filter((name) => name.split(" ")[0] === act);
      expect([...union(names)]).to.have.members([...expected(names)]);
    });
  }

  it("is listed for every act that there is, and for no other", () => {
    const played = Object.keys(PLAYS).flatMap((name) => name.split(" "));
    expect([...list.opens.keys()]).to.have.members([...new Set(played)]);
    const beside = [...list.opens].filter(([, what]) => what === "beside").map(([act]) => act);
    const functions = functionsOf().map(({ name }) => name);
    expect([...beside, ...functions, ANY_CALL]).to.include.members([...list.opens.keys()]);
    expect([...list.opens.keys(), ANY_CALL]).to.include.members(functions);
  });

  it("lists of every function's calldata all that its parameters can hold", () => {
    for (const act of new Set(functionsOf().map(({ name }) => name))) {
      if (act === ANY_CALL) continue;
      const parameters = functionsOf()
        .filter(({ name }) => name === act)
        .flatMap(({ inputs }) => inputs);
      const fields = parameters.flatMap((parameter) => (isOptional(parameter) ? [] : possibleFields(parameter)));
      const listed = list.seenBy(act).filter((sight) => sight.startsWith("calldata "));
      expect(listed, act).to.have.members([...new Set(fields)].map((field) => `calldata ${field}`));
    }
  });

  it("lists the terms for acts that open them and for no other", () => {
    for (const [act, opens] of list.opens) {
      const shown = list.seenBy(act).some((sight) => sight.includes(" Terms."));
      expect(shown, act).to.equal(["terms", "all"].includes(opens) || act === "capped");
    }
  });

  it("is, as long as nobody opens the terms, no form of face amount, dates, sums, rates, salt or goods", () => {
    expect(sealedItems.length).to.be.greaterThan(15);
    for (const item of sealedItems) expect(findings(formsOf(item), sealedBytes), item.number).to.deep.equal([]);
  });

  it("is the hash of an invoice number that somebody guesses, and of terms whose salt somebody knows", () => {
    const issued = sealedItems.filter(({ id }) => sealedBytes.includes(id));
    expect(issued.length).to.be.greaterThan(15);
    for (const item of issued) expect(findings(confirmable(item), sealedBytes), item.number).to.have.length(2);
  });

  it("is every figure of the terms once somebody paid", async () => {
    const item = await world.accepted();
    await world.observer.look();
    await world.stage.buyer.pay({ id: item.id, opened: item.terms, maxCash: 1n });
    const { bytes } = await world.observer.look();
    const found = findings(formsOf(item), bytes);
    const { slidingRate, discountOnParts, allocation, ...figures } = item.receivable.terms;
    expect([slidingRate, discountOnParts, allocation], "too common to be looked for").to.deep.equal([0, false, 0]);
    expect(found).to.include.members(Object.keys(figures).map((name) => `Terms.${name}`));
    expect(found).not.to.include("lines[0].name");
  });
});

function functionsOf(): readonly { readonly name: string; readonly inputs: readonly AbiParameter[] }[] {
  return ledgerAbi.flatMap((entry) =>
    entry.type === "function" && !["view", "pure"].includes(entry.stateMutability) && entry.name !== OWN_CALL
      ? [entry]
      : [],
  );
}

/** Consents, and the terms that a capped agent opens, come with an act or do not. */
function isOptional({ type, internalType }: AbiParameter): boolean {
  return type === "tuple[]" && ["struct Consent[]", "struct Terms[]"].includes(internalType ?? "");
}
