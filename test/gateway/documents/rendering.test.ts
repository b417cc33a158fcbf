import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { expect } from "chai";
import { rendering } from "../../../src/gateway/documents/rendering.ts";
import { ProblemError } from "../../../src/gateway/http/problems.ts";

const INVOICES = new URL("../../../src/cli/demo/invoices/", import.meta.url);
const ORIGINAL = readFileSync(new URL("MW-2026-1101.ubl.xml", INVOICES), "utf8");
const CHINESE = readFileSync(new URL("26990000000000000001.cn.xml", INVOICES), "utf8");

async function shown(text: string, language: "en" | "zh" = "en"): Promise<{ body: string; policy: string }> {
  const { page, headers } = await rendering(Buffer.from(text, "utf8"), language);
  return { body: page, policy: headers["content-security-policy"] ?? "" };
}

describe("The page of an e-invoice", () => {
  it("is in two languages, without scripts and with nothing from elsewhere", async () => {
    const english = await shown(ORIGINAL, "en");
    expect(english.body).to.include("<title>Invoice MW-2026-1101</title>").and.include("11900.00");
    expect(english.body).to.include("Amount due").and.include("2026-12-02").and.include('<html lang="en">');
    const style = /<style>(.*)<\/style>/.exec(english.body)?.[1] ?? "";
    const allowed = createHash("sha256").update(style).digest("base64");
    expect(english.policy).to.include(`style-src 'sha256-${allowed}'`).and.include("default-src 'none'");
    const chinese = await shown(CHINESE, "zh");
    expect(chinese.body).to.include("销售方").and.include("价税合计（大写）").and.include('<html lang="zh">');
    for (const { body } of [english, chinese]) expect(body).not.to.match(/<script|javascript:|<img|<link|http-equiv/i);
  });

  it("shows as text whatever a sender wrote", async () => {
    const evil = "&lt;script>alert(1)&lt;/script>&quot; onload=x \u202eGmbH\u200b";
    const { body } = await shown(ORIGINAL.replaceAll("Musterwerk Getriebebau GmbH", evil));
    expect(body).to.include("&lt;script&gt;alert(1)&lt;/script&gt;&quot; onload=x \\u{202e}GmbH\\u{200b}");
    expect(body).not.to.include("<script").and.not.include("\u202e");
  });

  it("is there for e-invoices alone", async () => {
    const error = await shown("%PDF-1.7 of something").catch((thrown: unknown) => thrown);
    expect(error).to.be.instanceOf(ProblemError).and.include({ code: "InvoiceUnreadable" });
  });
});
