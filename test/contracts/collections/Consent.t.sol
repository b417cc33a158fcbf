// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ICollections} from "../../../contracts/interfaces/ICollections.sol";
import {AnswerKind, CollectionStep, Placement, Stage} from "../../../contracts/types/CollectionTypes.sol";
import {Consent, Verb} from "../../../contracts/types/Types.sol";
import {MandateBehaviour} from "../support/MandateBehaviour.sol";
import {NoRootBehaviour} from "../support/RootBehaviour.sol";
import {SignatureBehaviour} from "../support/SignatureBehaviour.sol";
import {World} from "../support/World.sol";
import {CollectionSubject} from "./CollectionSubject.sol";
import {TypedCollections} from "./TypedCollections.sol";

/// @notice The creditor records what it did.
abstract contract RecordSubject is CollectionSubject {
    function _verb() internal pure override returns (Verb) {
        return Verb.RecordCollection;
    }

    function _prepare() internal override {
        _heldBy(principal, buyer.addr);
    }

    function _message() internal view override returns (bytes memory) {
        return TypedCollections.record(_id(subject), principal, principal, _entry(Stage.Friendly), 0);
    }

    function _call(address sender, Consent[] memory consent) internal override {
        vm.prank(sender);
        collections.record(_id(subject), principal, principal, _entry(Stage.Friendly), _noClaim(), LETTER, consent);
    }

    function _announce(address by) internal override {
        (bytes32 id, address p) = (_id(subject), principal);
        vm.expectEmit(address(collections));
        emit ICollections.CollectionRecorded(id, p, p, by, _entry(Stage.Friendly), 0, 0, LETTER);
    }

    /// @dev All of its effect is its event.
    function _check() internal view override {
        _eq(collections.earliestOf(_id(subject), Stage.Friendly), 0, "no schedule");
    }
}

/// @notice Whom the creditor placed it with takes a step.
abstract contract TakeStepSubject is CollectionSubject {
    function _verb() internal pure override returns (Verb) {
        return Verb.RecordCollection;
    }

    function _prepare() internal override {
        _heldBy(supplier.addr, buyer.addr);
        _arrange();
    }

    function _arrange() internal override {
        _placeAs(supplier.addr, _id(subject), supplier.addr, _placement(principal, STEPS_SCOPE));
    }

    function _message() internal view override returns (bytes memory) {
        CollectionStep step = CollectionStep.InsolvencyNotice;
        return TypedCollections.step(_id(subject), supplier.addr, principal, step, uint40(clock), CONTENT);
    }

    function _call(address sender, Consent[] memory consent) internal override {
        (bytes32 id, uint40 doneAt) = (_id(subject), uint40(clock));
        vm.prank(sender);
        collections.takeStep(id, supplier.addr, principal, CollectionStep.InsolvencyNotice, doneAt, CONTENT, consent);
    }

    function _announce(address by) internal override {
        (bytes32 id, address s, CollectionStep step) = (_id(subject), supplier.addr, CollectionStep.InsolvencyNotice);
        vm.expectEmit(address(collections));
        emit ICollections.CollectionStepTaken(id, s, principal, by, step, uint40(clock), CONTENT);
    }

    /// @dev All of its effect is its event.
    function _check() internal view override {
        (uint8 scope, ) = collections.placedOf(_id(subject), supplier.addr, principal);
        _eq(scope, STEPS_SCOPE, "still placed");
    }
}

/// @notice The creditor lets an agency collect.
abstract contract PlaceSubject is CollectionSubject {
    function _verb() internal pure override returns (Verb) {
        return Verb.PlaceCollection;
    }

    function _prepare() internal override {
        _heldBy(principal, buyer.addr);
    }

    function _message() internal view override returns (bytes memory) {
        return TypedCollections.placement(_id(subject), principal, _placement(agency.addr, ALL_STAGES));
    }

    function _call(address sender, Consent[] memory consent) internal override {
        Placement memory p = _placement(agency.addr, ALL_STAGES);
        vm.prank(sender);
        collections.place(_id(subject), principal, p, consent);
    }

    function _announce(address by) internal override {
        vm.expectEmit(address(collections));
        emit ICollections.CollectionPlaced(_id(subject), principal, by, _placement(agency.addr, ALL_STAGES));
    }

    function _check() internal view override {
        (uint8 scope, uint40 until) = collections.placedOf(_id(subject), principal, agency.addr);
        _eq(scope, ALL_STAGES, "scope");
        _eq(until, clock + 90 days, "until");
    }
}

