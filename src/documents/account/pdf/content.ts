/** What a page is made of, in the words of pdfmake: the part of it that statements use. */
export interface Style {
  font?: string;
  fontSize?: number;
  bold?: boolean;
  color?: string;
  alignment?: "left" | "right" | "center";
  lineHeight?: number;
  margin?: readonly [number, number, number, number];
  /** Breaks lines between any two characters, for a word that is longer than its column. */
  wordBreak?: "break-all";
}

export interface Run {
  text: string;
  font: string;
}

/** How the lines and the inside of a table are drawn; rows are counted with the header. */
export interface TableLayout {
  hLineWidth?: (row: number, node: { table: { body: readonly unknown[] } }) => number;
  vLineWidth?: (column: number) => number;
  hLineColor?: (row: number) => string;
  paddingLeft?: (column: number) => number;
  paddingRight?: (column: number, node: { table: { widths: readonly unknown[] } }) => number;
  paddingTop?: (row: number) => number;
  paddingBottom?: (row: number) => number;
  fillColor?: (row: number) => string | null;
}

export interface Table {
  headerRows?: number;
  dontBreakRows?: boolean;
  keepWithHeaderRows?: number;
  widths: readonly (number | "auto" | "*")[];
  body: readonly (readonly Content[])[];
}

export interface Line {
  type: "line";
  x1: number;
  y1: number;
  x2: number;
  y2: number;
  lineWidth: number;
  lineColor?: string;
  dash?: { length: number };
}

export type Content = Style & {
  width?: number | "auto" | "*";
  text?: readonly Run[];
  stack?: readonly Content[];
  columns?: readonly Content[];
  columnGap?: number;
  table?: Table;
  layout?: TableLayout;
  canvas?: readonly Line[];
  colSpan?: number;
  unbreakable?: boolean;
  /** Points from the page's upper left corner; what follows does not make room for it. */
  absolutePosition?: { readonly x: number; readonly y: number };
};

export interface DocumentDefinition {
  pageSize: "A4";
  pageMargins: readonly [number, number, number, number];
  language: string;
  version: "1.7";
  info: { title: string; author: string; creator: string; producer: string; creationDate: Date; modDate: Date };
  defaultStyle: Style;
  footer: (page: number, pages: number) => Content;
  content: readonly Content[];
}

export interface FontFiles {
  normal: string;
  bold: string;
}

export interface PdfMake {
  setFonts(fonts: Readonly<Record<string, FontFiles>>): void;
  setUrlAccessPolicy(isAllowed: (url: string) => boolean): void;
  setLocalAccessPolicy(isAllowed: (path: string) => boolean): void;
  createPdf(definition: DocumentDefinition): { getBuffer(): Promise<Buffer> };
}
