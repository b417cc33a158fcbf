import { globSync } from "node:fs";
import { fileURLToPath } from "node:url";
import hardhatEthers from "@nomicfoundation/hardhat-ethers";
import hardhatEthersChaiMatchers from "@nomicfoundation/hardhat-ethers-chai-matchers";
import hardhatMocha from "@nomicfoundation/hardhat-mocha";
import hardhatNetworkHelpers from "@nomicfoundation/hardhat-network-helpers";
import hardhatTypechain from "@nomicfoundation/hardhat-typechain";
import hardhatViem from "@nomicfoundation/hardhat-viem";
import { defineConfig } from "hardhat/config";
import { mochaEffort, solidityEffort } from "./scripts/effort.ts";
import { mergedTests } from "./scripts/mergedTests.ts";

// The compiler comes with the lock file, so a build downloads nothing.
const solc = { version: "0.8.37", path: fileURLToPath(import.meta.resolve("solc/soljson.js")) };
const deployed = { optimizer: { enabled: true, runs: 200 }, viaIR: true, evmVersion: "osaka" };
// Tests drive contracts that are compiled as they are deployed; their own code only has to compile quickly.
const quick = { optimizer: { enabled: false }, viaIR: false, evmVersion: "osaka" };
// The plays run for a minute, so that their own code is worth optimising.
const played = { ...quick, optimizer: { enabled: true, runs: 200 } };
const solidityTests = globSync("test/contracts/**/*.t.sol", { cwd: import.meta.dirname });

export default defineConfig({
  plugins: [
    hardhatMocha,
    hardhatViem,
    hardhatEthers,
    hardhatEthersChaiMatchers,
    hardhatNetworkHelpers,
    hardhatTypechain,
    mergedTests,
  ],
  paths: {
    sources: "./contracts",
    tests: { solidity: "./test/contracts", mocha: "./test" },
    artifacts: "./generated/artifacts",
    cache: "./generated/cache",
  },
  typechain: { outDir: "./generated/typechain" },
  solidity: {
    profiles: {
      default: {
        compilers: [{ ...solc, settings: deployed }],
        overrides: Object.fromEntries(
          solidityTests.map((file) => [
            file,
            { ...solc, settings: file.endsWith("Invariants.t.sol") ? played : quick },
          ]),
        ),
      },
    },
  },
  test: {
    solidity: {
      ...solidityEffort(),
      fsPermissions: { readFile: ["./contracts/README.md", "./generated/permit2.hex"] },
    },
    mocha: mochaEffort(),
  },
  networks: {
    default: { type: "edr-simulated", chainType: "l1", hardfork: "osaka" },
    amsterdam: { type: "edr-simulated", chainType: "l1", hardfork: "amsterdam" },
  },
});
