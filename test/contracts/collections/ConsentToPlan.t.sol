// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ICollections} from "../../../contracts/interfaces/ICollections.sol";
import {Stage} from "../../../contracts/types/CollectionTypes.sol";
import {Consent, Verb} from "../../../contracts/types/Types.sol";
import {MandateBehaviour} from "../support/MandateBehaviour.sol";
import {NoRootBehaviour} from "../support/RootBehaviour.sol";
import {SignatureBehaviour} from "../support/SignatureBehaviour.sol";
import {Typed} from "../support/Typed.sol";
import {World} from "../support/World.sol";
import {CollectionSubject} from "./CollectionSubject.sol";
import {TypedCollections} from "./TypedCollections.sol";

/// @notice Both sides of a plan; the one that is not asked signs.
abstract contract PlanSubject is CollectionSubject {
    function _verb() internal pure override returns (Verb) {
        return Verb.AgreePlan;
    }

    function _two() internal view virtual returns (address creditor, address debtor);

    function _prepare() internal override {
        (address creditor, address debtor) = _two();
        _heldBy(creditor, debtor);
    }

    function _message() internal view override returns (bytes memory) {
        (address creditor, ) = _two();
        return TypedCollections.plan(subject, creditor, principal, _plan());
    }

    function _announce(address by) internal override {
        (address creditor, address debtor) = _two();
        (address first, address second) = creditor == principal ? (by, debtor) : (creditor, by);
        vm.expectEmit(address(collections));
        emit ICollections.PlanAgreed(_id(subject), creditor, debtor, first, second, Typed.hash(subject), _plan());
    }

    /// @dev All of its effect is its event.
    function _check() internal view override {
        _eq(collections.earliestOf(_id(subject), Stage.Friendly), 0, "no schedule");
    }
}

/// @notice The creditor agrees, that bought the receivable.
abstract contract PlanCreditorSubject is PlanSubject {
    function _two() internal view override returns (address, address) {
        return (principal, buyer.addr);
    }

    function _call(address sender, Consent[] memory consent) internal override {
        Consent[] memory other = _signedPlan(buyer, subject, principal, buyer.addr);
        vm.prank(sender);
        collections.agreePlan(_id(subject), _openHeader(subject), principal, _plan(), consent, other);
    }
}

/// @notice The debtor agrees.
abstract contract PlanDebtorSubject is PlanSubject {
    function _two() internal view override returns (address, address) {
        return (supplier.addr, principal);
    }

    function _call(address sender, Consent[] memory consent) internal override {
        Consent[] memory other = _signedPlan(supplier, subject, supplier.addr, supplier.addr);
        vm.prank(sender);
        collections.agreePlan(_id(subject), _openHeader(subject), supplier.addr, _plan(), other, consent);
    }
}

contract PlanCreditorConsentTest is PlanCreditorSubject, MandateBehaviour, SignatureBehaviour, NoRootBehaviour {
    function setUp() public override(World, CollectionSubject) {
        CollectionSubject.setUp();
    }
}

contract PlanDebtorConsentTest is PlanDebtorSubject, MandateBehaviour, SignatureBehaviour, NoRootBehaviour {
    function setUp() public override(World, CollectionSubject) {
        CollectionSubject.setUp();
    }
}
