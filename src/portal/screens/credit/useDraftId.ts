import { useState } from "react";

/** The id of what is being filled in: sent twice it is the same, and another one follows what was taken. */
export function useDraftId(): readonly [id: string, renew: () => void] {
  const [id, setId] = useState(() => crypto.randomUUID());
  return [id, () => setId(crypto.randomUUID())];
}
