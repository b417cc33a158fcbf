/**
 * Compiles Solidity tests of one kind together. Hardhat merges files whose settings are one and the same object,
 * and makes an object for each override; each test alone reads most of the contracts and of the tests' support anew.
 */
import type { ConfigHooks } from "hardhat/types/hooks";
import { definePlugin } from "hardhat/plugins";

/** The compiler cannot write what comes of many more at once. */
const MAX_TOGETHER = 50;

const config: Partial<ConfigHooks> = {
  async resolveUserConfig(userConfig, resolveVariable, next) {
    const resolved = await next(userConfig, resolveVariable);
    for (const { overrides } of Object.values(resolved.solidity.profiles)) {
      const known = new Map<string, { readonly settings: (typeof overrides)[string]; files: number }>();
      for (const [file, settings] of Object.entries(overrides)) {
        const key = JSON.stringify(settings);
        const last = known.get(key);
        const together = last !== undefined && last.files < MAX_TOGETHER ? last : { settings, files: 0 };
        together.files += 1;
        known.set(key, together);
        overrides[file] = together.settings;
      }
    }
    return resolved;
  },
};

export const mergedTests = definePlugin({
  id: "merged-tests",
  hookHandlers: { config: () => Promise.resolve({ default: () => Promise.resolve(config) }) },
});
