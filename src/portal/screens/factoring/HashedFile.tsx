import type { ReactNode } from "react";
import { FileDrop } from "../../ui/FileDrop.tsx";
import { Hash } from "../../ui/Party.tsx";

interface HashedProps {
  readonly label: string;
  readonly hint: string;
  /** Undefined until a file was chosen. */
  readonly hash: string | undefined;
  readonly onHash: (hash: string) => void;
}

/** A file of which only the hash leaves this page. */
export function HashedFile({ label, hint, hash, onHash }: HashedProps): ReactNode {
  const read = async ([file]: readonly File[]): Promise<void> => {
    if (file !== undefined) onHash(await (await import("./fileHash.ts")).hashOfFile(file));
  };
  return (
    <div>
      <FileDrop label={label} hint={hint} isSingle onFiles={(files) => void read(files)} />
      {hash !== undefined && (
        <p role="status">
          <Hash value={hash} />
        </p>
      )}
    </div>
  );
}
