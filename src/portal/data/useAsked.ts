/** Questions to the gateway, kept and asked again when something happened. */
import { keepPreviousData, useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { UseMutationResult, UseQueryResult } from "@tanstack/react-query";
import { told } from "./gateway.ts";
import type { Answer, Gateway } from "./gateway.ts";
import { useOrganisation, useSigned } from "./session.tsx";

export type Key = readonly (string | number | boolean | null | undefined)[];

/**
 * One answer. @param key Names the question; the same key is the same answer everywhere on the page. An element that
 * is undefined says that it cannot be asked yet.
 */
export function useAsked<Data>(
  key: Key,
  ask: (gateway: Gateway) => Promise<Answer<Data>>,
  options: { readonly enabled?: boolean } = {},
): UseQueryResult<Data> {
  const { gateway } = useSigned();
  const organisation = useOrganisation();
  return useQuery({
    queryKey: [organisation, ...key],
    queryFn: async () => told(await ask(gateway)),
    enabled: options.enabled !== false && !key.includes(undefined),
    placeholderData: keepPreviousData,
  });
}

interface Page<Row> {
  readonly items: readonly Row[];
  readonly next: string | null;
}

export interface Pages<Row> {
  readonly rows: readonly Row[];
  readonly first: UseQueryResult;
  readonly hasMore: boolean;
  readonly isLoadingMore: boolean;
  readonly loadMore: () => void;
}

/** A list, page after page: further pages follow the cursor of the one before. */
export function usePages<Row>(
  key: Key,
  ask: (gateway: Gateway, cursor: string | undefined) => Promise<Answer<Page<Row>>>,
  options: { readonly enabled?: boolean } = {},
): Pages<Row> {
  const { gateway } = useSigned();
  const organisation = useOrganisation();
  const query = useInfiniteQuery({
    queryKey: [organisation, "pages", ...key],
    queryFn: async ({ pageParam }) => told(await ask(gateway, pageParam)),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
    enabled: options.enabled !== false && !key.includes(undefined),
    placeholderData: keepPreviousData,
  });
  return {
    rows: query.data?.pages.flatMap(({ items }) => items) ?? [],
    first: query,
    hasMore: query.hasNextPage,
    isLoadingMore: query.isFetchingNextPage,
    loadMore: () => {
      if (query.hasNextPage && !query.isFetchingNextPage) void query.fetchNextPage();
    },
  };
}

/** Something that is sent to the gateway; everything that is shown is asked anew afterwards. */
export function useSend<Input, Data>(
  send: (gateway: Gateway, input: Input) => Promise<Answer<Data>>,
): UseMutationResult<Data, Error, Input> {
  const { gateway } = useSigned();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (input: Input) => told(await send(gateway, input)),
    onSuccess: () => queries.invalidateQueries(),
  });
}
