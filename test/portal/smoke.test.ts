import { expect } from "chai";
import { goTo } from "./opening.ts";
import { visiting } from "./visiting.ts";

describe("The portal in a browser", () => {
  it(
    "shows the supplier its receivables",
    visiting(async ({ openAs }) => {
      const page = await openAs("musterwerk");
      await goTo(page, "/receivables", "receivables");
      await page.getByRole("heading", { level: 1, name: "Receivables" }).waitFor();
      expect(await page.getByRole("navigation").count()).to.be.above(0);
      await page.getByText("MW-2026-1101").first().waitFor();
    }),
  );
});
