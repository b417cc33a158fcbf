/**
 * An e-invoice as people read it. The gateway's page is read as data: its words come into tables of this page, and
 * nothing else of it does, whatever a gateway puts there.
 */
import { createElement, Fragment } from "react";
import type { ReactNode } from "react";
import { useQuery } from "@tanstack/react-query";
import { fetchFile } from "../../data/gateway.ts";
import { useOrganisation, useSigned } from "../../data/session.tsx";
import { Asked } from "../../ui/Asked.tsx";
import { useFormats } from "../../words/formats.ts";

/** Headings go below those of the screen. */
const SHOWN: Readonly<Record<string, string>> = {
  H1: "h3",
  H2: "h4",
  TABLE: "table",
  THEAD: "thead",
  TBODY: "tbody",
  TR: "tr",
  TH: "th",
  TD: "td",
  P: "p",
};
const UNSEEN = /<(style|title)\b[^>]*>[^]*?<\/\1>/gi;
const MOST_DEPTH = 12;

export function Rendering({ sha256 }: { readonly sha256: string }): ReactNode {
  const { session } = useSigned();
  const organisation = useOrganisation();
  const { language } = useFormats();
  const query = useQuery({
    queryKey: [organisation, "rendering", sha256, language],
    queryFn: async () => {
      const path = `/v1/documents/${sha256}/rendering?language=${language}`;
      return (await fetchFile(session.token, path)).text();
    },
    staleTime: Infinity,
  });
  return (
    <Asked query={query} lines={8}>
      {(page) => <div className="reading rendering">{shownOf(page)}</div>}
    </Asked>
  );
}

function shownOf(page: string): ReactNode {
  const { body } = new DOMParser().parseFromString(page.replace(UNSEEN, ""), "text/html");
  return childrenOf(body, 0);
}

function childrenOf(node: Node, depth: number): ReactNode {
  if (depth > MOST_DEPTH) return undefined;
  return [...node.childNodes].map((child, place) => {
    if (child instanceof Text) return child.data;
    if (!(child instanceof Element)) return undefined;
    const tag = SHOWN[child.tagName];
    const inner = childrenOf(child, depth + 1);
    if (tag === undefined) return <Fragment key={place}>{inner}</Fragment>;
    return createElement(tag, { key: place, ...propertiesOf(child) }, inner);
  });
}

function propertiesOf(element: Element): Readonly<Record<string, string>> {
  if (element.tagName === "TABLE") return { className: "table" };
  if (element.tagName === "TH")
    return { scope: element.parentElement?.querySelector("td") instanceof Element ? "row" : "col" };
  return element.className === "n" ? { className: "is-figure" } : {};
}
