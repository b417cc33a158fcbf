// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ICollections} from "../../../contracts/interfaces/ICollections.sol";
import {Schedule} from "../../../contracts/types/CollectionTypes.sol";
import {Consent, Verb} from "../../../contracts/types/Types.sol";
import {MandateBehaviour} from "../support/MandateBehaviour.sol";
import {NoRootBehaviour} from "../support/RootBehaviour.sol";
import {SignatureBehaviour} from "../support/SignatureBehaviour.sol";
import {Typed} from "../support/Typed.sol";
import {World} from "../support/World.sol";
import {CollectionSubject} from "./CollectionSubject.sol";
import {TypedCollections} from "./TypedCollections.sol";

/// @notice Both sides of an agreement; the one that is not asked signs.
abstract contract AgreementSubject is CollectionSubject {
    Schedule internal schedule = _schedule();

    function _verb() internal pure override returns (Verb) {
        return Verb.AgreeCollection;
    }

    function _prepare() internal override {}

    function _change() internal override {
        schedule.cycleDays = 21;
    }

    function _parties() internal view virtual returns (address supplier_, address buyer_);

    function _message() internal view override returns (bytes memory) {
        (address s, address b) = _parties();
        return TypedCollections.agreement(s, b, schedule, principal);
    }

    function _ofOther(Party memory other) internal returns (Consent[] memory) {
        (address s, address b) = _parties();
        return _signedHere(other, TypedCollections.agreement(s, b, schedule, other.addr), otherNonce++);
    }

    function _check() internal view override {
        (address s, address b) = _parties();
        (bool isAgreed, Schedule memory agreed) = collections.agreedOf(s, b);
        _true(isAgreed, "agreed");
        _eq(TypedCollections.hash(agreed), TypedCollections.hash(schedule), "schedule");
    }
}

/// @notice The supplier agrees.
abstract contract AgreeSupplierSubject is AgreementSubject {
    function _parties() internal view override returns (address, address) {
        return (principal, buyer.addr);
    }

    function _call(address sender, Consent[] memory consent) internal override {
        (Schedule memory s, Consent[] memory other) = (schedule, _ofOther(buyer));
        vm.prank(sender);
        collections.agreeSchedule(principal, buyer.addr, s, consent, other);
    }

    function _announce(address by) internal override {
        vm.expectEmit(address(collections));
        emit ICollections.ScheduleAgreed(principal, buyer.addr, by, buyer.addr, schedule);
    }
}

/// @notice The buyer agrees.
abstract contract AgreeBuyerSubject is AgreementSubject {
    function _parties() internal view override returns (address, address) {
        return (supplier.addr, principal);
    }

    function _call(address sender, Consent[] memory consent) internal override {
        (Schedule memory s, Consent[] memory other) = (schedule, _ofOther(supplier));
        vm.prank(sender);
        collections.agreeSchedule(supplier.addr, principal, s, other, consent);
    }

    function _announce(address by) internal override {
        vm.expectEmit(address(collections));
        emit ICollections.ScheduleAgreed(supplier.addr, principal, supplier.addr, by, schedule);
    }
}

/// @notice A creditor that is not the supplier adopts.
abstract contract AdoptSubject is CollectionSubject {
    function _verb() internal pure override returns (Verb) {
        return Verb.AgreeCollection;
    }

    function _prepare() internal override {
        _heldBy(principal, buyer.addr);
        _arrange();
    }

    function _arrange() internal override {
        _agreed(_schedule());
    }

    function _message() internal view override returns (bytes memory) {
        return TypedCollections.adoption(subject, principal, _schedule());
    }

    function _call(address sender, Consent[] memory consent) internal override {
        vm.prank(sender);
        collections.adopt(_id(subject), subject, _schedule(), principal, consent);
    }

    function _announce(address by) internal override {
        (bytes32 id, uint32 dueDay, int16 utcOffset) = (_id(subject), subject.terms.dueDay, subject.terms.utcOffset);
        vm.expectEmit(address(collections));
        emit ICollections.ScheduleAdopted(id, by, Typed.hash(subject), dueDay, utcOffset, _schedule());
    }

    function _check() internal view override {
        _true(_adoptedOf(subject).isCurrent, "adopted");
    }

    function _replayError() internal view override returns (bytes memory) {
        return _fault(ICollections.ScheduleAlreadyAdopted.selector, subject);
    }
}

contract AgreeSupplierConsentTest is AgreeSupplierSubject, MandateBehaviour, SignatureBehaviour, NoRootBehaviour {
    function setUp() public override(World, CollectionSubject) {
        CollectionSubject.setUp();
    }
}

contract AgreeBuyerConsentTest is AgreeBuyerSubject, MandateBehaviour, SignatureBehaviour, NoRootBehaviour {
    function setUp() public override(World, CollectionSubject) {
        CollectionSubject.setUp();
    }
}

contract AdoptConsentTest is AdoptSubject, MandateBehaviour, SignatureBehaviour, NoRootBehaviour {
    function setUp() public override(World, CollectionSubject) {
        CollectionSubject.setUp();
    }
}
