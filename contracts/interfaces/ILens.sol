// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Allocation, OpenTerms, Position, Quote, ReceiptStatus, Status, Terms} from "../types/Types.sol";

/// @notice What the ledger knows of a receivable without opening anything. Minor units. The
/// `ReceivableState` of a client's fold has these fields and, beside them, what only events tell.
/// @param commitment First 240 bits of the commitment.
/// @param settled Principal paid, discounted or credited. @param credited The credited part of it.
/// @param lateDays, chargesSettled, carry, discounted As in `Position`. @param disputed As last recorded: what was
/// paid or credited since is disputed no more, so that it is the lesser of this and what is open.
/// @param advices How many advices of the buyer wait for an answer. @param part Whether it is a part of a split one.
/// @param transferee Whom the buyer lets it go to next, if it is locked; zero for nobody. @param listening Whether the
/// holder is called when it is paid.
struct ReceivableView {
    bytes30 commitment;
    Status status;
    address holder;
    bool closed;
    bool locked;
    uint256 settled;
    uint256 credited;
    uint256 disputed;
    uint256 lateDays;
    uint256 chargesSettled;
    uint256 carry;
    bool discounted;
    uint256 advices;
    bool writtenOff;
    bool part;
    address transferee;
    bool listening;
}

/// @title Views and quotes
/// @notice Reads the ledger's raw words, so that the ledger itself need not carry them.
interface ILens {
    /// @return The state; all zero, status None, if the id is unknown.
    function stateOf(bytes32 id) external view returns (ReceivableView memory);

    /// @notice What is due if everything is paid at an instant, seen from now, by terms and position alone: ask
    /// `stateOf` whether it is owed at all, since nothing is on what was rejected, cancelled or split.
    /// @param instant Unix seconds; a past one is quoted on today's position. Reverts with `CommitmentMismatch` if the
    /// terms are not those of the receivable.
    function quote(bytes32 id, OpenTerms calldata opened, uint256 instant) external view returns (Quote memory);

    /// @notice The money engine itself, for whoever wants to recalculate: what is due on a day, and what a payment of
    /// `maxCash` would settle. Total for every position that the ledger can reach. @param day Local calendar day,
    /// days since 1970-01-01.
    function reckon(
        Terms calldata terms,
        Position calldata position,
        uint256 day,
        uint256 maxCash
    ) external pure returns (Quote memory due, Allocation memory paid);

    /// @notice Reverts with `TermsInvalid` where `issue` would. Whoever is shown sealed terms asks this before
    /// accepting, or applies the same rules itself.
    function validate(Terms calldata terms) external pure;

    /// @return Cash kept for a holder that could not be paid, minor units.
    function keptFor(address holder, address currency, bytes32 id) external view returns (uint256);

    /// @return What a bank reference is to a receivable.
    function receiptStatusOf(bytes32 id, bytes32 bankRef) external view returns (ReceiptStatus);

    /// @return Whether the signer's nonce is spent.
    function isSpent(address signer, uint256 nonce) external view returns (bool);

    /// @return Whether the signer revoked the root.
    function isRevoked(address signer, bytes32 root) external view returns (bool);
}
