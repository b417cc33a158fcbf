import { expect } from "chai";
import { circles } from "./circles.ts";
import { contractFloorFaults, floorlessContracts } from "./contracts.ts";
import { auditLeaks, floorFaults, homelessFiles } from "./floors.ts";
import { importsOf, solidityImportsOf } from "./imports.ts";

function faultsOf(path: string, text: string): string[] {
  return floorFaults(importsOf({ path, text }));
}

function contractFaultsOf(path: string, text: string): string[] {
  return contractFloorFaults(solidityImportsOf({ path, text }));
}

describe("The check of the floors", () => {
  it("sees every way to import", () => {
    const text = [
      'import "./a.ts";',
      'import { b } from "./b.ts";',
      'import type { C } from "./c.ts";',
      'export type { D } from "./d.ts";',
      'type E = import("./e.ts").E;',
      'const f = await import("./f.ts");',
      'const g = require("./g.ts");',
      'const h = import.meta.resolve("./h.ts");',
      'import i = require("./i.ts");',
      "const j = await import(name);",
    ].join("\n");
    const found = importsOf({ path: "src/cli/x.ts", text });
    const files = ["a", "b", "c", "d", "e", "f", "g", "h", "i"].map((name) => `src/cli/${name}.ts`);
    expect(found.map(({ target }) => target)).to.deep.equal([...files, undefined]);
    expect(found.map(({ line }) => line)).to.deep.equal([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  });

  it("accepts imports that go down", () => {
    const text =
      'import { a } from "../domain/a.ts";\nimport { b } from "../documents/b.ts";\nimport fs from "node:fs";';
    expect(faultsOf("src/clients/x.ts", text)).to.deep.equal([]);
    expect(faultsOf("src/main.ts", 'import { x } from "./cli/x.ts";')).to.deep.equal([]);
    expect(faultsOf("src/domain/x.ts", 'import { keccak_256 } from "@noble/hashes/sha3.js";')).to.deep.equal([]);
    expect(faultsOf("src/chain/x.ts", 'import type { R } from "../../generated/typechain/R.ts";')).to.deep.equal([]);
  });

  const forbidden: readonly (readonly [name: string, path: string, text: string])[] = [
    ["an import upwards", "src/domain/x.ts", 'import { a } from "../clients/a.ts";'],
    ["a type that comes from above", "src/documents/x.ts", 'import type { A } from "../clients/a.ts";'],
    ["a type import inside a type", "src/documents/x.ts", 'type A = import("../clients/a.ts").A;'],
    ["a dynamic import upwards", "src/clients/x.ts", 'await import("../cli/a.ts");'],
    ["a door between rooms of a floor", "src/documents/x.ts", 'import { a } from "../chain/a.ts";'],
    ["a door between gateway and indexer", "src/gateway/x.ts", 'import { a } from "../indexer/a.ts";'],
    ["a package in domain", "src/domain/x.ts", 'import { a } from "viem";'],
    ["a package of a similar name in domain", "src/domain/x.ts", 'import { a } from "temporal-polyfill-2";'],
    ["a part of Node in domain", "src/domain/x.ts", 'import fs from "node:fs";'],
    ["generated code in domain", "src/domain/x.ts", 'import { a } from "../../generated/typechain/a.ts";'],
    ["a room that the portal must not see", "src/portal/x.tsx", 'import { a } from "../store/a.ts";'],
    ["audit's use of domain's fold", "src/audit/x.ts", 'import { fold } from "../domain/fold.ts";'],
    ["audit's use of a type of domain's money", "src/audit/x.ts", 'import type { M } from "../domain/money/m.ts";'],
    ["an import of a test", "src/cli/x.ts", 'import { a } from "../../test/a.ts";'],
    ["a file in no room", "src/cli/x.ts", 'import { a } from "../shared/a.ts";'],
    ["an importer in no room", "src/shared/x.ts", 'import { a } from "../domain/a.ts";'],
    ["a computed import", "src/cli/x.ts", "await import(name);"],
  ];
  for (const [name, path, text] of forbidden) {
    it(`catches ${name}`, () => {
      expect(faultsOf(path, text)).to.have.lengthOf(1);
    });
  }

  it("catches a file in no room, even one that imports nothing", () => {
    expect(homelessFiles(["src/shared/x.ts", "src/x.ts", "src/domain/x.ts", "src/main.ts"])).to.have.lengthOf(2);
  });

  it("catches audit when it reaches domain's money through another file", () => {
    const imports = [
      ...importsOf({ path: "src/audit/x.ts", text: 'import { a } from "../domain/calendar.ts";' }),
      ...importsOf({ path: "src/domain/calendar.ts", text: 'import { b } from "./moneyEngine.ts";' }),
    ];
    expect(auditLeaks(imports)).to.have.lengthOf(1);
    expect(auditLeaks(imports.slice(0, 1))).to.deep.equal([]);
  });
});

describe("The check of the contracts' floors", () => {
  it("accepts what goes down, and reads imports of any shape", () => {
    const text = [
      '// import {No} from "./Nowhere.sol";',
      'import {ERC721} from "solady/src/tokens/ERC721.sol";',
      "import {",
      "    IDirectory",
      '} from "./interfaces/IDirectory.sol";',
      'import "./libraries/Money.sol";',
      'import * as T from "./types/Types.sol";',
    ].join("\n");
    const found = solidityImportsOf({ path: "contracts/Receivables.sol", text });
    expect(found.map(({ line }) => line)).to.deep.equal([2, 5, 6, 7]);
    expect(contractFloorFaults(found)).to.deep.equal([]);
    expect(contractFaultsOf("contracts/Lens.sol", 'import {I} from "./interfaces/I.sol";')).to.deep.equal([]);
  });

  const forbidden: readonly (readonly [name: string, path: string, text: string])[] = [
    ["an interface that knows a library", "contracts/interfaces/I.sol", 'import {M} from "../libraries/M.sol";'],
    ["a library that knows the ledger", "contracts/libraries/L.sol", 'import {R} from "../Receivables.sol";'],
    ["a directory that knows the ledger", "contracts/Directory.sol", 'import {R} from "./Receivables.sol";'],
    ["a ledger that knows a satellite", "contracts/Receivables.sol", 'import {Lens} from "./Lens.sol";'],
    ["a satellite that knows the ledger itself", "contracts/Lens.sol", 'import {R} from "./Receivables.sol";'],
    ["a satellite that knows another", "contracts/Factoring.sol", 'import {S} from "./Statements.sol";'],
    ["a satellite that knows the directory", "contracts/Lens.sol", 'import {D} from "./Directory.sol";'],
    ["a part of a satellite that knows one", "contracts/desk/P.sol", 'import {S} from "../Statements.sol";'],
    ["a ledger that knows a part of a satellite", "contracts/ledger/L.sol", 'import {P} from "../desk/P.sol";'],
    ["an account that knows the ledger", "contracts/accounts/A.sol", 'import {R} from "../Receivables.sol";'],
    ["a part of the ledger that knows a satellite", "contracts/ledger/L.sol", 'import {L} from "../Lens.sol";'],
    ["an unknown package", "contracts/Receivables.sol", 'import {Test} from "forge-std/Test.sol";'],
    ["a contract that knows a test", "contracts/Receivables.sol", 'import {T} from "../test/contracts/T.sol";'],
  ];
  for (const [name, path, text] of forbidden) {
    it(`catches ${name}`, () => {
      expect(contractFaultsOf(path, text)).to.have.lengthOf(1);
    });
  }

  it("catches a file on no floor", () => {
    expect(floorlessContracts(["contracts/mocks/M.sol", "contracts/Receivables.sol"])).to.have.lengthOf(1);
  });
});

describe("The check for circles", () => {
  function edges(...pairs: readonly string[]): string[] {
    return circles(
      pairs.flatMap((pair) => {
        const [from = "", to = ""] = pair.split(">");
        return importsOf({ path: `${from}.ts`, text: `import type { X } from "./${to}.ts";` });
      }),
    );
  }

  it("accepts two ways to one file", () => {
    expect(edges("a>b", "a>c", "b>d", "c>d")).to.deep.equal([]);
  });

  it("catches a circle of types, wherever the walk begins", () => {
    expect(edges("c>a", "a>b", "b>c")).to.deep.equal(["a.ts → b.ts → c.ts → a.ts"]);
    expect(edges("x>b", "b>c", "c>b", "a>x")).to.deep.equal(["b.ts → c.ts → b.ts"]);
  });

  it("catches a file that imports itself", () => {
    expect(edges("a>a")).to.deep.equal(["a.ts → a.ts"]);
  });
});
