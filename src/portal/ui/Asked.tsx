/** What a question to the gateway comes to: on its way, failed with a way out, or there. */
import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { ErrorNote } from "./ErrorNote.tsx";
import { Loading } from "./Loading.tsx";

interface AskedProps<Data> {
  readonly query: UseQueryResult<Data>;
  readonly children: (data: Data) => ReactNode;
  /** Rows that the answer will have room for. */
  readonly lines?: number;
}

/** An answer that is there stays while it is asked for anew; a failure then stands above it. */
export function Asked<Data>({ query, children, lines }: AskedProps<Data>): ReactNode {
  const retry = (): void => void query.refetch();
  if (query.data !== undefined) {
    return (
      <>
        {query.isError && <ErrorNote error={query.error} onRetry={retry} />}
        {children(query.data)}
      </>
    );
  }
  if (query.isError) return <ErrorNote error={query.error} onRetry={retry} />;
  return <Loading {...(lines === undefined ? {} : { lines })} />;
}
