import type { TypedDataDefinition } from "viem";
import type { Schemas } from "../data/gateway.ts";

/** The library knows the types of a message only where the code does; this one comes from the gateway. */
export function definition(message: Schemas["TypedData"]): TypedDataDefinition {
  return message as unknown as TypedDataDefinition;
}
