/** The place of the audit as it stands in the form: what was chosen here before, else what the gateway names. */
import { useState } from "react";
import type { UseQueryResult } from "@tanstack/react-query";
import { useDeployment } from "../../data/deployment.ts";
import type { Deployment } from "../../data/deployment.ts";
import { forgetPlace, keepPlace, keptPlace, placeSaid } from "./place.ts";
import type { PlaceText } from "./place.ts";

export interface ChosenPlace {
  readonly deployment: UseQueryResult<Deployment>;
  /** Undefined until the gateway has said one or one was chosen. */
  readonly place: PlaceText | undefined;
  readonly isGatewaysWord: boolean;
  readonly change: (place: PlaceText) => void;
  /** Forgets what was chosen. */
  readonly reset: () => void;
}

export function usePlace(): ChosenPlace {
  const deployment = useDeployment();
  const [chosen, setChosen] = useState<PlaceText | undefined>(keptPlace);
  const said = deployment.data === undefined ? undefined : placeSaid(deployment.data);
  return {
    deployment,
    place: chosen ?? said,
    isGatewaysWord: chosen === undefined,
    change: (place) => {
      keepPlace(place);
      setChosen(place);
    },
    reset: () => {
      forgetPlace();
      setChosen(undefined);
    },
  };
}
