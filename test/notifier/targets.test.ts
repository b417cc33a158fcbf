import { expect } from "chai";
import { createWebhookSender } from "../../src/notifier/webhookSender.ts";
import { addressOf, isAllowedAddress, PUBLIC_TARGETS, targetOf } from "../../src/wire/targets.ts";
import { CERTIFICATE } from "./certificate.ts";
import { answering, openReceiver } from "./receiver.ts";
import type { Receiver } from "./receiver.ts";
import { loopback } from "./stage.ts";

const MESSAGE = { headers: { "webhook-id": "one" }, body: "{}" };

/** Everything here is refused by its text alone. */
const REFUSED_URLS: readonly (readonly [string, string])[] = [
  ["loopback", "https://127.0.0.1/"],
  ["loopback, another of its addresses", "https://127.8.9.10/"],
  ["loopback as one decimal number", "https://2130706433/"],
  ["loopback in octal", "https://0177.0.0.1/"],
  ["loopback in hexadecimal", "https://0x7f.0.0.1/"],
  ["loopback as one hexadecimal number", "https://0x7f000001/"],
  ["loopback in two parts", "https://127.1/"],
  ["loopback in full-width digits", "https://１２７.０.０.１/"],
  ["the unspecified address", "https://0.0.0.0/"],
  ["the unspecified address as a number", "https://0/"],
  ["private, class A", "https://10.0.0.1/"],
  ["private, class B", "https://172.31.255.255/"],
  ["private, class C", "https://192.168.1.1/"],
  ["link-local metadata", "https://169.254.169.254/latest/meta-data/"],
  ["link-local metadata in hexadecimal", "https://0xa9fea9fe/"],
  ["metadata in carrier-grade NAT", "https://100.100.100.200/"],
  ["metadata at an address that looks public", "https://168.63.129.16/"],
  ["multicast", "https://224.0.0.1/"],
  ["broadcast", "https://255.255.255.255/"],
  ["reserved for tests", "https://198.18.0.1/"],
  ["reserved for documentation", "https://192.0.2.1/"],
  ["IPv6 loopback", "https://[::1]/"],
  ["IPv6 unspecified", "https://[::]/"],
  ["IPv4 mapped into IPv6", "https://[::ffff:127.0.0.1]/"],
  ["IPv4 mapped into IPv6, in hexadecimal", "https://[::ffff:7f00:1]/"],
  ["IPv4 compatible with IPv6", "https://[::127.0.0.1]/"],
  ["IPv4 translated, RFC 6145", "https://[::ffff:0:127.0.0.1]/"],
  ["NAT64", "https://[64:ff9b::7f00:1]/"],
  ["NAT64 of a network's own", "https://[64:ff9b:1::7f00:1]/"],
  ["6to4", "https://[2002:7f00:1::]/"],
  ["Teredo", "https://[2001:0:53aa:64c::1]/"],
  ["unique local", "https://[fd00:ec2::254]/"],
  ["link-local of IPv6", "https://[fe80::1]/"],
  ["link-local with a zone", "https://[fe80::1%25eth0]/"],
  ["site-local", "https://[fec0::1]/"],
  ["multicast of IPv6", "https://[ff02::1]/"],
  ["documentation of IPv6", "https://[2001:db8::1]/"],
  ["the name of loopback", "https://localhost/"],
  ["a name below it", "https://hooks.localhost/"],
  ["a name with a dot behind it", "https://app.internal./"],
  ["a name of one word", "https://postgres/"],
  ["a metadata service by name", "https://metadata.google.internal/"],
  ["no encryption", "http://hooks.example.com/"],
  ["another scheme", "ftp://hooks.example.com/"],
  ["a file", "file:///etc/passwd"],
  ["a user", "https://me@hooks.example.com/"],
  ["a user and a password", "https://me:secret@hooks.example.com/"],
  ["a fragment", "https://hooks.example.com/#here"],
  ["another port", "https://hooks.example.com:22/"],
  ["a port of databases", "https://hooks.example.com:5432/"],
  ["a line end that parsers drop", "https://hooks.example\n.com/"],
  ["a backslash that parsers turn round", "https://hooks.example.com\\@127.0.0.1/"],
  ["a space", " https://hooks.example.com/"],
  ["no URL", "hooks.example.com"],
  ["more than anybody needs", `https://hooks.example.com/${"a".repeat(2_000)}`],
];

describe("Where webhooks may lead", () => {
  for (const [what, url] of REFUSED_URLS) {
    it(`refuses ${what}`, () => {
      expect(targetOf(url, PUBLIC_TARGETS)).to.equal(undefined);
    });
  }

  it("takes public hosts over https, by name and by address", () => {
    for (const url of [
      "https://hooks.example.com/in?to=1",
      "https://hooks.example.com:8443/",
      "https://8.8.8.8/",
      "https://[2606:4700::1111]/",
      "https://xn--fiqs8s.example.com/",
    ]) {
      expect(targetOf(url, PUBLIC_TARGETS)?.href).to.equal(url);
    }
  });

  it("refuses a name if any of its addresses is not public, and one that has none", async () => {
    const url = new URL("https://hooks.example.com/");
    const through = (...addresses: string[]): Promise<string | undefined> =>
      addressOf(url, PUBLIC_TARGETS, () => Promise.resolve(addresses));
    expect(await through("8.8.8.8", "1.1.1.1")).to.equal("8.8.8.8");
    for (const inner of [
      "10.0.0.5",
      "127.0.0.1",
      "::1",
      "fe80::1%eth0",
      "::ffff:10.0.0.1",
      "169.254.169.254",
      "nonsense",
    ]) {
      expect(await through("8.8.8.8", inner), inner).to.equal(undefined);
    }
    expect(await through()).to.equal(undefined);
    expect(await addressOf(url, PUBLIC_TARGETS, () => Promise.reject(new Error("ENOTFOUND")))).to.equal(undefined);
  });

  it("knows no public address outside of what is assigned to the public", () => {
    for (const address of ["1::", "4000::1", "3fff::1", "5f00::1", "100::1", "2001:10::1", "2001:20::1", "240.0.0.1"]) {
      expect(isAllowedAddress(address, PUBLIC_TARGETS), address).to.equal(false);
    }
  });
});

