/** What a served process is made of; the demo makes it in memory, `serve` of its settings. */
import type { Logger } from "pino";
import type { Addresses } from "../../chain/addresses.ts";
import type { Rpc } from "../../chain/rpc.ts";
import type { ViewingKeyPair } from "../../clients/sealingKeys.ts";
import type { Address, Hex } from "../../domain/receivable.ts";
import type { GatewayConfig, GatewayDeps, TokenName } from "../../gateway/deps.ts";
import type { SmsGateway } from "../../notifier/dunningSms.ts";
import type { MailServer } from "../../notifier/mailSender.ts";
import type { RelaySettings } from "../../relayer/deps.ts";
import type { Database } from "../../store/database.ts";

export interface ServerParts {
  /** Closed with the server. */
  readonly database: Database;
  readonly addresses: Addresses;
  /** In the order of preference; at least one. */
  readonly rpcs: readonly [Rpc, ...Rpc[]];
  /** How many blocks below the latest are final, on chains that do not say. */
  readonly finalityDepth: number | undefined;
  readonly pollMilliseconds: number;
  readonly config: GatewayConfig;
  readonly tokens: ReadonlyMap<Address, TokenName>;
  /** Pays for what parties signed; without it, what is signed waits for a gateway that has one. */
  readonly gasKey: Hex | undefined;
  readonly relaySettings?: Partial<RelaySettings>;
  /** What is sealed for this gateway is sealed to it. */
  readonly viewingKey: ViewingKeyPair | undefined;
  readonly mailServer: MailServer | undefined;
  readonly smsGateway?: SmsGateway | undefined;
  /** Of a demo. */
  readonly cast?: GatewayDeps["cast"];
  readonly logger: Logger;
  /** Unix seconds. */
  readonly now: () => number;
  readonly host: string;
  readonly port: number;
}
