import { pinnedVersion, root } from "../runtime.mjs";

const installAgain = `npx --yes --package=node@${pinnedVersion(root)} --call "npm install"`;

/** What npm printed, and what its reader should do about it; the first match wins. */
const REMEDIES = [
  [
    /EUSAGE|in sync/,
    ["package.json and package-lock.json do not agree.", `Run \`${installAgain}\` once and keep both files.`],
  ],
  [
    /CERT|SELF_SIGNED|UNABLE_TO_VERIFY/,
    ["The registry's certificate is not trusted; point NODE_EXTRA_CA_CERTS at your proxy's CA file."],
  ],
  [
    /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET|ENOTCACHED/,
    ["The npm registry cannot be reached: `npm ping` shows the address that is used.", "Check network and proxy."],
  ],
  [/E401|E403|E407/, ["The registry or proxy asks for a sign-in: see `npm config get registry` and `npm login`."]],
  [/ETARGET|E404/, ["This registry lacks a package of the lock file: see `npm config get registry`."]],
  [/EINTEGRITY/, ["A download differs from the lock file: run `npm cache verify`, then try again."]],
  [/ENOSPC/, ["The disk is full; the installation needs about 700 MB."]],
  [/EACCES|EPERM|EROFS/, [`Make ${root} and the npm cache (\`npm config get cache\`) writable for this user.`]],
];

/** Advice for what npm complained of on standard error. */
export function remedyFor(complaints) {
  const remedy = REMEDIES.find(([pattern]) => pattern.test(complaints));
  return [...(remedy === undefined ? ["npm's message stands above."] : remedy[1]), "Then run the same command again."];
}
