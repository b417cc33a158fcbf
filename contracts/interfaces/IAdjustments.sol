// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Permit.sol";
import {Consent, OpenHeader, OpenTerms, Outcome, Permit2Consent, Receivable, Terms} from "../types/Types.sol";
import {IAnswers} from "./IAnswers.sol";
import {IReceipts} from "./IReceipts.sol";

/// @title What comes after issuing, accepting and paying
/// @notice These verbs are called on the ledger like all others; their code lies at a second address, because one
/// contract cannot hold all of it. The errors of consent are those that `IReceivablesCore` lists.
interface IAdjustments is IAnswers, IReceipts {
    /// @notice The holder reduces the claim by a credit note (R32). Status Issued, Queried or Accepted. Reverts with
    /// `CommitmentMismatch`, the errors of consent, `StatusForbids`, `AlreadyClosed`, or `AmountOutOfRange`.
    /// @param amount Minor units, from 1 to the open amount. @param reason Hash of the credit note.
    /// @param consent `Credit` of the holder of now.
    function credit(
        bytes32 id,
        OpenTerms calldata opened,
        uint256 amount,
        bytes32 reason,
        Consent[] calldata consent
    ) external;

    /// @notice The buyer disputes a further amount of what is open (R39). The acceptance stands, paying stays possible.
    /// Reverts with `CommitmentMismatch`, the errors of consent, `StatusForbids`, or `AmountOutOfRange`.
    /// @param amount Minor units, from 1 to what is open and undisputed. @param code UNTDID or Peppol clarification
    /// code in the parties' own list. @param evidence Hash of what supports it. @param consent `Dispute` of the buyer.
    function dispute(
        Receivable calldata receivable,
        uint256 amount,
        uint8 code,
        bytes32 evidence,
        Consent[] calldata consent
    ) external;

    /// @notice Ends a dispute for an amount: the buyer withdraws it, or the holder concedes it, which credits it.
    /// Reverts with `CommitmentMismatch`, the errors of consent, or `AmountOutOfRange`; conceding also as `credit`.
    /// @param amount Minor units, from 1 to what is disputed and still open. @param evidence Hash of what supports it;
    /// the reason of the credit if it is conceded.
    /// @param consent `Resolution` of the buyer (Withdrawn) or of the holder (Conceded).
    function resolve(
        Receivable calldata receivable,
        uint256 amount,
        Outcome outcome,
        bytes32 evidence,
        Consent[] calldata consent
    ) external;

    /// @notice The holder lets charges go that are due now: late interest and fixed sum, never principal. Status
    /// Accepted. Reverts with `CommitmentMismatch`, the errors of consent, `StatusForbids`, `AlreadyClosed` or
    /// `AmountOutOfRange`.
    /// @param amount Minor units, from 1 to the charges due. @param reason Hash of the reason.
    /// @param consent `Waiver` of the holder of now.
    function waive(
        bytes32 id,
        OpenTerms calldata opened,
        uint256 amount,
        bytes32 reason,
        Consent[] calldata consent
    ) external;

    /// @notice The holder writes the receivable off in its books. Claim, interest and payoff stay (R49); who needs two
    /// persons for it makes the holder an account of several signers. Status Issued, Queried or Accepted. Reverts with
    /// `CommitmentMismatch`, the errors of consent, `StatusForbids`, `AlreadyClosed` or `AlreadyWrittenOff`.
    /// @param terms None, or the terms, which a capped agent has to open. @param reason Hash of the reason.
    /// @param consent `WriteOff` of the holder of now.
    function writeOff(
        OpenHeader calldata opened,
        Terms[] calldata terms,
        bytes32 reason,
        Consent[] calldata consent
    ) external;

    /// @notice The holder takes back what nobody has accepted; the id stays used. Status Issued, Queried or Rejected.
    /// Reverts with `CommitmentMismatch`, the errors of consent, `StatusForbids` or `ReceiptsStand`.
    /// @param terms None, or the terms, which a capped agent has to open. @param reason Hash of the reason.
    /// @param consent `Cancellation` of the holder of now.
    function cancel(
        OpenHeader calldata opened,
        Terms[] calldata terms,
        bytes32 reason,
        Consent[] calldata consent
    ) external;

    /// @notice The buyer lets a receivable whose policy asks for it go to one next holder, once. The consent is used up
    /// by that transfer, and void after `amend`. Status Issued, Queried or Accepted. Reverts with
    /// `CommitmentMismatch`, the errors of consent, `StatusForbids` or `PolicyForbids`.
    /// @param terms None, or the terms, which a capped agent has to open. @param to The next holder; zero takes a
    /// consent back. @param consent `TransferConsent` of the buyer, naming the holder of now.
    function consentTransfer(
        OpenHeader calldata opened,
        Terms[] calldata terms,
        address to,
        Consent[] calldata consent
    ) external;

    /// @notice Hands a holder exactly what was kept for it; anyone may call. A holder that listens on this receivable
    /// is told as by a payment, and if that fails nothing moves unless it is itself the caller: who asks for its own
    /// cash knows what it belongs to. Reverts with `NothingKept`, `NotDelivered`, `GasTooLow` as `pay` does, or with
    /// what the currency says if it still cannot pay. @return amount Minor units.
    function claim(bytes32 id, address holder, address currency) external returns (uint256 amount);

    /// @notice The caller takes back every leaf of a root that is not recorded yet.
    function revoke(bytes32 root) external;

    /// @notice The caller voids a nonce, and with it whatever it signed under that nonce. An issuance or an acceptance
    /// can be recorded once by its nature, so it leaves its nonce unspent; every other message spends it. Reverts with
    /// `NonceAlreadySpent`.
    function spendNonce(uint256 nonce) external;

    /// @notice Pays as `pay` does, from a payer who gave Permit2 an allowance and signed this payment as the witness
    /// of a transfer of at most `maxCash`; anyone may carry it. Reverts as `pay`, or with what Permit2 says.
    /// @return cash What moved, minor units.
    function payWithPermit2(
        bytes32 id,
        OpenTerms calldata opened,
        uint256 maxCash,
        Permit2Consent calldata consent
    ) external returns (uint256 cash);

    /// @notice Hands an owner's ERC-2612 permit for this ledger to the currency, to be followed by a payment in one
    /// `multicall`. A permit that fails is ignored: somebody may have used it already, and the allowance decides. An
    /// address without code is no currency: for that it reverts, without a reason. An allowance alone never pays: the
    /// owner calls, or has signed the payment.
    function permit(
        IERC20Permit currency,
        address owner,
        uint256 amount,
        uint256 deadline,
        uint8 v,
        bytes32 r,
        bytes32 s
    ) external;

    /// @notice Several calls of the caller's own on this ledger in one transaction, all or nothing: the lines of an
    /// invoice are accepted together with it, or a permit is used and the payment made. Reverts with what the first
    /// failing call says. @param calls ABI-encoded calls. @return results What each returned.
    function multicall(bytes[] calldata calls) external returns (bytes[] memory results);

    /// @return adjustments Where the code of these verbs lies, fixed for ever. @return amendments Where that of
    /// `IAmendments` lies. Whoever relies on a ledger compares the code at all three addresses.
    function codes() external view returns (address adjustments, address amendments);
}
