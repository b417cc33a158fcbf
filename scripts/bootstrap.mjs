// Installs exactly what package-lock.json says, under the pinned Node, whatever Node and npm the machine brings.
// It depends on nothing and keeps to old syntax, so that an unsuitable Node can still run it and say what is wrong.
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import process from "node:process";
import { acquireLock, lockFile, releaseLock } from "./bootstrap/lock.mjs";
import { remedyFor } from "./bootstrap/remedies.mjs";
import { explain, installedVersion, manifest, pinnedVersion, Refusal, root, runtimePath } from "./runtime.mjs";

const OLDEST_NODE = 20;
const OLDEST_NPM = 10;

const windows = process.platform === "win32";
const modules = path.join(root, "node_modules");
const stampFile = path.join(modules, ".installed");
const hiddenLockFile = path.join(modules, ".package-lock.json");

function read(file) {
  return existsSync(file) ? readFileSync(file, "utf8") : "";
}

function wantedPackages() {
  const { dependencies, devDependencies, optionalDependencies, overrides, allowScripts } = manifest(root);
  return { dependencies, devDependencies, optionalDependencies, overrides, allowScripts };
}

function fingerprint() {
  const hash = createHash("sha256").update(read(path.join(root, "package-lock.json")));
  return hash.update(JSON.stringify([wantedPackages(), process.platform, process.arch])).digest("hex");
}

function isReady() {
  return read(stampFile) === fingerprint() && installedVersion(root) === pinnedVersion(root);
}

function stamp() {
  try {
    writeFileSync(`${stampFile}.new`, fingerprint());
    renameSync(`${stampFile}.new`, stampFile);
  } catch (error) {
    // A read-only folder that is complete works; it is only looked through again the next time.
    if (!["EACCES", "EPERM", "EROFS"].includes(error.code)) throw error;
  }
}

/** Whether Hardhat's native part loads: an old Node makes npm leave it out without a word. */
function nativePartLoads() {
  const probe = spawnSync(runtimePath(root), ["--eval", "import('@nomicfoundation/edr')"], { cwd: root });
  return probe.status === 0;
}

/** Whether somebody's own `npm install` has already put everything in place. npm writes its list when it is done. */
function isInstalledByHand() {
  if (!existsSync(hiddenLockFile) || installedVersion(root) !== pinnedVersion(root)) return false;
  const locked = JSON.parse(read(path.join(root, "package-lock.json"))).packages;
  const present = JSON.parse(read(hiddenLockFile)).packages;
  const wanted = wantedPackages();
  const agreed = ["dependencies", "devDependencies", "optionalDependencies"].every(
    (kind) => JSON.stringify(locked[""][kind] || {}) === JSON.stringify(wanted[kind] || {}),
  );
  const complete = Object.keys(locked).every((where) => {
    if (where === "" || (locked[where].optional && !present[where])) return true;
    return present[where] && present[where].version === locked[where].version && existsSync(path.join(root, where));
  });
  return agreed && complete && Object.keys(present).every((where) => locked[where]) && nativePartLoads();
}

function requireNpm() {
  const asked = spawnSync("npm", ["--version"], { encoding: "utf8", shell: windows });
  if (asked.status !== 0) {
    throw new Refusal("npm does not start.", [
      `Install npm ${OLDEST_NPM} or newer; it comes with Node from https://nodejs.org.`,
    ]);
  }
  if (Number.parseInt(asked.stdout, 10) < OLDEST_NPM) {
    throw new Refusal(`npm ${asked.stdout.trim()} is too old.`, [`Install npm ${OLDEST_NPM} or newer.`]);
  }
}

/** Runs a command with its output shown; resolves with its exit code and what it wrote on standard error. */
function run(command, args) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, shell: windows, stdio: ["ignore", "inherit", "pipe"] });
    const stop = (signal) => child.kill(signal);
    process.once("SIGINT", stop).once("SIGTERM", stop);
    let complaints = "";
    child.stderr.on("data", (chunk) => {
      complaints += chunk;
      process.stderr.write(chunk);
    });
    child.on("error", reject);
    child.on("close", (code, signal) => {
      process.off("SIGINT", stop).off("SIGTERM", stop);
      resolve({ code, signal, complaints });
    });
  });
}

async function install() {
  requireNpm();
  const version = pinnedVersion(root);
  process.stderr.write(
    `Installing the packages of the lock file under Node ${version}; the first time takes a minute.\n`,
  );
  // What is left of a broken runtime would be picked up by npx instead of a whole one.
  for (const leftover of [stampFile, hiddenLockFile, path.join(modules, "node")]) {
    rmSync(leftover, { recursive: true, force: true });
  }
  const clean = "npm ci --include=dev --no-audit --no-fund";
  const under = ["exec", "--yes", `--package=node@${version}`, "--call", windows ? `"${clean}"` : clean];
  const { code, signal, complaints } = await run("npm", under);
  if (code === 0) return;
  if (signal !== null || code > 128) {
    throw new Refusal("the installation was interrupted.", ["The next start does it again from the beginning."]);
  }
  throw new Refusal(`npm could not install the packages (exit code ${code}).`, remedyFor(complaints));
}

function verify() {
  const version = pinnedVersion(root);
  if (installedVersion(root) !== version) {
    throw new Refusal(`Node ${version} is not in node_modules although npm reported success.`, [
      "npm must run the install script of the package `node`: check `npm config get ignore-scripts` (false is needed)",
      "and that npm offers Node for this machine's platform, then run the same command again.",
    ]);
  }
  if (!nativePartLoads()) {
    throw new Refusal("Hardhat's native part is not in node_modules although npm reported success.", [
      "npm leaves it out when it runs under an old Node.",
      `See that \`npx --yes --package=node@${version} --call "node -v"\` prints v${version}; if not, remove the folder`,
      "_npx in `npm config get cache`. Then run the same command again.",
      "Platforms without it (see the packages @nomicfoundation/edr-*) cannot run the local chain.",
    ]);
  }
}

async function bootstrap() {
  const [major] = process.versions.node.split(".").map(Number);
  if (major < OLDEST_NODE) {
    throw new Refusal(`Node ${process.versions.node} is too old to install from.`, [
      `Install Node ${OLDEST_NODE} or newer from https://nodejs.org; everything else then comes by itself.`,
    ]);
  }
  if (isReady()) return;
  if (!existsSync(lockFile) && isInstalledByHand()) return stamp();
  await acquireLock();
  try {
    if (isReady()) return;
    await install();
    verify();
    stamp();
  } finally {
    releaseLock();
  }
}

try {
  await bootstrap();
} catch (error) {
  if (!(error instanceof Refusal)) throw error;
  explain(error.message, error.advice);
  process.exitCode = 1;
}
