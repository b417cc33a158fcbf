/** The OpenAPI 3.1 document, made from the operations: its schemas are JSON Schema 2020-12, as zod writes it. */
import { z } from "zod";
import { IDEMPOTENCY_HEADER, isRepeatable, parametersOf, problemsOf } from "./operation.ts";
import type { Answer, Operation } from "./operation.ts";
import { problem, PROBLEMS } from "./problem.ts";

type Json = Readonly<Record<string, unknown>>;

/** The document, as far as those who read it here need to know it. */
export interface OpenApi {
  readonly openapi: "3.1.0";
  readonly info: { readonly title: string; readonly version: string };
  readonly paths: Readonly<Record<string, Readonly<Record<string, Json>>>>;
  readonly components: { readonly schemas: Json; readonly securitySchemes: Json };
}

/** A request may be sent again with what its sender made up for it. */
const IDEMPOTENCY_PARAMETER: Json = {
  name: IDEMPOTENCY_HEADER,
  in: "header",
  required: false,
  description:
    "Made up by the sender for this request, at most 255 printable characters; a UUID does. The same request under " +
    "the same key has one effect and gets the stored answer, for at least 72 hours; `Idempotent-Replayed: " +
    "true` marks it. What was refused is not stored.",
  schema: { type: "string", pattern: "^[!-~]{1,255}$" },
};

/**
 * Describes operations by their ids. @param version Of the interface.
 * @throws Error if two schemas have one name, or a path's parameters are not those that its operation reads.
 */
export function openApiOf(operations: Readonly<Record<string, Operation>>, version: string): OpenApi {
  const schemas = new Map<string, unknown>();
  const paths: Record<string, Record<string, Json>> = {};
  for (const [id, described] of Object.entries(operations)) {
    (paths[described.path] ??= {})[described.method] = describe(id, described, schemas);
  }
  return {
    openapi: "3.1.0",
    info: { title: "Countersign", version },
    paths,
    components: {
      schemas: Object.fromEntries([...schemas].sort(([a], [b]) => (a < b ? -1 : 1))),
      securitySchemes: {
        session: { type: "http", scheme: "bearer", description: "The token that signing in gave." },
        key: { type: "http", scheme: "bearer", description: "A machine's key, `cs_...`." },
        operator: { type: "http", scheme: "bearer", description: "The token that this gateway was started with." },
      },
    },
  };
}

function describe(id: string, described: Operation, schemas: Map<string, unknown>): Json {
  const { path, tag, summary, description, params, query, headers, body, answers } = described;
  const named = parametersOf(path).join();
  if (named !== Object.keys(params?.shape ?? {}).join()) {
    throw new Error(`${id} reads other parameters than its path ${path} has: name the same ones in the same order`);
  }
  return {
    operationId: id,
    tags: [tag],
    summary,
    ...(description === undefined ? {} : { description }),
    ...securityOf(described),
    parameters: [
      ...parameters("path", params, schemas),
      ...parameters("query", query, schemas),
      ...parameters("header", headers, schemas),
      ...(isRepeatable(described) ? [IDEMPOTENCY_PARAMETER] : []),
    ],
    ...(body === undefined
      ? {}
      : {
          requestBody: {
            required: true,
            content: { "application/json": { schema: schemaOf(body, "input", schemas) } },
          },
        }),
    responses: {
      ...Object.fromEntries(Object.entries(answers).map(([status, answer]) => [status, response(answer, schemas)])),
      ...problemResponses(described, schemas),
    },
  };
}

/** Who may call: a session or a key that has the scope, or the operator. */
function securityOf({ caller, scope }: Operation): Json {
  const scopes = scope === undefined ? [] : [scope];
  switch (caller) {
    case "anyone":
      return {};
    case "operator":
      return { security: [{ operator: [] }] };
    case "member":
      return { security: [{ session: scopes }, { key: scopes }] };
  }
}

function parameters(
  where: "path" | "query" | "header",
  object: z.ZodObject | undefined,
  schemas: Map<string, unknown>,
): Json[] {
  return Object.entries(object?.shape ?? {}).map(([name, field]) => {
    const schema = field as z.ZodType;
    const { description } = schema.meta() ?? {};
    return {
      name,
      in: where,
      required: !schema.safeParse(undefined).success,
      ...(description === undefined ? {} : { description }),
      schema: schemaOf(schema, "input", schemas),
    };
  });
}

function response(
  { description, body, contentType = "application/json" }: Answer,
  schemas: Map<string, unknown>,
): Json {
  if (body === undefined) return { description };
  return { description, content: { [contentType]: { schema: schemaOf(body, "output", schemas) } } };
}

function problemResponses(described: Operation, schemas: Map<string, unknown>): Json {
  const byStatus = Map.groupBy(problemsOf(described), (code) => PROBLEMS[code].status);
  return Object.fromEntries(
    [...byStatus].map(([status, codes]) => [
      status,
      {
        description: codes.map((code) => `${code}: ${PROBLEMS[code].title}.`).join(" "),
        content: { "application/problem+json": { schema: schemaOf(problem, "output", schemas) } },
      },
    ]),
  );
}

/** The JSON Schema of a shape; those within it that have a name go among the document's. */
function schemaOf(shape: z.ZodType, io: "input" | "output", schemas: Map<string, unknown>): unknown {
  const { $defs = {}, ...schema } = z.toJSONSchema(shape, { io });
  delete schema.$schema;
  for (const [name, definition] of Object.entries($defs)) {
    const described = relinked(definition);
    const known = schemas.get(name);
    if (known !== undefined && JSON.stringify(known) !== JSON.stringify(described)) {
      throw new Error(`two schemas are called ${name}: give one of them another id`);
    }
    schemas.set(name, described);
  }
  return relinked(schema);
}

function relinked(schema: unknown): unknown {
  return JSON.parse(JSON.stringify(schema).replaceAll('"#/$defs/', '"#/components/schemas/')) as unknown;
}
