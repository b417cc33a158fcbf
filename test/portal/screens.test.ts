/** What holds on every screen: it loads without trouble, is accessible in both languages, and fits any device. */
import { expect } from "chai";
import type { Page } from "playwright-core";
import { accessible } from "./axe.ts";
import { goTo } from "./opening.ts";
import type { Opening } from "./opening.ts";
import { routeOf, SCREENS } from "./screens.ts";
import { visiting } from "./visiting.ts";

const OPENINGS: readonly Opening[] = [
  { language: "en", width: 1440, colorScheme: "light" },
  { language: "zh", width: 390, colorScheme: "dark" },
  { language: "zh", width: 820, colorScheme: "light" },
];
/** Of a script of a test's: the page is wider than what shows it. */
const TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth";
/** Han characters stand where the page speaks Chinese. */
const HAN = /\p{Script=Han}/u;

async function headingOf(page: Page): Promise<string> {
  return (await page.getByRole("heading", { level: 1 }).textContent()) ?? "";
}

for (const { member, screens } of SCREENS) {
  describe(`The screens as ${member} sees them`, () => {
    for (const opening of OPENINGS) {
      const { language = "en", width = 0, colorScheme = "" } = opening;
      it(
        `are accessible and fit, in ${language}, ${colorScheme}, ${width} pixels wide`,
        visiting(async ({ world, openAs }) => {
          const page = await openAs(member, opening);
          for (const screen of screens) {
            await goTo(page, routeOf(screen, world), screen.screen);
            const title = await headingOf(page);
            expect(await page.title(), screen.name).to.equal(`${title} · Countersign`);
            if (language === "zh" && !/\d{4}/.test(title)) expect(title, screen.name).to.match(HAN);
            expect(await page.evaluate(TOO_WIDE), `${screen.name} is too wide`).to.equal(0);
            await accessible(page);
          }
        }),
      ).timeout(240_000);
    }
  });
}
