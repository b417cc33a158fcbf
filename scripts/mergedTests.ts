/**
 * Compiles all Solidity tests of one kind together. Hardhat merges files whose settings are one and the same object,
 * and makes an object for each override; each test alone reads most of the contracts and of the tests' support anew.
 */
import type { ConfigHooks } from "hardhat/types/hooks";
import { definePlugin } from "hardhat/plugins";

const config: Partial<ConfigHooks> = {
  async resolveUserConfig(userConfig, resolveVariable, next) {
    const resolved = await next(userConfig, resolveVariable);
    for (const { overrides } of Object.values(resolved.solidity.profiles)) {
      const known = new Map<string, (typeof overrides)[string]>();
      for (const [file, settings] of Object.entries(overrides)) {
        const key = JSON.stringify(settings);
        const same = known.get(key) ?? settings;
        known.set(key, same);
        overrides[file] = same;
      }
    }
    return resolved;
  },
};

export const mergedTests = definePlugin({
  id: "merged-tests",
  hookHandlers: { config: () => Promise.resolve({ default: () => Promise.resolve(config) }) },
});
