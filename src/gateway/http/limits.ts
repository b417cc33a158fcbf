/** How often somebody may ask. */
import { isIPv6 } from "node:net";
import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import type { RateLimit } from "../deps.ts";
import { ProblemError } from "./problems.ts";

/** Counts a request of somebody. @throws ProblemError `TooManyRequests` with the time to wait. */
export type Limiter = (who: string) => Promise<void>;

/** Counts in this process: several gateways together let pass so many times what each allows. */
export function createLimiter({ requests, seconds }: RateLimit): Limiter {
  const limiter = new RateLimiterMemory({ points: requests, duration: seconds });
  return async (who) => {
    try {
      await limiter.consume(who);
    } catch (refused) {
      if (!(refused instanceof RateLimiterRes)) throw refused;
      const wait = Math.max(1, Math.ceil(refused.msBeforeNext / 1000));
      throw new ProblemError("TooManyRequests", `more than ${requests} in ${seconds} s: wait ${wait} s`, {
        headers: { "retry-after": wait.toString() },
      });
    }
  };
}

const NETWORK_GROUPS = 4;

/** Whom a network address stands for: the address, or of IPv6 the network of 64 bits that one customer has. */
export function networkOf(ip: string | undefined): string {
  if (ip === undefined) return "unknown";
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(ip)?.[1];
  if (mapped !== undefined) return mapped;
  if (!isIPv6(ip)) return ip;
  const [head = "", tail] = (ip.split("%")[0] ?? "").split("::");
  const groups = head === "" ? [] : head.split(":");
  const after = tail === undefined || tail === "" ? [] : tail.split(":");
  const zeros = tail === undefined ? 0 : 8 - groups.length - after.length;
  const all = [...groups, ...Array.from({ length: zeros }, () => "0"), ...after];
  return all
    .slice(0, NETWORK_GROUPS)
    .map((group) => group.toLowerCase().padStart(4, "0"))
    .join(":");
}
