import { existsSync, globSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect } from "chai";
import { firstLoadOf, measurePortal } from "../../scripts/bench/firstLoad.ts";
import type { Manifest } from "../../scripts/bench/firstLoad.ts";
import { root } from "./sources.ts";

/** Of compressed script, before anybody clicks. */
const FIRST_LOAD_BYTES = 300_000;
/** What only some screens need. */
const LATER = /^(?:echarts|zrender)$/;

const PORTAL = path.join(root, "generated", "portal");

const MANIFEST: Manifest = {
  "index.html": { file: "assets/index.js", isEntry: true, imports: ["_a.js", "_b.js"], css: ["assets/index.css"] },
  "_a.js": { file: "assets/a.js", imports: ["_b.js"], css: ["assets/shared.css"] },
  "_b.js": { file: "assets/b.js", imports: ["_a.js"], css: ["assets/shared.css"] },
  "screens/bank.tsx": { file: "assets/bank.js", imports: ["_a.js"], css: ["assets/bank.css"] },
};

describe("The portal's first load", () => {
  it("is the entry with all that it cannot run without, each once, and nothing that is loaded when needed", () => {
    expect(firstLoadOf(MANIFEST)).to.deep.equal({
      scripts: ["assets/index.js", "assets/a.js", "assets/b.js"],
      styles: ["assets/index.css", "assets/shared.css"],
    });
  });

  it("is not computed from half a manifest", () => {
    expect(() => firstLoadOf({})).to.throw("has no entry");
    expect(() => firstLoadOf({ a: { file: "a.js", isEntry: true, imports: ["b"] } })).to.throw("nothing under b");
  });

  it("takes no more than 300,000 bytes of compressed script", () => {
    const { scripts, scriptBytes } = measurePortal();
    expect(scriptBytes, scripts.join(", ")).to.be.above(0).and.at.most(FIRST_LOAD_BYTES);
  });

  it("is without the charts, which come with the first screen that draws one", () => {
    const { packages } = measurePortal();
    expect(packages).to.include("react-dom");
    expect(packages.filter((name) => LATER.test(name))).to.deep.equal([]);
  });
});

describe("The built portal", () => {
  const read = (file: string): string => readFileSync(path.join(PORTAL, file), "utf8");
  const missing = (named: readonly string[]): string[] =>
    named.filter((file) => !file.startsWith("/assets/") || !existsSync(path.join(PORTAL, file)));

  it("has a page that its policy lets work: scripts and styles are files, and all of them are there", () => {
    const page = read("index.html");
    const scripts = [...page.matchAll(/<script[^>]*>([^<]*)<\/script>/g)];
    expect(scripts).not.to.be.empty;
    for (const [tag, content = ""] of scripts)
      expect([tag.includes(" src="), content.trim()]).to.deep.equal([true, ""]);
    expect(page).not.to.match(/<style|\sstyle=|\son[a-z]+=|javascript:|data:/i);
    expect(missing([...page.matchAll(/(?:src|href)="([^"]*)"/g)].map(([, file = ""]) => file))).to.deep.equal([]);
  });

  it("brings its Chinese font in slices, as files of its own", () => {
    const styles = globSync("assets/*.css", { cwd: PORTAL }).map(read).join("");
    const named = [...styles.matchAll(/url\(["']?([^"')]+)["']?\)/g)].map(([, file = ""]) => file);
    expect(missing(named)).to.deep.equal([]);
    expect(named.filter((file) => file.endsWith(".woff2"))).to.have.length.above(50);
  });

  it("lies compressed beside every text, and not beside fonts", () => {
    const texts = globSync("{index.html,assets/*.{js,css,svg}}", { cwd: PORTAL });
    expect(texts).to.include("index.html");
    for (const file of texts) {
      for (const ending of [".br", ".gz"])
        expect(existsSync(path.join(PORTAL, file + ending)), file + ending).to.equal(true);
    }
    expect(globSync("assets/*.woff2.*", { cwd: PORTAL })).to.deep.equal([]);
  });
});
