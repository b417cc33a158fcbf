# The gateway without compilers, test tools or a chain of its own. Build: docker build -t countersign .
FROM node:24-slim AS build
WORKDIR /countersign
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY . .
RUN node scripts/build.ts --no-tests

FROM node:24-slim
ENV NODE_ENV=production
WORKDIR /countersign
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev && npm cache clean --force
COPY src src
COPY --from=build /countersign/generated/abi.ts /countersign/generated/bytecode.ts generated/
COPY --from=build /countersign/generated/portal generated/portal
# Without DATABASE_URL the database is a folder here, and its lock a file beside that folder.
RUN mkdir /data && chown node:node /data
USER node
WORKDIR /data
VOLUME /data
EXPOSE 8420
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s \
  CMD ["node", "--eval", "fetch('http://127.0.0.1:8420/v1/health').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "/countersign/src/cli/main.ts"]
CMD ["--help"]