/// @notice A placement ends, by either of the two.
abstract contract EndSubject is CollectionSubject {
    function _verb() internal pure override returns (Verb) {
        return Verb.PlaceCollection;
    }

    function _two() internal view virtual returns (address creditor, address collector);

    function _prepare() internal override {
        (address creditor, ) = _two();
        _heldBy(creditor, buyer.addr);
        _arrange();
    }

    function _arrange() internal override {
        (address creditor, address collector) = _two();
        _placeAs(creditor, _id(subject), creditor, _placement(collector, ALL_STAGES));
    }

    function _message() internal view override returns (bytes memory) {
        (address creditor, address collector) = _two();
        return TypedCollections.recall(_id(subject), creditor, collector, principal, REASON);
    }

    function _call(address sender, Consent[] memory consent) internal override {
        (address creditor, address collector) = _two();
        vm.prank(sender);
        collections.recall(_id(subject), creditor, collector, principal, REASON, consent);
    }

    function _announce(address by) internal override {
        (address creditor, address collector) = _two();
        vm.expectEmit(address(collections));
        emit ICollections.CollectionRecalled(_id(subject), creditor, collector, principal, by, REASON);
    }

    function _check() internal view override {
        (address creditor, address collector) = _two();
        (uint8 scope, uint40 until) = collections.placedOf(_id(subject), creditor, collector);
        _true(scope == 0 && until == 0, "ended");
    }

    function _replayError() internal view override returns (bytes memory) {
        (address creditor, address collector) = _two();
        return _notPlaced(_id(subject), creditor, collector);
    }
}

abstract contract RecallSubject is EndSubject {
    function _two() internal view override returns (address, address) {
        return (principal, agency.addr);
    }
}

abstract contract GiveBackSubject is EndSubject {
    function _two() internal view override returns (address, address) {
        return (supplier.addr, principal);
    }
}

/// @notice The debtor answers in one of three ways.
abstract contract AnswerSubject is CollectionSubject {
    function _verb() internal pure override returns (Verb) {
        return Verb.AnswerCollection;
    }

    function _kind() internal pure virtual returns (AnswerKind);

    function _prepare() internal override {
        _heldBy(supplier.addr, principal);
    }

    function _message() internal view override returns (bytes memory) {
        return TypedCollections.answer(_id(subject), principal, _answer(_kind()));
    }

    function _call(address sender, Consent[] memory consent) internal override {
        vm.prank(sender);
        collections.answer(_id(subject), _openHeader(subject), _answer(_kind()), LETTER, consent);
    }

    function _announce(address by) internal override {
        vm.expectEmit(address(collections));
        emit ICollections.DebtorAnswered(_id(subject), principal, by, _answer(_kind()), LETTER);
    }

    /// @dev All of its effect is its event.
    function _check() internal view override {
        _eq(collections.earliestOf(_id(subject), Stage.Friendly), 0, "no schedule");
    }
}

abstract contract ReplySubject is AnswerSubject {
    function _kind() internal pure override returns (AnswerKind) {
        return AnswerKind.Reply;
    }
}

abstract contract PromiseSubject is AnswerSubject {
    function _kind() internal pure override returns (AnswerKind) {
        return AnswerKind.PromiseToPay;
    }
}

abstract contract ExtensionSubject is AnswerSubject {
    function _kind() internal pure override returns (AnswerKind) {
        return AnswerKind.ExtensionRequest;
    }
}

contract RecordConsentTest is RecordSubject, MandateBehaviour, SignatureBehaviour, NoRootBehaviour {
    function setUp() public override(World, CollectionSubject) {
        CollectionSubject.setUp();
    }
}

contract TakeStepConsentTest is TakeStepSubject, MandateBehaviour, SignatureBehaviour, NoRootBehaviour {
    function setUp() public override(World, CollectionSubject) {
        CollectionSubject.setUp();
    }
}

contract PlaceConsentTest is PlaceSubject, MandateBehaviour, SignatureBehaviour, NoRootBehaviour {
    function setUp() public override(World, CollectionSubject) {
        CollectionSubject.setUp();
    }
}

contract RecallConsentTest is RecallSubject, MandateBehaviour, SignatureBehaviour, NoRootBehaviour {
    function setUp() public override(World, CollectionSubject) {
        CollectionSubject.setUp();
    }
}

contract GiveBackConsentTest is GiveBackSubject, MandateBehaviour, SignatureBehaviour, NoRootBehaviour {
    function setUp() public override(World, CollectionSubject) {
        CollectionSubject.setUp();
    }
}

contract ReplyConsentTest is ReplySubject, MandateBehaviour, SignatureBehaviour, NoRootBehaviour {
    function setUp() public override(World, CollectionSubject) {
        CollectionSubject.setUp();
    }
}

contract PromiseConsentTest is PromiseSubject, MandateBehaviour, SignatureBehaviour, NoRootBehaviour {
    function setUp() public override(World, CollectionSubject) {
        CollectionSubject.setUp();
    }
}

contract ExtensionConsentTest is ExtensionSubject, MandateBehaviour, SignatureBehaviour, NoRootBehaviour {
    function setUp() public override(World, CollectionSubject) {
        CollectionSubject.setUp();
    }
}
