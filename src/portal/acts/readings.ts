/** An intent in words. */
import type { Reading } from "./reading/reading.ts";

export interface Readings {
  readonly parts: readonly Reading[];
  readonly effect: string;
  /** In words; anything here forbids to sign. */
  readonly faults: readonly string[];
}
