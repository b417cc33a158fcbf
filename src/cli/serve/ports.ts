/** A gateway's own address stands in what people sign, so its port must be known before it listens. */
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";

/** The port itself, or for 0 one that is free now. */
export async function chosenPort(host: string, port: number): Promise<number> {
  return port === 0 ? await probe(host, 0) : port;
}

/** The port if it is free, else another that is. */
export async function freePort(host: string, wanted: number): Promise<number> {
  return probe(host, wanted).catch(() => probe(host, 0));
}

function probe(host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(port, host, () => {
      const found = (server.address() as AddressInfo).port;
      server.close(() => resolve(found));
    });
  });
}
