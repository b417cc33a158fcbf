import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "chai";
import pino from "pino";
import { createRepeats } from "../../src/gateway/http/idempotency.ts";
import type { KeyedReply, RepeatableRequest, Repeats } from "../../src/gateway/http/idempotency.ts";
import { ProblemError } from "../../src/gateway/http/problems.ts";
import type { Database } from "../../src/store/database.ts";
import { ENGINES, freshDatabase } from "../store/engines.ts";
import { DAY } from "./book.ts";
import { addressOf, CONFIG } from "./stage.ts";

const REQUEST: RepeatableRequest = {
  organisation: addressOf("supplier"),
  caller: "somebody",
  operation: "makeKey",
  key: "b0bb1e5-1",
  asked: [{}, {}, { label: "ERP", scopes: ["holds:read"] }],
};
const REPLY: KeyedReply = { status: 201, body: { key: "cs_shown-once", amount: "1.00" } };
const HOUR = 3600;

for (const engine of ENGINES) {
  describe(`Requests that are sent again, on ${engine}`, () => {
    let database: Database;
    let now = 0;
    let served = 0;

    before(async () => {
      database = await freshDatabase(engine);
    });

    beforeEach(async () => {
      await database.query("delete from idempotency");
      now = 1_800_000_000;
      served = 0;
    });

    function gateway(over: { claimSeconds?: number; secret?: Uint8Array } = {}): Repeats {
      const parts = { database, secret: CONFIG.secret, now: () => now, logger: pino({ enabled: false }) };
      return createRepeats({ ...parts, ...over });
    }

    async function serve(): Promise<KeyedReply> {
      served += 1;
      await sleep(5);
      return REPLY;
    }

    async function codeOf(answer: Promise<unknown>): Promise<string> {
      try {
        await answer;
        return "answered";
      } catch (error) {
        if (error instanceof ProblemError) return error.code;
        throw error;
      }
    }

    it("have one effect and one answer, which is given again as it was", async () => {
      const first = await gateway().answer(REQUEST, serve);
      expect(first).to.deep.equal({ reply: REPLY, isReplayed: false });
      now += 3 * DAY;
      expect(await gateway().answer(REQUEST, serve)).to.deep.equal({ reply: REPLY, isReplayed: true });
      expect(served).to.equal(1);
    });

    it("have one effect when a hundred come at once, at two gateways", async () => {
      const gateways = [gateway(), gateway()] as const;
      const outcomes = await Promise.all(
        Array.from({ length: 100 }, (_, index) =>
          gateways[index % 2 === 0 ? 0 : 1].answer(REQUEST, serve).then(
            ({ reply }) => reply,
            (error: unknown) => (error as ProblemError).code,
          ),
        ),
      );
      expect(served).to.equal(1);
      const answered = outcomes.filter((outcome) => typeof outcome !== "string");
      expect(answered.length).to.be.at.least(1);
      for (const reply of answered) expect(reply).to.deep.equal(REPLY);
      for (const outcome of outcomes) if (typeof outcome === "string") expect(outcome).to.equal("IdempotencyKeyInUse");
    });

    it("are refused while the first one is under way, with a time to wait", async () => {
      const first = gateway().answer(REQUEST, async () => {
        await sleep(300);
        return serve();
      });
      await sleep(100);
      try {
        await gateway().answer(REQUEST, serve);
        expect.fail("served twice");
      } catch (error) {
        expect(error).to.be.instanceOf(ProblemError).and.include({ code: "IdempotencyKeyInUse" });
        expect((error as ProblemError).headers).to.deep.equal({ "retry-after": "1" });
      }
      await first;
      expect(served).to.equal(1);
    });

    it(
      "are another request with another body, path or query, and the same one with its fields in another " + "order",
      async () => {
        await gateway().answer(REQUEST, serve);
        const others = [
          [{}, {}, { label: "ERP", scopes: ["receivables:read"] }],
          [{}, {}, { label: "ERP" }],
          [{ id: "1" }, {}, { label: "ERP", scopes: ["holds:read"] }],
          [{}, { at: "1" }, { label: "ERP", scopes: ["holds:read"] }],
          [{}, {}, undefined],
          [{}, {}, Buffer.from("bytes")],
        ];
        for (const asked of others) {
          expect(await codeOf(gateway().answer({ ...REQUEST, asked }, serve))).to.equal("IdempotencyKeyReused");
        }
        const asked = [{}, {}, { scopes: ["holds:read"], label: "ERP" }];
        expect((await gateway().answer({ ...REQUEST, asked }, serve)).isReplayed).to.equal(true);
        expect(served).to.equal(1);
      },
    );

    it("belong to their organisation and their operation", async () => {
      await gateway().answer(REQUEST, serve);
      await gateway().answer({ ...REQUEST, organisation: addressOf("other") }, serve);
      await gateway().answer({ ...REQUEST, operation: "putHold" }, serve);
      expect(served).to.equal(3);
    });

    it("are served again when they were refused, and may be corrected", async () => {
      const refuse = (): Promise<KeyedReply> => Promise.reject(new ProblemError("QuotaReached", "too many"));
      expect(await codeOf(gateway().answer(REQUEST, refuse))).to.equal("QuotaReached");
      const corrected = { ...REQUEST, asked: ["another"] };
      expect((await gateway().answer(corrected, serve)).isReplayed).to.equal(false);
    });

    it("are taken over when the one that served them died before it answered", async () => {
      await leaveClaimBehind();
      now += 60;
      expect(await codeOf(gateway().answer(REQUEST, serve))).to.equal("IdempotencyKeyInUse");
      now += 1;
      expect(await codeOf(gateway().answer({ ...REQUEST, asked: [] }, serve))).to.equal("IdempotencyKeyReused");
      // The handler finds what the dead one did by the sender's own id.
      expect((await gateway().answer(REQUEST, serve)).isReplayed).to.equal(false);
      expect((await gateway().answer(REQUEST, serve)).isReplayed).to.equal(true);
    });

    it("go to one of those who take over", async () => {
      await leaveClaimBehind();
      now += HOUR;
      const codes = await Promise.all(Array.from({ length: 20 }, () => codeOf(gateway().answer(REQUEST, serve))));
      expect(served).to.equal(1);
      expect(codes.filter((code) => code !== "answered" && code !== "IdempotencyKeyInUse")).to.deep.equal([]);
    });

    it("are not taken over while somebody works on them, however long", async () => {
      const slow = gateway({ claimSeconds: 0.03 }).answer(REQUEST, async () => {
        await sleep(100);
        now += 1000;
        await sleep(200);
        return serve();
      });
      await sleep(250);
      expect(await codeOf(gateway({ claimSeconds: 1 }).answer(REQUEST, serve))).to.equal("IdempotencyKeyInUse");
      await slow;
      expect(served).to.equal(1);
    });

    it("are remembered for three days and forgotten afterwards", async () => {
      await gateway().answer(REQUEST, serve);
      now += 3 * DAY + 1;
      expect((await gateway().answer(REQUEST, serve)).isReplayed).to.equal(false);
      const [row] = await database.query<{ count: number }>("select count(*) as count from idempotency");
      expect(row?.count).to.equal(1);
    });

    it("leave nothing in the database that could be read, nor opened with another key or secret", async () => {
      await gateway().answer(REQUEST, serve);
      const [row] = await database.query<{ text: string; reply: string }>(
        "select t::text as text, encode(reply, 'hex') as reply from idempotency t",
      );
      for (const secret of ["shown-once", REQUEST.key, "ERP"]) {
        expect(row?.text).not.to.contain(secret);
        expect(row?.text).not.to.contain(Buffer.from(secret).toString("hex"));
        expect(row?.reply).not.to.contain(Buffer.from(secret).toString("hex"));
      }
      // Moved to another key's row, a reply opens for nobody.
      await gateway().answer({ ...REQUEST, key: "another" }, () => Promise.resolve({ status: 204, body: undefined }));
      await database.query(
        "update idempotency set reply = (select reply from idempotency order by length(reply) desc limit 1)",
      );
      await gateway()
        .answer({ ...REQUEST, key: "another" }, serve)
        .then(
          () => expect.fail("opened"),
          (error: unknown) => expect(error).not.to.be.instanceOf(ProblemError),
        );
    });

    it("are answered with bytes, with a type of their own and with nothing, as they were", async () => {
      const replies: readonly KeyedReply[] = [
        { status: 200, body: Buffer.from([0, 255, 10]), contentType: "application/octet-stream" },
        { status: 200, body: "text", contentType: "text/plain" },
        { status: 204, body: undefined },
        { status: 201, body: {}, headers: { location: "/v1/things/1" } },
      ];
      for (const [index, reply] of replies.entries()) {
        const request = { ...REQUEST, key: `kind-${index}` };
        await gateway().answer(request, () => Promise.resolve(reply));
        const again = await gateway().answer(request, serve);
        expect(again.isReplayed).to.equal(true);
        expect({ ...again.reply, body: again.reply.body }).to.deep.equal(reply);
      }
    });

    it("give a key of 1 to 255 printable characters, or are refused", async () => {
      for (const key of ["", "a b", "a".repeat(256), "ü", "a\nb"]) {
        expect(await codeOf(gateway().answer({ ...REQUEST, key }, serve))).to.equal("RequestInvalid");
      }
      expect(await codeOf(gateway().answer({ ...REQUEST, key: "~".repeat(255) }, serve))).to.equal("answered");
    });

    /** A process that died: its claim is there, and nobody keeps it alive. */
    async function leaveClaimBehind(): Promise<void> {
      await gateway().answer(REQUEST, serve);
      await database.query("update idempotency set reply = null");
      served = 0;
    }
  });
}
