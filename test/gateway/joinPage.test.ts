import { mkdtempSync, writeFileSync, mkdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect } from "chai";
import { linkOf } from "../../src/gateway/intents/invitations.ts";
import { openStage } from "./stage.ts";
import type { Stage } from "./stage.ts";

describe("The link of an invitation", () => {
  let stage: Stage;
  const folder = mkdtempSync(path.join(tmpdir(), "countersign-portal-"));

  before(async () => {
    mkdirSync(path.join(folder, "assets"));
    writeFileSync(path.join(folder, "index.html"), "<!doctype html><title>Countersign</title>");
    stage = await openStage({ portal: folder });
  });

  after(async () => {
    await stage.close();
    rmSync(folder, { recursive: true });
  });

  it("leads to the portal's page, and its token is sent to nobody", async () => {
    const link = new URL(linkOf(new URL(stage.url), "A".repeat(43)));
    const answer = await fetch(link);
    expect([answer.status, await answer.text()]).to.deep.equal([200, await (await fetch(stage.url)).text()]);
    expect(answer.headers.get("content-type")).to.contain("text/html");
    expect(stage.log.join("")).not.to.contain("A".repeat(43));
  });
});
