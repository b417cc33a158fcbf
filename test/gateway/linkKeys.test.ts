import { expect } from "chai";
import { checkLinkKey, LinkRefused } from "../../src/portal/linkKeys.ts";

describe("A key that comes with a link", () => {
  it("signs in on the demo's chain alone, and a wallet's own anywhere", () => {
    expect(() => checkLinkKey({ isDemo: true }, 31_337)).not.to.throw();
    for (const chainId of [1, 137, 31_336, 31_338]) {
      expect(() => checkLinkKey({ isDemo: true }, chainId)).to.throw(LinkRefused, "sign in with your own wallet");
      expect(() => checkLinkKey({ isDemo: false }, chainId)).not.to.throw();
    }
  });
});
