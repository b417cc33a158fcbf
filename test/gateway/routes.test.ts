import { expect } from "chai";
import { createRouter } from "../../src/gateway/http/router.ts";
import type { AnyHandler, RouterParts } from "../../src/gateway/http/router.ts";
import { openApiOf } from "../../src/wire/openapi.ts";
import { OPERATIONS } from "../../src/wire/operations.ts";

const PARTS: RouterParts = {
  readBody: () => Promise.resolve({}),
  readStrangersBody: () => Promise.resolve({}),
  callers: { find: () => Promise.resolve(undefined), forget: () => undefined },
  operatorToken: "",
  limitOrganisation: () => Promise.resolve(),
  limitStranger: () => Promise.resolve(),
  limitParts: () => Promise.resolve(),
  repeats: { answer: async (_request, serve) => ({ reply: await serve(), isReplayed: false }) },
};
const HANDLERS: Readonly<Record<string, AnyHandler>> = Object.fromEntries(
  Object.keys(OPERATIONS).map((id) => [id, () => ({ status: 200, body: undefined })]),
);

describe("The router", () => {
  it("has the routes of the document, and no other", () => {
    const { stack } = createRouter(OPERATIONS, HANDLERS, PARTS);
    const routed = stack.flatMap(({ route }) =>
      route === undefined
        ? []
        : route.stack
            .map(({ method }) => method as string | undefined)
            .filter((method) => method !== undefined)
            .map((method) => `${method} ${route.path.replaceAll(/:(\w+)/g, "{$1}")}`),
    );
    const documented = Object.entries(openApiOf(OPERATIONS, "1").paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method} ${path}`),
    );
    expect(routed).to.have.members(documented).and.have.length(documented.length);
    // Beside the routes there is one layer, which answers that there is nothing.
    expect(stack.filter(({ route }) => route === undefined)).to.have.length(1);
  });

  it("is not made where an operation has no handler", () => {
    const rest = Object.fromEntries(Object.entries(HANDLERS).filter(([id]) => id !== "health"));
    expect(() => createRouter(OPERATIONS, rest, PARTS)).to.throw("nobody handles the operation health");
  });
});
