/** Acts and signatures are begun from anywhere on the page, and shown in one dialog. */
import { createContext, useContext, useMemo, useState } from "react";
import type { ReactNode } from "react";
import { ActDialog } from "./ActDialog.tsx";
import type { ActRequest, SignRequest } from "./requests.ts";
import { SignDialog } from "./SignDialog.tsx";

interface Acting {
  readonly begin: (request: ActRequest) => void;
  readonly sign: (request: SignRequest) => void;
}

const Context = createContext<Acting | undefined>(undefined);

/** @throws Error outside of `ActProvider` */
export function useActing(): Acting {
  const acting = useContext(Context);
  if (acting === undefined) throw new Error("there is no dialog to act in");
  return acting;
}

export function ActProvider({ children }: { readonly children: ReactNode }): ReactNode {
  const [begun, setBegun] = useState<ActRequest>();
  const [asked, setAsked] = useState<SignRequest>();
  const acting = useMemo(() => ({ begin: setBegun, sign: setAsked }), []);
  return (
    <Context value={acting}>
      {children}
      {begun !== undefined && (
        <ActDialog
          request={begun}
          onClose={() => {
            setBegun(undefined);
            begun.onDone?.();
          }}
        />
      )}
      {asked !== undefined && (
        <SignDialog
          request={asked}
          onClose={() => {
            setAsked(undefined);
          }}
        />
      )}
    </Context>
  );
}
