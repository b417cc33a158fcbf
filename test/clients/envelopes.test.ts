import { execFileSync } from "node:child_process";
import { expect } from "chai";
import { RefusedError } from "../../src/clients/errors.ts";
import { UNCAPPED, verbSet } from "../../src/domain/directory.ts";
import { consentOf } from "../../src/domain/envelope.ts";
import type { Envelope } from "../../src/domain/envelope.ts";
import { parseEnvelope, serialiseEnvelope } from "../../src/domain/envelopeText.ts";
import { keccakOfText } from "../../src/domain/hash.ts";
import { Status, Verb, ZERO_ADDRESS } from "../../src/domain/receivable.ts";
import type { Consent } from "../../src/domain/receivable.ts";
import { address, CLIENTS, failureOf, setStage } from "../support/stage.ts";
import type { Stage } from "../support/stage.ts";

const FAR = 4_000_000_000n;
const NOW = 1_000;

/** Another process that has nothing but the text: what it opens, as JSON. */
const OPENING = `
import { consentOf } from "./src/domain/envelope.ts";
import { parseEnvelope } from "./src/domain/envelopeText.ts";
const [text, commitment] = process.argv.slice(1);
const asText = (_, value) => (typeof value === "bigint" ? value.toString() : value);
process.stdout.write(JSON.stringify(consentOf(parseEnvelope(text), commitment), asText));
`;

function openedElsewhere(envelope: Envelope, commitment: string): Consent {
  const args = ["--input-type=module", "--eval", OPENING, serialiseEnvelope(envelope), commitment];
  const said = JSON.parse(execFileSync(process.execPath, args, { encoding: "utf8" })) as Record<string, string>;
  const integers = ["deadline", "nonce", "count"].map((name) => [name, BigInt(said[name] ?? "")]);
  return { ...said, ...Object.fromEntries(integers) } as Consent;
}

for (const [library, connect] of Object.entries(CLIENTS)) {
  describe(`An envelope over ${library}`, () => {
    let stage: Stage;
    before(async () => {
      stage = await setStage(connect);
    });
    after(() => stage.chain.close());

    it("shows as signed before the chain knows of it, and opens one by one when it is needed there", async () => {
      const items = [await stage.draft(), await stage.draft(), await stage.draft()];
      const receivables = items.map(({ receivable }) => receivable);
      const issued = await stage.supplier.sign.issuanceRoot(items, address.supplier, FAR);
      const accepted = await stage.buyer.sign.acceptanceRoot(receivables, address.buyer, FAR);
      const kept = [issued, accepted].map((envelope) => parseEnvelope(serialiseEnvelope(envelope)));
      const [issuances, acceptances] = kept as [Envelope, Envelope];
      for (const { receivable, header, commitment, id } of items) {
        for (const envelope of kept) await stage.onlooker.checkEnvelope(envelope, receivable, NOW);
        expect((await stage.onlooker.stateOf(id)).status).to.equal(Status.None);
        await stage.relayer.issue(receivable, { supplier: consentOf(issuances, commitment) });
        await stage.relayer.carryAcceptance(header, consentOf(acceptances, commitment));
        expect((await stage.onlooker.stateOf(id)).status).to.equal(Status.Accepted);
      }
    });

    it("opens in a process that has its text alone", async () => {
      const [item, other] = [await stage.issued(), await stage.draft()];
      const receivables = [item.receivable, other.receivable];
      const envelope = await stage.buyer.sign.acceptanceRoot(receivables, address.buyer, FAR);
      await stage.relayer.carryAcceptance(item.header, openedElsewhere(envelope, item.commitment));
      expect((await stage.onlooker.stateOf(item.id)).status).to.equal(Status.Accepted);
    });

    it("signed by an agent counts only if the party's mandate has no cap, until it is taken back", async () => {
      const { receivable } = await stage.issued();
      const envelope = await stage.agent.sign.acceptanceRoot([receivable], address.buyer, FAR);
      const check = (): Promise<unknown> => stage.onlooker.checkEnvelope(envelope, receivable, NOW);
      const refused = async (): Promise<unknown> => ((await failureOf(check())) as RefusedError).values["field"];
      const verbs = verbSet([Verb.Accept]);
      const document = keccakOfText("a power of attorney");
      const mandate = { verbs, from: 0, until: Number(FAR), cap: UNCAPPED, currency: ZERO_ADDRESS, document };
      expect(await refused()).to.equal("signer");
      const { currency } = stage.chain;
      await stage.buyer.directory.giveMandate(address.agent, { ...mandate, cap: 10n ** 9n, currency });
      expect(await refused()).to.equal("signer");
      await stage.buyer.directory.giveMandate(address.agent, mandate);
      await check();
      await stage.agent.revoke(envelope.root);
      expect(await refused()).to.equal("root");
    });

    it("is refused where the ledger would refuse it, by a name and a way out", async () => {
      const item = await stage.issued();
      const { receivable, header, commitment } = item;
      const envelope = await stage.buyer.sign.acceptanceRoot([receivable], address.buyer, FAR);
      const forged = { ...envelope, deadline: FAR + 1n };
      const failure = await failureOf(stage.onlooker.checkEnvelope(forged, receivable, NOW));
      expect(failure).to.be.instanceOf(RefusedError).with.property("code", "ArgumentInvalid");
      expect(failure).to.have.nested.property("values.field", "signature");
      expect(await failureOf(stage.relayer.carryAcceptance(header, consentOf(forged, commitment)))).to.have.property(
        "code",
        "SignatureInvalid",
      );
      const late = await failureOf(stage.onlooker.checkEnvelope(envelope, receivable, Number(FAR) + 1));
      expect(late).to.have.nested.property("values.field", "deadline");
    });
  });
}
