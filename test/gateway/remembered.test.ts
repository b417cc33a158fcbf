import { expect } from "chai";
import { randomUUID } from "node:crypto";
import { rememberCallers } from "../../src/gateway/access/remembered.ts";
import { shownInstant } from "../../src/gateway/receivables/showing.ts";
import type { Member } from "../../src/gateway/http/exchange.ts";
import { addressOf, openStage } from "./stage.ts";
import type { Stage } from "./stage.ts";

describe("A caller who is remembered", () => {
  const anna: Member = {
    organisation: addressOf("anna"),
    account: addressOf("anna"),
    scopes: new Set(["receivables:read"]),
    token: "anna's",
  };

  describe("for two seconds", () => {
    let asked: string[];
    let milliseconds: number;
    let answer: () => Promise<Member | undefined>;
    const callers = (seconds = 2) =>
      rememberCallers(
        (token) => {
          asked.push(token);
          return answer();
        },
        seconds,
        () => milliseconds,
      );

    beforeEach(() => {
      [asked, milliseconds] = [[], 0];
      answer = () => Promise.resolve(anna);
    });

    it("is looked up once in that time, from when the question was asked", async () => {
      const { find } = callers();
      for (milliseconds of [0, 1_000, 1_999]) expect(await find("anna's")).to.equal(anna);
      expect(asked).to.have.length(1);
      milliseconds = 2_000;
      answer = () => Promise.resolve(undefined);
      expect(await find("anna's")).to.equal(undefined);
      expect(asked).to.have.length(2);
    });

    it("is nobody else, and nobody is remembered who was not found", async () => {
      const { find } = callers();
      expect(await find("anna's")).to.equal(anna);
      answer = () => Promise.resolve(undefined);
      expect(await find("bert's")).to.equal(undefined);
      answer = () => Promise.resolve(anna);
      expect(await find("bert's")).to.equal(anna);
    });

    it("is asked anew after whatever may have ended the session, even while it was being looked up", async () => {
      const { find, forget } = callers();
      await find("anna's");
      forget();
      let give: (member: Member) => void = () => undefined;
      answer = () => new Promise((resolve) => (give = resolve));
      const slow = find("anna's");
      forget();
      give(anna);
      await slow;
      answer = () => Promise.resolve(undefined);
      expect(await find("anna's")).to.equal(undefined);
    });

    it("is looked up each time where nothing is to be remembered", async () => {
      const { find } = callers(0);
      await find("anna's");
      await find("anna's");
      expect(asked).to.have.length(2);
    });
  });

  describe("by a gateway", () => {
    let stage: Stage;
    before(async () => {
      stage = await openStage({ config: { memberSeconds: 3600 } });
    });
    after(() => stage.close());

    it("is refused by it at once when the session ends, and when the key is revoked", async () => {
      const session = await stage.signIn("anna");
      const id = randomUUID();
      const body = { id, label: "ERP", scopes: ["receivables:read" as const], expires: shownInstant(stage.now + 60) };
      const { data } = await stage.client(session).POST("/v1/keys", { body });
      const key = stage.client(data?.key ?? "");
      const statusOf = async (client = stage.client(session)): Promise<number> =>
        (await client.GET("/v1/receivables")).response.status;
      expect(await statusOf(key)).to.equal(200);
      await stage.client(session).DELETE("/v1/keys/{id}", { params: { path: { id } } });
      expect(await statusOf(key)).to.equal(401);
      expect(await statusOf()).to.equal(200);
      await stage.client(session).DELETE("/v1/sessions");
      expect(await statusOf()).to.equal(401);
    });
  });
});
