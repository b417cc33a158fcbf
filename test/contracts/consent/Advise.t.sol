// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ILedger} from "../../../contracts/interfaces/ILedger.sol";
import {Consent, Receipt, Receivable, Verb} from "../../../contracts/types/Types.sol";
import {ConsentSubject} from "../support/ConsentSubject.sol";
import {MandateBehaviour} from "../support/MandateBehaviour.sol";
import {ReceiptWorld} from "../support/ReceiptWorld.sol";
import {ReplayBehaviour} from "../support/ReplayBehaviour.sol";
import {NoRootBehaviour} from "../support/RootBehaviour.sol";
import {SignatureBehaviour} from "../support/SignatureBehaviour.sol";
import {Typed} from "../support/Typed.sol";
import {TypedReceipts} from "../support/TypedReceipts.sol";

/// @notice The buyer says what it paid outside the chain, or takes that back.
abstract contract AdviseSubject is ConsentSubject, ReceiptWorld {
    function _verb() internal pure override returns (Verb) {
        return Verb.Advise;
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

    function _advice() internal pure virtual returns (Receipt memory) {
        return _receipt(1, 4_321, TODAY - 1);
    }

    function _prepare() internal virtual override {
        subject = _make(1);
        subject.header.buyer = principal;
        _accepted(subject);
    }

    function _message() internal view override returns (bytes memory) {
        return TypedReceipts.advice(Typed.hash(subject), _advice());
    }

    function _call(address sender, Consent[] memory consent) internal override {
        Receivable memory r = subject;
        vm.prank(sender);
        ledger.advise(r, _advice(), consent);
    }

    function _announce(address by) internal override {
        Receipt memory a = _advice();
        vm.expectEmit(address(ledger));
        emit ILedger.ReceiptAdvised(Typed.idOf(subject.header), by, a.bankRef, a.cash, a.valueDay);
    }

    function _check() internal view virtual override {
        _eq(_advices(Typed.idOf(subject.header)), 1, "advices");
    }
}

abstract contract TakeBackSubject is AdviseSubject {
    function _advice() internal pure override returns (Receipt memory) {
        return _receipt(1, 0, TODAY);
    }

    function _prepare() internal override {
        super._prepare();
        Receivable memory r = subject;
        _adviseAs(principal, r, _receipt(1, 4_321, TODAY));
    }

    function _check() internal view override {
        _eq(_advices(Typed.idOf(subject.header)), 0, "advices");
    }
}

contract AdviseByMandateTest is AdviseSubject, MandateBehaviour {}

contract AdviseBySignatureTest is AdviseSubject, SignatureBehaviour, NoRootBehaviour {}

contract AdviseReplayTest is AdviseSubject, ReplayBehaviour {}

contract TakeBackByMandateTest is TakeBackSubject, MandateBehaviour {}

contract TakeBackBySignatureTest is TakeBackSubject, SignatureBehaviour, NoRootBehaviour {}

contract TakeBackReplayTest is TakeBackSubject, ReplayBehaviour {}
