/** The OpenAPI 3.1 document, made from the operations: its schemas are JSON Schema 2020-12, as zod writes it. */
import { z } from "zod";
import { parametersOf, problemsOf } from "./operation.ts";
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

const BEARER = { member: "session", operator: "operator" } as const;

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
        operator: { type: "http", scheme: "bearer", description: "The token that this gateway was started with." },
      },
    },
  };
}

function describe(id: string, described: Operation, schemas: Map<string, unknown>): Json {
  const { path, tag, summary, description, caller, params, query, body, answers } = described;
  const named = parametersOf(path).join();
  if (named !== Object.keys(params?.shape ?? {}).join()) {
    throw new Error(`${id} reads other parameters than its path ${path} has: name the same ones in the same order`);
  }
  return {
    operationId: id,
    tags: [tag],
    summary,
    ...(description === undefined ? {} : { description }),
    ...(caller === "anyone" ? {} : { security: [{ [BEARER[caller]]: [] }] }),
    parameters: [...parameters("path", params, schemas), ...parameters("query", query, schemas)],
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

function parameters(where: "path" | "query", object: z.ZodObject | undefined, schemas: Map<string, unknown>): Json[] {
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
