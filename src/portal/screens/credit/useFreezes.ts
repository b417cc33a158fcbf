import type { Schemas } from "../../data/gateway.ts";
import { usePages } from "../../data/useAsked.ts";
import type { Pages } from "../../data/useAsked.ts";

export function useFreezes(): Pages<Schemas["LimitFreeze"]> {
  return usePages<Schemas["LimitFreeze"]>(["freezes"], (gateway, cursor) => {
    const query = { limit: "100", ...(cursor === undefined ? {} : { cursor }) };
    return gateway.GET("/v1/limits/freezes", { params: { query } });
  });
}
