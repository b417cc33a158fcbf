/** One look after another: what the chain says, what has to be signed or sent again, what is admitted. */
import type { Leadership } from "../store/database.ts";
import { lastTakenOf } from "../store/relayFates.ts";
import { openSlots } from "../store/relayOutbox.ts";
import { queueOf, writeReport } from "../store/relayQueue.ts";
import type { RelayAlarm, RelayerReport } from "../store/relays.ts";
import { admit, FROM_THE_START } from "./admit.ts";
import type { RelayerDeps } from "./deps.ts";
import { openGaps, replaceOverdue, sendDue } from "./outbox.ts";
import { isUnderWay } from "./round.ts";
import type { Round } from "./round.ts";
import type { Board } from "./status.ts";
import { noticeStrangers, watch } from "./watch.ts";

export interface Stepper {
  /**
   * Looks once at chain and queue. After an error, what was stored so far stands and the next step goes on from there.
   * @throws ChainReadError, RetryError or StoreError
   */
  step(signal: AbortSignal): Promise<void>;
}

/** How long the alarm about somebody else's use of the key stands. */
const DAY = 86_400;
/** How old the report for other processes may get while nothing changes. */
const REPORT_SECONDS = 30;

export function createStepper(deps: RelayerDeps, leader: Pick<Leadership, "transaction">, board: Board): Stepper {
  const { database, node, account, clock, settings } = deps;
  let watched: string | undefined;
  let reported: RelayerReport | undefined;
  let place = FROM_THE_START;

  const report = async (round: Round, balance: bigint): Promise<void> => {
    const alarms = [...round.alarms].map(([kind, message]): RelayAlarm => ({ kind, message }));
    const { length, oldest } = await queueOf(database);
    const slots = await openSlots(database);
    const underWay = slots.filter(isUnderWay).length;
    board.set({ balance, alarms, queued: length, oldest: oldest ?? undefined, underWay });
    const { address } = account;
    const next = { account: address, balance, perDay: settings.dailyWei, alarms, seen: round.now };
    if (reported !== undefined && isAlike(reported, next)) return;
    await leader.transaction((tx) => writeReport(tx, next));
    for (const { kind, message } of alarms.filter((alarm) => !isIn(alarm, reported))) {
      deps.logger.error({ alarm: kind, fault: message }, "the relayer needs a person");
    }
    reported = next;
  };

  return {
    async step(signal) {
      const head = await node.head(signal);
      const count = await node.count(account.address, head.number, signal);
      const round: Round = { deps, leader, signal, now: clock.now(), head, count, alarms: new Map() };
      await noticeStrangers(round);
      // What an organisation may spend is read from there.
      if (reported === undefined) await report(round, await node.balance(account.address, signal));
      if (watched !== head.hash) {
        watched = undefined;
        await watch(round, await openSlots(database));
        watched = head.hash;
      }
      await openGaps(round, await openSlots(database));
      await replaceOverdue(round, await openSlots(database));
      await sendDue(round, await openSlots(database));
      const balance = await node.balance(account.address, signal);
      place = await admit(round, await openSlots(database), balance, place);
      await addAlarms(round, balance);
      await report(round, balance);
    },
  };
}

async function addAlarms({ deps, alarms, now }: Round, balance: bigint): Promise<void> {
  const { lowBalanceWei } = deps.settings;
  if (balance < lowBalanceWei) {
    alarms.set("BalanceLow", `${deps.account.address} has ${balance} wei, less than ${lowBalanceWei}: send it more`);
  }
  const taken = await lastTakenOf(deps.database);
  if (taken !== null && now - taken < DAY) {
    const message =
      "somebody else sends transactions with the relayer's key, or the database is an older copy: " +
      "find out which, and give the relayer a new key";
    alarms.set("KeyUsedElsewhere", message);
  }
}

function isAlike(one: RelayerReport, other: RelayerReport): boolean {
  const rest = ({ account, balance, perDay, alarms }: RelayerReport): string =>
    JSON.stringify([account, balance.toString(), perDay.toString(), alarms]);
  return rest(one) === rest(other) && other.seen - one.seen < REPORT_SECONDS;
}

function isIn({ kind }: RelayAlarm, report: RelayerReport | undefined): boolean {
  return report?.alarms.some((alarm) => alarm.kind === kind) === true;
}
