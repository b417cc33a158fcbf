/** What a mutant changes: the operators, each giving the other texts of a node. */
import type { Source } from "../instrument/text.ts";
import { rangeOf } from "../instrument/text.ts";
import { calls, child, children } from "../instrument/tree.ts";
import type { SyntaxNode } from "../instrument/tree.ts";

/** A node of which a mutant has another text. */
export interface Mutation {
  readonly node: SyntaxNode;
  /** A statement is left out; an expression has another text. */
  readonly text: string | undefined;
  /** The type that a number needs to be one beside another of its type. */
  readonly cast?: string;
  /** Names what was done, in a word or two. */
  readonly operator: string;
}

const OPERATORS: Readonly<Record<string, readonly string[]>> = {
  "<": ["<=", ">="],
  "<=": ["<", ">"],
  ">": [">=", "<="],
  ">=": [">", "<"],
  "==": ["!="],
  "!=": ["=="],
  "&&": ["||"],
  "||": ["&&"],
  "+": ["-"],
  "-": ["+"],
  "*": ["/"],
  "/": ["*"],
  "%": ["*"],
  "**": ["*"],
  "<<": [">>"],
  ">>": ["<<"],
  "&": ["|"],
  "|": ["&"],
  "^": ["&"],
};
const ASSIGNMENTS: Readonly<Record<string, readonly string[]>> = {
  "+=": ["-=", "="],
  "-=": ["+=", "="],
  "*=": ["/=", "="],
  "/=": ["*=", "="],
  "|=": ["&=", "="],
  "&=": ["|=", "="],
  "^=": ["|="],
  "<<=": [">>="],
  ">>=": ["<<="],
};
const INTEGER = /^u?int\d+$/;

function typeOf(node: SyntaxNode): string {
  const type = node["typeDescriptions"] as { readonly typeString?: string } | undefined;
  return type?.typeString ?? "";
}

function operatorOf(node: SyntaxNode): string {
  return String(node["operator"]);
}

/** The other operators between two sides, where the compiler does not compute the result itself. */
function swapped(node: SyntaxNode, source: Source, operators: readonly string[], keys: [string, string]): Mutation[] {
  const [left, right] = keys.map((key) => child(node, key));
  if (left === undefined || right === undefined || typeOf(node).startsWith("int_const")) return [];
  return operators.map((operator) => ({
    node,
    text: `${source.text(rangeOf(left))} ${operator} ${source.text(rangeOf(right))}`,
    operator: `${operatorOf(node)} to ${operator}`,
  }));
}

function constantName(node: SyntaxNode): boolean {
  if (node["isPure"] !== true || !INTEGER.test(typeOf(node))) return false;
  if (node.nodeType === "Identifier") return true;
  const library = child(node, "expression");
  return node.nodeType === "MemberAccess" && library?.nodeType === "Identifier" && typeOf(library).startsWith("type(");
}

/** One more and one less, as a number of the type that the other side has. */
function neighbours(node: SyntaxNode, source: Source, parent: SyntaxNode | undefined): Mutation[] {
  const text = source.text(rangeOf(node));
  if (node["kind"] === "bool") return [{ node, text: text === "true" ? "false" : "true", operator: "other constant" }];
  const isNumber = node["kind"] === "number" && !text.includes(".");
  if (!isNumber && !constantName(node)) return [];
  if (isNumber && (parent?.["kind"] === "typeConversion" || parent?.nodeType === "UnaryOperation")) return [];
  const common = (parent?.["commonType"] as { readonly typeString?: string } | undefined)?.typeString;
  if (common !== undefined && !INTEGER.test(common)) return [];
  const cast = (isNumber ? common : undefined) ?? "";
  const isNought = isNumber && BigInt(/^0x|^\d+$/.test(text) ? text : 1) === 0n;
  return (isNought ? ["+ 1"] : ["+ 1", "- 1"]).map((change) => ({
    node,
    text: `${cast}(${text} ${change})`,
    cast,
    operator: `constant ${change}`,
  }));
}

/** A condition that is always one thing; its other faults are those of its operators. */
function forced(node: SyntaxNode | undefined, ...values: readonly string[]): Mutation[] {
  return node === undefined ? [] : values.map((text) => ({ node, text, operator: `condition ${text}` }));
}

function unary(node: SyntaxNode, source: Source): Mutation[] {
  const operand = child(node, "subExpression");
  if (operand === undefined || !["!", "-", "~"].includes(operatorOf(node))) return [];
  if (typeOf(node).startsWith("int_const")) return [];
  return [{ node, text: source.text(rangeOf(operand)), operator: `no ${operatorOf(node)}` }];
}

function leftOut(node: SyntaxNode): Mutation[] {
  return [{ node, text: undefined, operator: "left out" }];
}

/** All mutations of a node itself. @param parent The node around it. */
export function mutationsOf(node: SyntaxNode, source: Source, parent: SyntaxNode | undefined): Mutation[] {
  switch (node.nodeType) {
    case "BinaryOperation":
      return swapped(node, source, OPERATORS[operatorOf(node)] ?? [], ["leftExpression", "rightExpression"]);
    case "Assignment":
      return swapped(node, source, ASSIGNMENTS[operatorOf(node)] ?? [], ["leftHandSide", "rightHandSide"]);
    case "UnaryOperation":
      return unary(node, source);
    case "Literal":
    case "Identifier":
    case "MemberAccess":
      return neighbours(node, source, parent);
    case "FunctionCall":
      return calls(node, "require") ? forced(children(node, "arguments")[0], "true", "false") : [];
    case "IfStatement":
    case "Conditional":
      return forced(child(node, "condition"), "true", "false");
    case "ExpressionStatement":
    case "EmitStatement":
      return leftOut(node);
    default:
      return [];
  }
}
