import { expect } from "chai";
import { accessible } from "./axe.ts";
import { visiting } from "./visiting.ts";

const HEAD = `<!doctype html><html lang="en"><head><title>A page</title></head>`;

describe("The check of accessibility", () => {
  it(
    "reads a page under its policy, and names rule, place and way out of what it refuses",
    visiting(async ({ world, openAt }) => {
      const page = await openAt(world.urlOf("musterwerk"));
      const write = (html: string): Promise<unknown> =>
        page.evaluate(`document.documentElement.innerHTML = ${JSON.stringify(html)}`);
      await write(`${HEAD}<body><main><h1>Receivables</h1><p>One is due.</p></main></body></html>`);
      await accessible(page);
      await write(`${HEAD}<body><main><h1>Receivables</h1><input id="sum"><h4>Late</h4></main></body></html>`);
      const refusal = await accessible(page).then(
        () => expect.fail("it finds nothing"),
        (error: unknown) => (error as Error).message,
      );
      expect(refusal).to.match(/^ {2}label \(critical\): .+/m);
      expect(refusal).to.match(/^ {4}at #sum .*<input id="sum">/m);
      expect(refusal).to.match(/^ {2}heading-order \(moderate\)/m);
      expect(refusal).to.include("Fix any of the following");
    }),
  );
});
