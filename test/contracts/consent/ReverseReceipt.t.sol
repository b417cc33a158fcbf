// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ILedger} from "../../../contracts/interfaces/ILedger.sol";
import {Consent, OpenTerms, Receivable, RecordedReceipt, Verb} from "../../../contracts/types/Types.sol";
import {ConsentSubject} from "../support/ConsentSubject.sol";
import {MandateBehaviour} from "../support/MandateBehaviour.sol";
import {ReceiptWorld} from "../support/ReceiptWorld.sol";
import {ReplayBehaviour} from "../support/ReplayBehaviour.sol";
import {NoRootBehaviour} from "../support/RootBehaviour.sol";
import {SignatureBehaviour} from "../support/SignatureBehaviour.sol";
import {Typed} from "../support/Typed.sol";
import {TypedReceipts} from "../support/TypedReceipts.sol";

/// @notice A receipt is reversed by the holder that recorded it, and after a sale by recorder and holder.
abstract contract ReverseReceiptSubject is ConsentSubject, ReceiptWorld {
    uint256 internal constant CASH = 4_321;
    uint256 private _lastNonce = 1_000;

    function _verb() internal pure override returns (Verb) {
        return Verb.ReverseReceipt;
    }

    function _opensTerms() internal pure override returns (bool) {
        return true;
    }

    function _spendsNonce() internal pure override returns (bool) {
        return true;
    }

    function _replayError() internal view override returns (bytes memory) {
        return _nonceSpent();
    }

    function _message() internal view override returns (bytes memory) {
        return TypedReceipts.reversal(Typed.hash(subject), principal, _ref(1), EVIDENCE);
    }

    /// @dev Reverses with one consent under test and another that is beyond doubt, or none.
    function _reverse(
        address sender,
        address recorder,
        Consent[] memory recorderConsent,
        Consent[] memory holderConsent
    ) internal {
        Receivable memory r = subject;
        (bytes32 id, OpenTerms memory opened) = (Typed.idOf(r.header), _openTerms(r));
        RecordedReceipt memory recorded = RecordedReceipt(_ref(1), recorder, CASH, 0, 0, 0);
        vm.prank(sender);
        ledger.reverseReceipt(id, opened, recorded, EVIDENCE, recorderConsent, holderConsent);
    }

    function _announceBy(address by) internal {
        vm.expectEmit(address(ledger));
        emit ILedger.ReceiptReversed(Typed.idOf(subject.header), by, _ref(1), CASH, 0, 0, 0, EVIDENCE, false);
    }

    /// @dev A consent beyond doubt, under a nonce of its own for every call.
    function _sure(Party memory party) internal returns (Consent[] memory) {
        bytes memory message = TypedReceipts.reversal(Typed.hash(subject), party.addr, _ref(1), EVIDENCE);
        return _one(_signed(party.addr, party.key, message, ++_lastNonce, clock + 1 days));
    }

    function _check() internal view override {
        _true(_state(subject).settled == 0, "settled");
        _eq(_receiptWord(Typed.idOf(subject.header), _ref(1)), TOMBSTONE, "tombstone");
    }
}

abstract contract ReverseByHolderSubject is ReverseReceiptSubject {
    function _prepare() internal override {
        subject = _make(1);
        _transfer(_accepted(subject), principal);
        Receivable memory r = subject;
        _recordAs(principal, r, _receipt(1, CASH, TODAY));
    }

    function _call(address sender, Consent[] memory consent) internal override {
        _reverse(sender, principal, _none(), consent);
    }

    function _announce(address by) internal override {
        _announceBy(by);
    }
}

/// @notice The recorder's consent after a sale; the holder's comes with it.
abstract contract ReverseByRecorderSubject is ReverseReceiptSubject {
    function _prepare() internal override {
        subject = _make(1);
        bytes32 id = _accepted(subject);
        _transfer(id, principal);
        Receivable memory r = subject;
        _recordAs(principal, r, _receipt(1, CASH, TODAY));
        _transfer(id, factor.addr);
    }

    function _call(address sender, Consent[] memory consent) internal override {
        _reverse(sender, principal, consent, _sure(factor));
    }

    /// @dev What is announced is who consented for the holder.
    function _announce(address) internal override {
        _announceBy(factor.addr);
    }
}

/// @notice The holder's consent after a sale; the recorder's comes with it.
abstract contract ReverseByBuyerOfItSubject is ReverseReceiptSubject {
    function _prepare() internal override {
        subject = _make(1);
        bytes32 id = _accepted(subject);
        Receivable memory r = subject;
        _recordAs(supplier.addr, r, _receipt(1, CASH, TODAY));
        _transfer(id, principal);
    }

    function _call(address sender, Consent[] memory consent) internal override {
        _reverse(sender, supplier.addr, _sure(supplier), consent);
    }

    function _announce(address by) internal override {
        _announceBy(by);
    }
}

contract ReverseByHolderByMandateTest is ReverseByHolderSubject, MandateBehaviour {}

contract ReverseByHolderBySignatureTest is ReverseByHolderSubject, SignatureBehaviour, NoRootBehaviour {}

contract ReverseByHolderReplayTest is ReverseByHolderSubject, ReplayBehaviour {}

contract ReverseByRecorderByMandateTest is ReverseByRecorderSubject, MandateBehaviour {}

contract ReverseByRecorderBySignatureTest is ReverseByRecorderSubject, SignatureBehaviour, NoRootBehaviour {}

contract ReverseByRecorderReplayTest is ReverseByRecorderSubject, ReplayBehaviour {}

contract ReverseAfterSaleByMandateTest is ReverseByBuyerOfItSubject, MandateBehaviour {}

contract ReverseAfterSaleBySignatureTest is ReverseByBuyerOfItSubject, SignatureBehaviour, NoRootBehaviour {}

contract ReverseAfterSaleReplayTest is ReverseByBuyerOfItSubject, ReplayBehaviour {}