describe("A webhook's connection", () => {
  let receiver: Receiver;
  beforeEach(async () => {
    receiver = await openReceiver();
  });
  afterEach(() => receiver.close());

  it("goes to the address that was checked, however the name resolves the next time", async () => {
    const answers = [["127.0.0.1"], ["10.0.0.1"]];
    let asked = 0;
    const send = createWebhookSender({
      rules: { ...loopback(receiver.port), networks: ["127.0.0.1/32"] },
      resolve: () => Promise.resolve(answers[asked++] ?? []),
    });
    const url = `http://rebinding.example.com:${receiver.port}/hook`;
    expect(await send({ ...MESSAGE, url })).to.deep.equal({ status: 204, fault: null });
    expect(asked).to.equal(1);
    expect(receiver.received[0]?.headers.host).to.equal(`rebinding.example.com:${receiver.port}`);
    expect(await send({ ...MESSAGE, url })).to.include({ status: null });
    expect(receiver.received).to.have.length(1);
  });

  it("is not made where the rules have become stricter since, and the fault tells nothing of the inside", async () => {
    const send = createWebhookSender({ rules: PUBLIC_TARGETS, resolve: () => Promise.resolve(["10.1.2.3"]) });
    const refused = { status: null, fault: "the URL leads nowhere that anything is sent to" };
    expect(await send({ ...MESSAGE, url: receiver.url })).to.deep.equal(refused);
    expect(await send({ ...MESSAGE, url: "https://inside.example.com/" })).to.deep.equal(refused);
    expect(receiver.received).to.be.empty;
  });

  it("follows no redirect, to whatever it points", async () => {
    const send = createWebhookSender({ rules: loopback(receiver.port) });
    for (const status of [301, 302, 303, 307, 308]) {
      receiver.answer = answering(status, { location: `http://127.0.0.1:${receiver.port}/inside` });
      expect(await send({ ...MESSAGE, url: receiver.url })).to.deep.equal({ status, fault: `answered ${status}` });
    }
    expect(receiver.received.map(({ path }) => path)).to.deep.equal(Array(5).fill("/hook"));
  });

  it("waits so long and no longer, for an answer and for an address", async () => {
    const late = { status: null, fault: "no answer in time" };
    receiver.answer = () => undefined;
    const send = createWebhookSender({ rules: loopback(receiver.port), timeoutMilliseconds: 100 });
    expect(await send({ ...MESSAGE, url: receiver.url })).to.deep.equal(late);
    const resolve = (): Promise<never> => new Promise(() => undefined);
    const unresolved = createWebhookSender({ rules: loopback(receiver.port), resolve, timeoutMilliseconds: 100 });
    expect(await unresolved({ ...MESSAGE, url: `http://never.example.com:${receiver.port}/` })).to.deep.equal(late);
  });

  it("reads little of an answer that never ends, and counts its status", async () => {
    receiver.answer = (_received, response) => {
      response.writeHead(200);
      const more = setInterval(() => response.write("x".repeat(1_000)), 1);
      response.on("close", () => clearInterval(more));
    };
    const send = createWebhookSender({ rules: loopback(receiver.port), timeoutMilliseconds: 5_000 });
    const since = performance.now();
    expect(await send({ ...MESSAGE, url: receiver.url })).to.deep.equal({ status: 200, fault: null });
    expect(performance.now() - since).to.be.lessThan(2_000);
  });

  it("is encrypted to the name, not to the address, and fails where the certificate is another's", async () => {
    const secure = await openReceiver(CERTIFICATE);
    const options = { rules: loopback(secure.port), resolve: () => Promise.resolve(["127.0.0.1"]) };
    const trusting = createWebhookSender({ ...options, certificates: [CERTIFICATE.cert] });
    const to = (host: string) => ({ ...MESSAGE, url: `https://${host}:${secure.port}/hook` });
    expect(await trusting(to("hooks.example.com"))).to.deep.equal({ status: 204, fault: null });
    expect((await trusting(to("other.example.com"))).fault).to.match(/^the connection failed \(ERR_TLS/);
    expect((await createWebhookSender(options)(to("hooks.example.com"))).fault).to.match(/^the connection failed/);
    expect(secure.received).to.have.length(1);
    await secure.close();
  });

  it("that nobody takes is a fault like any other", async () => {
    const { port } = receiver;
    await receiver.close();
    const send = createWebhookSender({ rules: loopback(port) });
    expect(await send({ ...MESSAGE, url: receiver.url })).to.deep.equal({
      status: null,
      fault: "the connection failed (ECONNREFUSED)",
    });
    receiver = await openReceiver();
  });
});
