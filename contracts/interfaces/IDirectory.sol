// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Verb} from "../types/Types.sol";

/// @notice What a registrar says of an organisation's address.
/// @param legalId Salted hash of the legal id (LEI, USCC, register number); its opening travels off chain.
/// @param evidence Hash of what the registrar saw. @param channel How the key was enrolled: 1 in person, 2 registered
/// letter, 3 qualified signature, 4 bank transfer, 5 registered e-mail, 255 other.
/// @param enroller Who enrolled the key. @param since, until First and last instant of validity, unix seconds.
struct Voucher {
    bytes32 legalId;
    bytes32 evidence;
    address enroller;
    uint8 channel;
    uint40 since;
    uint40 until;
}

/// @notice What an organisation lets one key do in its name (授权委托书).
/// @param verbs Bit `1 << verb` for each verb of ledger, statements and factoring. Conceding a dispute needs Credit.
/// Nobody pays for another, so Pay means nothing here. @param from, until First and last instant, unix seconds.
/// @param cap Largest face of a receivable, minor units of `currency`; 2^96 - 1 for no cap in any currency.
/// @param currency The cap's currency. @param document Hash of the power of attorney.
struct Mandate {
    uint32 verbs;
    uint40 from;
    uint40 until;
    uint96 cap;
    address currency;
    bytes32 document;
}

/// @title Who stands behind an address
/// @notice An organisation is an address. Registrars vouch for it, it gives mandates to agents and publishes the key to
/// which content for it is sealed. The directory trusts nobody: whoever relies on a registrar names it.
interface IDirectory {
    /// @notice A registrar vouched, replacing what it said before. @param voucher With the block's time as `since`.
    event OrganisationVouched(address indexed registrar, address indexed organisation, Voucher voucher);

    /// @notice A registrar no longer vouches. @param reason Hash of the reason.
    event VoucherWithdrawn(address indexed registrar, address indexed organisation, bytes32 reason);

    /// @notice An organisation lets an agent act for it, replacing what it let it do before.
    event MandateGiven(address indexed organisation, address indexed agent, Mandate mandate);

    /// @notice An organisation ended a mandate.
    event MandateRevoked(address indexed organisation, address indexed agent);

    /// @notice An organisation published its X25519 key. @param key Zero if it took it back.
    event ViewingKeySet(address indexed organisation, bytes32 key);

    /// @notice A period is over, or ends before it begins; both in unix seconds. Way out: give a later end.
    /// @param from The block's time for a voucher.
    error PeriodInvalid(uint256 from, uint256 until);

    /// @notice The registrar does not vouch for the organisation. Way out: there is nothing to withdraw.
    error NotVouched(address registrar, address organisation);

    /// @notice The agent has no mandate of the organisation. Way out: there is nothing to revoke.
    error MandateMissing(address organisation, address agent);

    /// @notice Neither zero nor the organisation itself can be its agent. Way out: name another key.
    error AgentInvalid(address agent);

    /// @notice The caller, as a registrar, vouches for an organisation, replacing what it said before. `since` is set
    /// to the block's time. Reverts with `PeriodInvalid` if `until` has passed.
    function vouch(address organisation, Voucher calldata voucher) external;

    /// @notice The caller no longer vouches. @param reason Hash of the reason. Reverts with `NotVouched`.
    function withdrawVoucher(address organisation, bytes32 reason) external;

    /// @notice The caller lets an agent act for it. Reverts with `AgentInvalid` or `PeriodInvalid`.
    function giveMandate(address agent, Mandate calldata mandate) external;

    /// @notice Ends a mandate at once; what the agent signed and nobody recorded yet is void for as long as the agent
    /// has no mandate again. Reverts with `MandateMissing`.
    function revokeMandate(address agent) external;

    /// @notice Publishes the X25519 key to which content for the caller is sealed; zero takes it back.
    function setViewingKey(bytes32 key) external;

    /// @return The voucher, all zero if there is none; compare `until` with the time.
    function voucherOf(address registrar, address organisation) external view returns (Voucher memory);

    /// @return The mandate, all zero if there is none.
    function mandateOf(address organisation, address agent) external view returns (Mandate memory);

    /// @return The viewing key or zero.
    function viewingKeyOf(address organisation) external view returns (bytes32);

    /// @notice Whether an agent may do `verb` now on a receivable of that face.
    /// @param amount Face in minor units; 2^256 - 1 when the terms are not open, which no capped mandate covers.
    function covers(
        address organisation,
        address agent,
        Verb verb,
        address currency,
        uint256 amount
    ) external view returns (bool);
}
