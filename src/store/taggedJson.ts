/** Values with bigints in them as JSON, so that each comes back as what it was: `{ "bigint": "12" }` is 12n. */

/** @throws TypeError for what JSON has no word for. */
export function taggedJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === "bigint" ? { bigint: inner.toString() } : inner,
  );
}

/** What {@link taggedJson} was given, once the JSON is parsed. */
export function untagged(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(untagged);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value);
  const [only] = entries;
  if (entries.length === 1 && only?.[0] === "bigint" && typeof only[1] === "string") return BigInt(only[1]);
  return Object.fromEntries(entries.map(([key, inner]) => [key, untagged(inner)]));
}
