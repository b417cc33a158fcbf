import { fileURLToPath } from "node:url";
import hardhatEthers from "@nomicfoundation/hardhat-ethers";
import hardhatEthersChaiMatchers from "@nomicfoundation/hardhat-ethers-chai-matchers";
import hardhatMocha from "@nomicfoundation/hardhat-mocha";
import hardhatNetworkHelpers from "@nomicfoundation/hardhat-network-helpers";
import hardhatTypechain from "@nomicfoundation/hardhat-typechain";
import hardhatViem from "@nomicfoundation/hardhat-viem";
import { defineConfig } from "hardhat/config";
import { mochaEffort, solidityEffort } from "./scripts/effort.ts";

export default defineConfig({
  plugins: [
    hardhatMocha,
    hardhatViem,
    hardhatEthers,
    hardhatEthersChaiMatchers,
    hardhatNetworkHelpers,
    hardhatTypechain,
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
        version: "0.8.37",
        // The compiler comes with the lock file, so a build downloads nothing.
        path: fileURLToPath(import.meta.resolve("solc/soljson.js")),
        settings: { optimizer: { enabled: true, runs: 200 }, viaIR: true, evmVersion: "osaka" },
      },
    },
  },
  test: { solidity: solidityEffort(), mocha: mochaEffort() },
  networks: {
    default: { type: "edr-simulated", chainType: "l1", hardfork: "osaka" },
    amsterdam: { type: "edr-simulated", chainType: "l1", hardfork: "amsterdam" },
  },
});
