/** The prefixes that tables and paths use, for the namespaces of UBL 2.1, CII D16B and 数电票 (which has none). */
const PREFIXES: ReadonlyMap<string, string> = new Map([
  ["", ""],
  ["urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2", "cac"],
  ["urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2", "cbc"],
  ["urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100", "rsm"],
  ["urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100", "ram"],
  ["urn:un:unece:uncefact:data:standard:QualifiedDataType:100", "qdt"],
  ["urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100", "udt"],
]);

/** The prefix for a namespace; undefined for a namespace that no table names. */
export function prefixOf(uri: string): string | undefined {
  return PREFIXES.get(uri);
}
