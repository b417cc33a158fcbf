// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Outcome, Status, Terms, Verb} from "../types/Types.sol";
import {IDirectory} from "./IDirectory.sol";

/// @title What the ledger records and refuses
/// @notice Every change of state is an event that carries the change: folding the events gives the storage. One change
/// is silent, as ERC-721 has it: a transfer clears the token's approval.
interface ILedger {
    /// @notice A supplier recorded a receivable, content in the open. @param by Who consented for the supplier.
    event ReceivableIssued(
        bytes32 indexed id,
        address indexed supplier,
        address indexed buyer,
        address by,
        bytes32 invoice,
        uint32 line,
        uint8 policy,
        uint32 revision,
        Terms terms,
        bytes32 document
    );

    /// @notice A supplier recorded a receivable, content sealed to its readers. @param terms Struct hash of the terms.
    event ReceivableSealed(
        bytes32 indexed id,
        address indexed supplier,
        address indexed buyer,
        address by,
        bytes32 invoice,
        uint32 line,
        uint8 policy,
        uint32 revision,
        bytes32 terms,
        bytes32 document,
        bytes content
    );

    /// @notice The buyer accepted this very commitment. @param by Who consented for the buyer.
    event ReceivableAccepted(bytes32 indexed id, address indexed by, bytes32 commitment);

    /// @notice A payment moved cash of `principal - discount + charges` from payer to holder.
    /// @param lateDays Principal x days late that this adds. @param closed Whether nothing is due any more.
    event ReceivablePaid(
        bytes32 indexed id,
        address indexed payer,
        address indexed holder,
        uint256 principal,
        uint256 discount,
        uint256 charges,
        uint256 lateDays,
        bool closed
    );

    /// @notice A part earned a discount that is not a whole unit. @param carry What is carried now, as in `Position`.
    event DiscountCarried(bytes32 indexed id, uint256 carry);

    /// @notice The holder reduced the claim. Credited principal was never owed: it bears no interest and no discount.
    event ReceivableCredited(bytes32 indexed id, address indexed by, uint256 principal, bytes32 reason, bool closed);

    /// @notice The buyer disputes. @param disputed Disputed amount now. @param evidence Hash of what supports it.
    event ReceivableDisputed(
        bytes32 indexed id,
        address indexed by,
        uint256 amount,
        uint256 disputed,
        uint8 code,
        bytes32 evidence
    );

    /// @notice A dispute ended for `amount`. @param disputed Disputed amount now.
    event DisputeResolved(
        bytes32 indexed id,
        address indexed by,
        Outcome outcome,
        uint256 amount,
        uint256 disputed,
        bytes32 evidence
    );

    /// @notice A holder could not be paid; its cash waits here. The receivable counts as paid.
    event CashKept(bytes32 indexed id, address indexed holder, address indexed currency, uint256 amount);
    event CashClaimed(bytes32 indexed id, address indexed holder, address indexed currency, uint256 amount);

    event NonceSpent(address indexed signer, uint256 nonce);
    event RootRevoked(address indexed signer, bytes32 indexed root);

    error HeaderInvalid(bytes32 field, uint256 value);
    error TermsInvalid(bytes32 field, uint256 value);
    error AlreadyIssued(bytes32 id);
    error CommitmentMismatch(bytes32 id, bytes32 opened);
    error StatusForbids(bytes32 id, Status status, Verb verb);
    error AlreadyClosed(bytes32 id);
    error NothingPaid(bytes32 id);
    error PaidOffChain(bytes32 id, address currency);
    error AmountOutOfRange(bytes32 id, uint256 amount, uint256 limit);
    error NothingKept(bytes32 id, address holder, address currency);
    error TransferLocked(bytes32 id);
    error HolderInvalid(address holder);
    error EtherRefused();

    error NotAuthorised(address party, address actor, Verb verb);
    error ConsentExpired(address signer, uint256 deadline);
    error NonceAlreadySpent(address signer, uint256 nonce);
    error RootIsRevoked(address signer, bytes32 root);
    error RootNotAllowed(Verb verb);
    error ConsentsTooMany(uint256 count);
    error ProofTooLong(uint256 length, uint256 count);
    error SignatureInvalid(address signer, bytes32 digest);

    /// @return Where mandates are looked up.
    function directory() external view returns (IDirectory);
}
