/** An intent in words, and what in it differs from what was asked for. The words are loaded when first needed. */
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { UseQueryResult } from "@tanstack/react-query";
import { knownLedger, useDeployment } from "../data/deployment.ts";
import { useOrganisation, useSigned } from "../data/session.tsx";
import { useFormats } from "../words/formats.ts";
import type { Act, Intent } from "./act.ts";
import type { Readings } from "./readings.ts";
import { desksOf, nowOf } from "./surroundings.ts";

function contentOf({ id, message, permit, call, before, currency, amount }: Intent): string {
  return JSON.stringify([id, message, permit, call, before, currency, amount]);
}

export function useReadings(intent: Intent, asked: Act | undefined): UseQueryResult<Readings> {
  const { language } = useFormats();
  const organisation = useOrganisation();
  const { gateway } = useSigned();
  const deployment = useDeployment();
  return useQuery({
    // The content is part of the key: what was read is what is signed, whatever the gateway answers meanwhile.
    queryKey: [organisation, "reading", contentOf(intent), JSON.stringify(asked), language, deployment.data?.ledger],
    enabled: deployment.data !== undefined,
    placeholderData: keepPreviousData,
    retry: false,
    queryFn: async (): Promise<Readings> => {
      const where = deployment.data;
      if (where === undefined) throw new Error("the deployment is not known yet");
      const { readIntent } = await import("./readIntent.ts");
      const known = { ...where, ledger: knownLedger(where) };
      const isSent = intent.message === null || intent.before.length > 0;
      const desks = isSent ? await desksOf(gateway) : [];
      const now = await nowOf(gateway, where.chainId);
      return readIntent(intent, { asked, organisation, language, known, desks, now });
    },
  });
}
