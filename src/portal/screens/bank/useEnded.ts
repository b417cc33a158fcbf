/** Once something that went on has ended, everything that is shown is asked anew. */
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";

export function useEnded(isUnderWay: boolean): void {
  const queries = useQueryClient();
  const was = useRef(false);
  useEffect(() => {
    if (was.current && !isUnderWay) void queries.invalidateQueries();
    was.current = isUnderWay;
  }, [isUnderWay, queries]);
}
