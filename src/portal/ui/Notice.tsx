import type { ReactNode } from "react";

interface NoticeProps {
  /** `limit`: what is not promised, where it could be believed. */
  readonly kind?: "info" | "warning" | "limit" | "done";
  readonly title?: string;
  readonly children: ReactNode;
}

export function Notice({ kind = "info", title, children }: NoticeProps): ReactNode {
  return (
    <div className={`notice notice-${kind}`} role="note">
      {title !== undefined && <strong>{title} </strong>}
      {children}
    </div>
  );
}

/** A list or a screen with nothing in it, and what to do about that. */
export function Empty({ children }: { readonly children: ReactNode }): ReactNode {
  return <div className="empty">{children}</div>;
}
