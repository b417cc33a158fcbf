// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Consent, Receivable, Verb} from "../../../contracts/types/Types.sol";
import {ConsentSubject} from "../support/ConsentSubject.sol";
import {MandateBehaviour} from "../support/MandateBehaviour.sol";
import {ReplayBehaviour} from "../support/ReplayBehaviour.sol";
import {NoRootBehaviour} from "../support/RootBehaviour.sol";
import {SignatureBehaviour} from "../support/SignatureBehaviour.sol";
import {Typed} from "../support/Typed.sol";
import {AgreementWorld, TypedAmendments} from "../support/TypedAmendments.sol";

/// @notice Holder, supplier and buyer consent to an amendment; what one of them consents is tried, the others signed.
abstract contract AmendSubject is ConsentSubject, AgreementWorld {
    function _verb() internal pure override returns (Verb) {
        return Verb.Amend;
    }

    function _opensTerms() internal pure override returns (bool) {
        return true;
    }

    function _spendsNonce() internal pure override returns (bool) {
        return true;
    }

    /// @dev What was amended is open as its next revision.
    function _replayError() internal view override returns (bytes memory) {
        return _mismatch(subject);
    }

    function _amended() internal view returns (Receivable memory next) {
        next = _next(subject);
        next.terms.dueDay += 10;
    }

    function _message() internal view override returns (bytes memory) {
        return TypedAmendments.amendment(Typed.hash(subject), Typed.hash(_amended()), principal);
    }

    /// @dev Another party's signature, good for one call.
    function _of(Party memory party) internal view returns (Consent[] memory) {
        return _amendment(party, subject, _amended(), NONCE + 1);
    }

    /// @dev By `sender`, with the consents of holder, supplier and buyer.
    function _amendBy(
        address sender,
        Consent[] memory ofHolder,
        Consent[] memory ofSupplier,
        Consent[] memory ofBuyer
    ) internal {
        (Receivable memory r, Receivable memory next) = (subject, _amended());
        vm.prank(sender);
        ledger.amend(r, next, ofHolder, ofSupplier, ofBuyer);
    }

    function _check() internal view override {
        _eq(bytes32(_state(subject).commitment), bytes32(bytes30(Typed.hash(_amended()))), "commitment");
    }
}

/// @notice Before acceptance, by a supplier that holds it: nobody else is asked.
abstract contract AmendAloneSubject is AmendSubject {
    function _prepare() internal override {
        subject = _make(1);
        subject.header.supplier = principal;
        _issue(subject);
    }

    function _call(address sender, Consent[] memory consent) internal override {
        _amendBy(sender, consent, _none(), _none());
    }

    function _announce(address by) internal override {
        _announceAmended(_amended(), [by, by, address(0)], false);
    }
}

/// @notice After acceptance and a sale, by the holder.
abstract contract AmendByHolderSubject is AmendSubject {
    function _prepare() internal override {
        subject = _make(1);
        _transfer(_accepted(subject), principal);
    }

    function _call(address sender, Consent[] memory consent) internal override {
        _amendBy(sender, consent, _of(supplier), _of(buyer));
    }

    function _announce(address by) internal override {
        _announceAmended(_amended(), [by, supplier.addr, buyer.addr], false);
    }
}

/// @notice After acceptance and a sale, by the supplier that sold it.
abstract contract AmendBySupplierSubject is AmendSubject {
    function _prepare() internal override {
        subject = _make(1);
        subject.header.supplier = principal;
        _transfer(_accepted(subject), factor.addr);
    }

    function _call(address sender, Consent[] memory consent) internal override {
        _amendBy(sender, _of(factor), consent, _of(buyer));
    }

    function _announce(address by) internal override {
        _announceAmended(_amended(), [factor.addr, by, buyer.addr], false);
    }
}

/// @notice After acceptance, by the buyer.
abstract contract AmendByBuyerSubject is AmendSubject {
    function _prepare() internal override {
        subject = _make(1);
        subject.header.buyer = principal;
        _transfer(_accepted(subject), factor.addr);
    }

    function _call(address sender, Consent[] memory consent) internal override {
        _amendBy(sender, _of(factor), _of(supplier), consent);
    }

    function _announce(address by) internal override {
        _announceAmended(_amended(), [factor.addr, supplier.addr, by], false);
    }
}

contract AmendAloneByMandateTest is AmendAloneSubject, MandateBehaviour {}

contract AmendAloneBySignatureTest is AmendAloneSubject, SignatureBehaviour, NoRootBehaviour {}

contract AmendAloneReplayTest is AmendAloneSubject, ReplayBehaviour {}

contract AmendByHolderByMandateTest is AmendByHolderSubject, MandateBehaviour {}

contract AmendByHolderBySignatureTest is AmendByHolderSubject, SignatureBehaviour, NoRootBehaviour {}

contract AmendByHolderReplayTest is AmendByHolderSubject, ReplayBehaviour {}

contract AmendBySupplierByMandateTest is AmendBySupplierSubject, MandateBehaviour {}

contract AmendBySupplierBySignatureTest is AmendBySupplierSubject, SignatureBehaviour, NoRootBehaviour {}

contract AmendBySupplierReplayTest is AmendBySupplierSubject, ReplayBehaviour {}

contract AmendByBuyerByMandateTest is AmendByBuyerSubject, MandateBehaviour {}

contract AmendByBuyerBySignatureTest is AmendByBuyerSubject, SignatureBehaviour, NoRootBehaviour {}

contract AmendByBuyerReplayTest is AmendByBuyerSubject, ReplayBehaviour {}
