/** Three processes on one PostgreSQL that have sent what is due, all day long and all at once. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { expect } from "chai";
import type { Address } from "../../src/domain/receivable.ts";
import { migrate } from "../../src/store/migrations.ts";
import { openDatabase } from "../../src/store/openDatabase.ts";
import { freshUrl } from "../store/engines.ts";
import { contactBody, openDunningScene, policyBody, SUPPLIER, TUESDAY } from "./dunningScene.ts";
import { addressOf } from "./stage.ts";

const PROCESS = fileURLToPath(new URL("dunningProcess.ts", import.meta.url));
const PROCESSES = 3;
const CUSTOMERS = 6;
const ITEMS = 3;

async function work(url: string): Promise<readonly [code: number | null, said: string]> {
  const child = spawn(process.execPath, [PROCESS, url, TUESDAY.toString()], { stdio: ["ignore", "pipe", "inherit"] });
  let said = "";
  child.stdout.on("data", (text: Buffer) => (said += text.toString()));
  const [code] = (await once(child, "close")) as [number | null];
  return [code, said];
}

describe("Three processes that have sent what is due", () => {
  it("make one letter, one fee and one escalation of each item, though they run 24 times and all at once", async () => {
    const url = await freshUrl();
    const database = await openDatabase({ url });
    await migrate(database);
    const policy = policyBody();
    const escalating = { ...policy, levels: policy.levels.map((level) => ({ ...level, escalatesTo: SUPPLIER })) };
    const scene = await openDunningScene(escalating, { database });
    const buyers: readonly Address[] = Array.from({ length: CUSTOMERS }, (_, place) => addressOf(`buyer ${place}`));
    for (const [place, buyer] of buyers.entries()) {
      for (let item = 0; item < ITEMS; item += 1) await scene.issue(`RE-${place}-${item}`, 8, {}, buyer);
      const reached = { email: `kasse@buyer${place}.example`, phone: null, name: `Frau Kasse ${place}` };
      const body = contactBody({ customer: buyer, ...reached });
      const { response } = await scene.client(scene.supplier).POST("/v1/dunning/contacts", { body });
      expect(response.status).to.equal(204);
    }
    const worked = await Promise.all(Array.from({ length: PROCESSES }, () => work(url)));
    expect(worked).to.deep.equal(worked.map(() => [0, "ready\ndone\n"]));
    const sends = await database.query<{ customer: Address; fee: bigint; items: number }>(
      `select customer, fee, (select count(*)::int from dunning_send_items where send = id) as items
       from dunning_sends`,
    );
    expect(sends.map(({ customer }) => customer))
      .to.have.members(buyers)
      .and.have.length(CUSTOMERS);
    expect(sends.map(({ fee, items }) => [fee, items])).to.deep.equal(sends.map(() => [12_000n, ITEMS]));
    const again = await database.query("select item from dunning_send_items group by item having count(*) > 1");
    expect(again).to.deep.equal([]);
    const escalated = await database.query<{ sends: number; items: number }>(
      `select count(distinct e.send)::int as sends, count(*)::int as items
       from dunning_escalations e join dunning_escalated_items i on i.escalation = e.id`,
    );
    expect(escalated).to.deep.equal([{ sends: CUSTOMERS, items: CUSTOMERS * ITEMS }]);
    const faults = await database.query("select fault from dunning_looks where fault is not null");
    expect(faults).to.deep.equal([]);
    await scene.close();
  }).timeout(90_000);
});
