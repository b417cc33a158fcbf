import { randomUUID } from "node:crypto";
import { Argument } from "commander";
import type { Command } from "commander";
import type { Drill } from "../../domain/risk/runbook.ts";
import { createChecks } from "../drill/checks.ts";
import type { Checks } from "../drill/checks.ts";
import { drillGatewayDown } from "../drill/gatewayDown.ts";
import { drillKeyLoss } from "../drill/keyLoss.ts";
import { drillReorganisation } from "../drill/reorganisation.ts";
import { openDrill } from "../drill/stage.ts";
import type { DrillStage } from "../drill/stage.ts";
import { EXIT } from "../exit.ts";
import type { ExitCode } from "../exit.ts";
import type { Output } from "../output.ts";

const MANUAL = `
Each drill plays on a chain of its own, needs no node, no key and no network, and leaves nothing behind.

  key-loss        a key of an organisation is lost: the others take it out, and ids, receivables and money stay
                  (it tries no guardians, mandates or roots)
  gateway-down    gateway and database are gone: a new one is made of the backup and the chain
                  (what was brought after the backup is lost; the first gateway is closed in good order, not killed)
  reorganisation  blocks that were read are replaced: the index drops them, and tells whoever was told
                  (three blocks deep; waiting until a block is final is not tried)

It prints each thing that must hold and what was found. With --json the result is one object, which a gateway takes
as the record of the drill in the runbook: POST /v1/risk/runbook/drills.

Exits with 0 if everything held, with 1 if anything did not.

Examples:
  countersign drill key-loss
  countersign drill reorganisation --json > drill.json`;

interface Named {
  readonly drill: Drill;
  readonly play: (stage: DrillStage, checks: Checks) => Promise<void>;
}

const DRILLS: Readonly<Record<string, Named>> = {
  "key-loss": { drill: "keyLoss", play: drillKeyLoss },
  "gateway-down": { drill: "gatewayDown", play: drillGatewayDown },
  reorganisation: { drill: "reorganisation", play: drillReorganisation },
};

export function addDrillCommand(program: Command, output: () => Output): void {
  program
    .command("drill")
    .description("try an emergency on a chain of its own: a lost key, a gateway that is gone, a reorganisation")
    .addArgument(new Argument("<emergency>", "which one").choices(Object.keys(DRILLS)))
    .addHelpText("after", MANUAL)
    .action(async (name: string) => {
      process.exitCode = await hold(output(), name);
    });
}

async function hold(output: Output, name: string): Promise<ExitCode> {
  const named = DRILLS[name];
  if (named === undefined) throw new RangeError(`there is no drill ${name}`);
  const at = new Date().toISOString().replace(/\.\d{3}Z$/, "Z");
  const checks = createChecks(({ what, isMet, found }) => {
    output.say(`${isMet ? "held  " : "FAILED"}  ${what}: ${found}`);
  });
  const stage = await openDrill();
  try {
    await checks.play(() => named.play(stage, checks));
  } finally {
    await stage.close();
  }
  const passed = checks.all.every(({ isMet }) => isMet);
  output.say(passed ? `\nAll ${checks.all.length} checks held.` : "\nThe drill failed: see what is marked FAILED.");
  output.result({ id: randomUUID(), drill: named.drill, passed, checks: checks.all, at });
  return passed ? EXIT.ok : EXIT.failed;
}
