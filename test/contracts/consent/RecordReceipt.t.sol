// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ILedger} from "../../../contracts/interfaces/ILedger.sol";
import {Consent, OpenTerms, Receipt, Receivable, Verb} from "../../../contracts/types/Types.sol";
import {ConsentSubject} from "../support/ConsentSubject.sol";
import {MandateBehaviour} from "../support/MandateBehaviour.sol";
import {ReceiptWorld} from "../support/ReceiptWorld.sol";
import {ReplayBehaviour} from "../support/ReplayBehaviour.sol";
import {NoRootBehaviour} from "../support/RootBehaviour.sol";
import {SignatureBehaviour} from "../support/SignatureBehaviour.sol";
import {Typed} from "../support/Typed.sol";
import {TypedReceipts} from "../support/TypedReceipts.sol";

/// @notice The holder records a receipt: whoever the receivable was sold to.
abstract contract RecordReceiptSubject is ConsentSubject, ReceiptWorld {
    function _verb() internal pure override returns (Verb) {
        return Verb.RecordReceipt;
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

    function _received() internal pure returns (Receipt memory) {
        return _receipt(1, 4_321, TODAY - 1);
    }

    function _prepare() internal override {
        subject = _make(1);
        _transfer(_accepted(subject), principal);
    }

    function _message() internal view override returns (bytes memory) {
        return TypedReceipts.receipt(Typed.hash(subject), principal, _received());
    }

    function _call(address sender, Consent[] memory consent) internal override {
        Receivable memory r = subject;
        (bytes32 id, OpenTerms memory opened) = (Typed.idOf(r.header), _openTerms(r));
        vm.prank(sender);
        ledger.recordReceipt(id, opened, _received(), consent);
    }

    function _announce(address by) internal override {
        (bytes32 id, Receipt memory a) = (Typed.idOf(subject.header), _received());
        vm.expectEmit(address(ledger));
        emit ILedger.ReceiptRecorded(id, principal, a.bankRef, by, a.valueDay, a.cash, 0, 0, 0, false, false);
    }

    function _check() internal view override {
        _eq(_state(subject).settled, _received().cash, "settled");
    }
}

contract RecordReceiptByMandateTest is RecordReceiptSubject, MandateBehaviour {}

contract RecordReceiptBySignatureTest is RecordReceiptSubject, SignatureBehaviour, NoRootBehaviour {}

contract RecordReceiptReplayTest is RecordReceiptSubject, ReplayBehaviour {}

/// @notice A receipt that the holder signed is that holder's: after a sale it is void.
contract RecordReceiptAfterSaleTest is RecordReceiptSubject {
    function test_the_signature_of_the_former_holder_records_nothing() public {
        Party memory party = _prepared();
        Consent[] memory consent = _one(_signedBy(party));
        _transfer(Typed.idOf(subject.header), factor.addr);
        _fails(relayer.addr, consent, _refused(factor.addr, party.addr));
    }

    function test_the_new_holder_cannot_use_what_names_the_former_one() public {
        _prepared();
        // The message names the holder of now, and the factor signs it before it is one.
        Consent memory c = _signedBy(factor);
        _transfer(Typed.idOf(subject.header), factor.addr);
        bytes memory message = TypedReceipts.receipt(Typed.hash(subject), factor.addr, _received());
        _fails(relayer.addr, _one(c), _invalid(c.signer, Typed.single(message, c.nonce, c.deadline)));
    }
}
