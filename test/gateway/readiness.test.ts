import { expect } from "chai";
import type { IndexStop } from "../../src/gateway/deps.ts";
import { openStage } from "./stage.ts";
import type { Stage } from "./stage.ts";
import { FIRST_INSTANT } from "./book.ts";

describe("A gateway whose index has stopped", () => {
  let stage: Stage;
  let stopped: IndexStop | undefined;

  before(async () => {
    stage = await openStage({ indexStopped: () => stopped });
  });

  after(() => stage.close());

  it("is not ready where nothing was ever verified", async () => {
    stopped = { kind: "ProviderDishonest", wayOut: "run `countersign verify`", at: FIRST_INSTANT };
    const { error, response } = await stage.client().GET("/v1/readiness");
    expect(response.status).to.equal(503);
    expect(error).to.deep.include({ ready: false, index: "stopped", asOf: null });
  });

  it("serves on what was verified last, and says why it goes no further, since when and the way out", async () => {
    await stage.book.write();
    stopped = { kind: "ReorganisedBelowFinality", wayOut: "run `countersign db rebuild`", at: FIRST_INSTANT };
    const { data, response } = await stage.client().GET("/v1/readiness");
    expect(response.status).to.equal(200);
    expect(data).to.deep.include({ ready: true, index: "stopped" });
    expect(data?.asOf).to.include({ block: 1 });
    expect(data?.stopped).to.deep.equal({
      kind: "ReorganisedBelowFinality",
      wayOut: "run `countersign db rebuild`",
      since: "2026-11-01T00:00:00Z",
    });
  });

  it("says nothing of the kind while the index goes on", async () => {
    stopped = undefined;
    const { data } = await stage.client().GET("/v1/readiness");
    expect(data).to.deep.include({ ready: true, stopped: null });
    expect(data?.index).not.to.equal("stopped");
  });
});
