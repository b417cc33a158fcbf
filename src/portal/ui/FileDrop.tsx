import { useId, useState } from "react";
import type { ReactNode } from "react";
import { useKitWords } from "./words.ts";

interface FileDropProps {
  /** What the files are. */
  readonly label: string;
  readonly hint?: string;
  /** As an input's `accept` has it. */
  readonly accept?: string;
  readonly isSingle?: boolean;
  readonly onFiles: (files: readonly File[]) => void;
}

/** Files by dropping them or by choosing them; both by keyboard too. */
export function FileDrop({ label, hint, accept, isSingle = false, onFiles }: FileDropProps): ReactNode {
  const t = useKitWords();
  const id = useId();
  const [isOver, setIsOver] = useState(false);
  const give = (files: FileList | null): void => {
    const given = [...(files ?? [])];
    if (given.length > 0) onFiles(isSingle ? given.slice(0, 1) : given);
  };
  return (
    <div
      className={isOver ? "drop drop-over" : "drop"}
      onDragOver={(event) => {
        event.preventDefault();
        setIsOver(true);
      }}
      onDragLeave={() => setIsOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setIsOver(false);
        give(event.dataTransfer.files);
      }}
    >
      <label htmlFor={id}>{label}</label>
      <span aria-hidden="true">{t(isSingle ? "dropFile" : "dropFiles")} </span>
      <input
        id={id}
        type="file"
        accept={accept}
        multiple={!isSingle}
        onChange={({ target }) => {
          give(target.files);
          // The same file may be chosen once more.
          target.value = "";
        }}
      />
      {hint !== undefined && <p className="hint">{hint}</p>}
    </div>
  );
}
