import { readdirSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { expect } from "chai";
import { readBankFile } from "../../src/documents/bank/readBankFile.ts";
import type { BankStatement } from "../../src/domain/bankStatement.ts";
import { readBankTable, rowOf } from "./bankTable.ts";
import { isHere, readBytes, readTable } from "./data.ts";

/** The bank files of public projects, against what stands beside them and what was read by hand. */
const FOLDER = "bank";

/** Every file below a folder of the data, by paths from that folder. */
function filesIn(folder: string): readonly string[] {
  const root = fileURLToPath(new URL(`../../../shared/data/${folder}/`, import.meta.url));
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)))
    .toSorted();
}

async function statementsOf(file: string): Promise<readonly BankStatement[]> {
  const read = await readBankFile(readBytes(`${FOLDER}/${file}`));
  if (read.kind !== "statements") throw new Error(`${file} holds no statements`);
  return read.statements;
}

if (isHere(FOLDER)) {
  const rows = readBankTable();
  const read = rows.filter(({ outcome }) => outcome === "read");

  describe(`The ${rows.length} files of the bank corpus`, () => {
    after(() => {
      const refused = rows.filter(({ outcome }) => outcome?.startsWith("refused"));
      const json = read.filter(({ source }) => source === "json");
      const lines = [
        `${read.length} read (${json.length} as the JSON beside them says, the others as read by hand)`,
        `${refused.length} refused, by their code`,
        `${rows.length - read.length - refused.length} that are no bank files: licences and expectations`,
      ];
      process.stdout.write(`\n${lines.map((line) => `    ${line}\n`).join("")}\n`);
    });

    it("are all in the table, each once", () => {
      expect(rows.map(({ file }) => file).toSorted()).to.deep.equal(filesIn(FOLDER));
    });

    it("are out of it only with a reason", () => {
      for (const { outcome, source, file } of rows) {
        if (outcome === "out") expect(source, file).not.to.equal("");
        else expect(source, file).to.be.oneOf(["json", "hand"]);
      }
    });

    for (const row of rows.filter(({ outcome }) => outcome !== "out")) {
      const { file = "", source, ...expected } = row;
      it(`include ${file}: ${row["outcome"] ?? ""}, by ${source ?? ""}`, async () => {
        expect(await rowOf(readBytes(`${FOLDER}/${file}`))).to.deep.equal(expected);
      });
    }

    it("breach the schema, with a warning, exactly where the schema says so", async () => {
      const judged = readTable(`${FOLDER}/MANIFEST.tsv`).filter((row) => {
        const isRead = read.some(({ file }) => file === row.get("file"));
        return isRead && /^camt/.test(row.get("format") ?? "");
      });
      expect(judged).to.have.length(36);
      for (const row of judged) {
        const findings = (await statementsOf(row.get("file") ?? "")).flatMap((statement) => statement.findings);
        const breaches = findings.filter(({ rule, severity }) => rule.startsWith("SCHEMA") && severity === "warning");
        expect(breaches.length === 0, row.get("file")).to.equal(row.get("xsd") === "valid");
      }
    });

    it("have the transactions, references and documents that the manifest counts", async () => {
      for (const row of readTable(`${FOLDER}/MANIFEST.tsv`)) {
        const file = row.get("file") ?? "";
        if (!/^camt/.test(row.get("format") ?? "") || !read.some((each) => each["file"] === file)) continue;
        const details = (await statementsOf(file)).flatMap(({ entries }) => entries.flatMap((entry) => entry.details));
        const structured = details.flatMap((detail) => detail.structured);
        const counts = {
          txDtls: details.length,
          CdtrRefInf: structured.filter(({ creditorReference }) => creditorReference !== undefined).length,
          RfrdDocInf: structured.flatMap(({ documents }) => documents).length,
          Ustrd: details.flatMap(({ unstructured }) => unstructured).length,
          returns: details.filter(({ returned }) => returned !== undefined).length,
        };
        const expected = Object.keys(counts).map((name) => [name, Number(row.get(name))]);
        expect(counts, file).to.deep.equal(Object.fromEntries(expected));
      }
    });
  });
} else {
  process.stdout.write(`Bank corpus skipped: ../shared/data/${FOLDER} is not here.\n`);
}
