/** An intent in words, and what in it differs from what was asked for. The words are loaded when first needed. */
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { UseQueryResult } from "@tanstack/react-query";
import { knownLedger, useDeployment } from "../data/deployment.ts";
import { useOrganisation, useSigned } from "../data/session.tsx";
import { useFormats } from "../words/formats.ts";
import type { Act, Intent } from "./act.ts";
import type { Readings } from "./readings.ts";
import { desksOf, nowOf } from "./surroundings.ts";

export function useReadings(intent: Intent, asked: Act | undefined): UseQueryResult<Readings> {
  const { language } = useFormats();
  const organisation = useOrganisation();
  const { gateway } = useSigned();
  const deployment = useDeployment();
  return useQuery({
    queryKey: [organisation, "reading", intent.id, intent.deadline, language, deployment.data?.ledger],
    enabled: deployment.data !== undefined,
    placeholderData: keepPreviousData,
    retry: false,
    queryFn: async (): Promise<Readings> => {
      const where = deployment.data;
      if (where === undefined) throw new Error("the deployment is not known yet");
      const { readIntent } = await import("./readIntent.ts");
      const known = { ...where, ledger: knownLedger(where) };
      const desks = intent.message === null ? await desksOf(gateway) : [];
      const now = await nowOf(gateway, where.chainId);
      return readIntent(intent, { asked, organisation, language, known, desks, now });
    },
  });
}
