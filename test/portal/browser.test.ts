import { expect } from "chai";
import { FROM_NPM, FROM_NPM_WITH_LIBRARIES, machines, startBrowser, usualPlaces } from "./browser.ts";

describe("The browser of the portal's tests", () => {
  it("is one that this machine or npm has, and shows a page", async () => {
    const browser = await startBrowser();
    try {
      const page = await browser.newPage();
      await page.setContent("<h1>应收账款</h1>");
      expect(await page.getByRole("heading", { level: 1 }).innerText()).to.equal("应收账款");
    } finally {
      await browser.close();
    }
  });

  for (const place of [FROM_NPM, FROM_NPM_WITH_LIBRARIES]) {
    it(`is ${place.name} where the machine has none`, async () => {
      const browser = await startBrowser([machines("/nowhere/chromium"), place]);
      try {
        const page = await browser.newPage();
        await page.setContent("<title>Here</title><button>Sign</button>");
        expect(await page.title()).to.equal("Here");
        expect(await page.getByRole("button", { name: "Sign" }).count()).to.equal(1);
      } finally {
        await browser.close();
      }
    });
  }

  it("is asked for in plain words where there is none, with all that was tried", async () => {
    const message = await startBrowser([machines("/nowhere/chromium"), machines("/etc/hostname")]).then(
      () => expect.fail("it started what is not there"),
      (error: unknown) => (error as Error).message,
    );
    const lines = message.split("\n");
    expect(lines[0]).to.equal("No browser starts here, and these tests need one. Tried:");
    expect(lines[1]).to.equal("  /nowhere/chromium: there is no such file");
    expect(lines[2]).to.match(/^ {2}\/etc\/hostname: .+/);
    expect(lines[3]).to.include("apt-get install chromium").and.to.include("COUNTERSIGN_CHROMIUM");
    expect(lines).to.have.length(4);
  });

  it("is the one that somebody names, and no other", () => {
    expect(usualPlaces("/opt/mine").map(({ name }) => name)).to.deep.equal(["/opt/mine"]);
    const names = usualPlaces("").map(({ name }) => name);
    expect(names.indexOf(FROM_NPM.name)).to.be.above(names.indexOf("/usr/bin/chromium"));
  });
});
