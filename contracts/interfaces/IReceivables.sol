// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAdjustments} from "./IAdjustments.sol";
import {IAmendments} from "./IAmendments.sol";
import {IReceivablesCore} from "./IReceivablesCore.sol";

/// @title The receivables ledger
/// @notice A receivable is an ERC-721 token whose holder is owed the open amount. The ledger keeps a commitment to what
/// was agreed; a call opens the part it needs. Amounts are minor units of the currency, instants unix seconds, days
/// calendar days since 1970-01-01 in the terms' own time zone.
///
/// Consent. Every act of a party takes a trailing `consent`: empty when the caller is the party or its agent with a
/// mandate, else one signed `Consent` that anyone may carry. A signed act is an offer until it is recorded.
///
/// Assumptions about tokens. A token moves exactly the amount it is asked to move, does not change balances by itself
/// (no rebasing, no fee on transfer), and reverts or returns false when it does not pay. Parties who agree on another
/// token bear the difference; it never reaches another receivable.
///
/// Not here, on purpose: an owner, a pause, an upgrade, a list of receivables, a price, a name of any party.
interface IReceivables is IReceivablesCore, IAdjustments, IAmendments {}
