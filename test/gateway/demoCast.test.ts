import { expect } from "chai";
import type { CastMember } from "../../src/wire/portal.ts";
import { openStage } from "./stage.ts";

const MEMBER: CastMember = {
  name: "Musterwerk Getriebebau GmbH",
  role: "supplier",
  link: `http://127.0.0.1:8420/#key=0x${"11".repeat(32)}`,
  here: true,
};

describe("The cast of a demo", () => {
  it("is told to anybody, as it is when somebody asks", async () => {
    const cast = [MEMBER];
    const stage = await openStage({ cast: () => cast });
    try {
      const { data } = await stage.client().GET("/v1/demo/cast");
      expect(data).to.deep.equal({ cast: [MEMBER] });
      cast.push({ ...MEMBER, name: "Beispiel Anlagenbau SE", role: "buyer", here: false });
      const { data: later, response } = await stage.client().GET("/v1/demo/cast");
      expect(later?.cast.map(({ role, here }) => [role, here])).to.deep.equal([
        ["supplier", true],
        ["buyer", false],
      ]);
      expect(response.headers.get("cache-control")).to.equal("no-store");
      expect(stage.log.join("")).not.to.contain("#key=");
    } finally {
      await stage.close();
    }
  });

  it("is nowhere at a gateway that plays no demo", async () => {
    const stage = await openStage();
    try {
      const { error, response } = await stage.client().GET("/v1/demo/cast");
      expect([response.status, error?.type]).to.deep.equal([404, "/problems/NotFound"]);
    } finally {
      await stage.close();
    }
  });
});
