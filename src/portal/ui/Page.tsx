/** A screen: its heading, what can be done on it, and whether it has what it shows. */
import { useEffect, useRef } from "react";
import type { ReactNode } from "react";

interface PageProps {
  /** The name of the screen, the same in both languages. */
  readonly screen: string;
  readonly title: string;
  /** One sentence under the heading. */
  readonly lead?: ReactNode;
  /** Buttons and links beside the heading. */
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

export function Page({ screen, title, lead, actions, children }: PageProps): ReactNode {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} · Countersign`;
  }, [title]);
  // Whoever listens to the page hears where they have come to.
  useEffect(() => heading.current?.focus({ preventScroll: true }), [screen]);
  return (
    <div className="page" data-screen={screen}>
      <header className="page-head">
        <div>
          <h1 ref={heading} tabIndex={-1}>
            {title}
          </h1>
          {lead !== undefined && <p className="lead">{lead}</p>}
        </div>
        {actions !== undefined && <div className="actions">{actions}</div>}
      </header>
      {children}
    </div>
  );
}

/** A part of a screen with a heading of its own. */
export function Section({
  title,
  actions,
  children,
}: {
  readonly title: string;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}): ReactNode {
  return (
    <section className="section">
      <div className="section-head">
        <h2>{title}</h2>
        {actions !== undefined && <div className="actions">{actions}</div>}
      </div>
      {children}
    </section>
  );
}
