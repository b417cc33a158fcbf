import { expect } from "chai";
import { checkLinkKey } from "../../src/portal/wallet/linkKeys.ts";
import { WalletError } from "../../src/portal/wallet/wallet.ts";

describe("A key that comes with a link", () => {
  it("signs in on the demo's chain alone, and a wallet's own anywhere", () => {
    expect(() => checkLinkKey({ kind: "demo" }, 31_337)).not.to.throw();
    for (const chainId of [1, 137, 31_336, 31_338]) {
      expect(() => checkLinkKey({ kind: "demo" }, chainId)).to.throw(WalletError, "linkElsewhere");
      for (const kind of ["browser", "contract", "passkey"] as const) {
        expect(() => checkLinkKey({ kind }, chainId)).not.to.throw();
      }
    }
  });
});
