import type { ManyGroup, OneGroup, TableNode, Term } from "./table.ts";
import type { XmlElement, XmlVisitor } from "./readXml.ts";

/** One term as it stands in the document. */
export interface Leaf {
  readonly text: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly place: Place;
}

/** Where in a document something stands: a path in the style of XPath, and the line. */
export interface Place {
  readonly path: string;
  readonly line: number;
}

/** The terms and groups of a document, or of one group of it, in the order they were written. */
export interface Extract {
  readonly place: Place;
  readonly terms: ReadonlyMap<Term, readonly Leaf[]>;
  readonly groups: ReadonlyMap<OneGroup | ManyGroup, readonly Extract[]>;
}

interface Growing {
  readonly place: Place;
  readonly terms: Map<Term, Leaf[]>;
  readonly groups: Map<OneGroup | ManyGroup, Growing[]>;
}

interface Frame {
  /** Undefined inside elements that no row of the table reaches. */
  readonly node: TableNode | undefined;
  readonly record: Growing;
  readonly path: string;
  readonly leaf: OpenLeaf | undefined;
}

interface OpenLeaf {
  readonly term: Term;
  readonly attributes: ReadonlyMap<string, string>;
  readonly line: number;
  text: string;
}

/** How a document starts: the table for its root element, and the root's name in paths. */
export interface Root {
  readonly node: TableNode;
  readonly name: string;
}

/** Collects what a table asks for while a document is read; whatever the table does not name is passed over. */
export interface Extractor extends XmlVisitor {
  /** What was collected; undefined until the root element has been closed. */
  result(): Extract | undefined;
}

/**
 * @param rootOf chooses the table by the root element, or throws when there is none for it.
 * @param prefixOf gives the prefix that tables use for a namespace, or undefined for one they do not name.
 */
export function createExtractor(
  rootOf: (element: XmlElement) => Root,
  prefixOf: (uri: string) => string | undefined,
): Extractor {
  const frames: Frame[] = [];
  let root: Growing | undefined;
  let closed = false;

  return {
    open(element) {
      const parent = frames.at(-1);
      const frame = parent === undefined ? rootFrame(element) : childFrame(parent, element);
      frames.push(frame);
      return frame.leaf !== undefined;
    },
    text(text) {
      const leaf = frames.at(-1)?.leaf;
      if (leaf !== undefined) leaf.text += text;
    },
    close() {
      const frame = frames.pop();
      closed = frames.length === 0;
      if (frame?.leaf === undefined) return;
      const { term, text, attributes, line } = frame.leaf;
      pushTo(frame.record.terms, term, { text, attributes, place: { path: frame.path, line } });
    },
    result: () => (closed ? root : undefined),
  };

  function rootFrame(element: XmlElement): Frame {
    const { node, name } = rootOf(element);
    const path = `/${name}`;
    root = growing(path, element.line);
    return { node, record: root, path, leaf: undefined };
  }

  function childFrame(parent: Frame, element: XmlElement): Frame {
    const prefix = prefixOf(element.uri);
    const step = prefix === "" ? element.local : `${prefix}:${element.local}`;
    const node = prefix === undefined ? undefined : parent.node?.children.get(step);
    if (node === undefined) return { node, record: parent.record, path: parent.path, leaf: undefined };
    const path = `${parent.path}/${step}`;
    const { term, group } = node;
    const { attributes, line } = element;
    const leaf = term === undefined ? undefined : { term, attributes, line, text: "" };
    if (group === undefined) return { node, record: parent.record, path, leaf };
    const index = (parent.record.groups.get(group.name)?.length ?? 0) + 1;
    const numbered = group.many || index > 1 ? `${path}[${index}]` : path;
    const record = growing(numbered, line);
    pushTo(parent.record.groups, group.name, record);
    return { node, record, path: numbered, leaf };
  }
}

function growing(path: string, line: number): Growing {
  return { place: { path, line }, terms: new Map(), groups: new Map() };
}

function pushTo<Key, Value>(map: Map<Key, Value[]>, key: Key, value: Value): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}
