// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ICollections} from "../../../contracts/interfaces/ICollections.sol";
import {ILedger} from "../../../contracts/interfaces/ILedger.sol";
import {Schedule} from "../../../contracts/types/CollectionTypes.sol";
import {Consent, Verb} from "../../../contracts/types/Types.sol";
import {Typed} from "../support/Typed.sol";
import {CollectionWorld} from "./CollectionWorld.sol";
import {TypedCollections} from "./TypedCollections.sol";

/// @notice What supplier and buyer may agree about how receivables are chased.
contract AgreeTest is CollectionWorld {
    function _stands(Schedule memory s) private view {
        (bool isAgreed, Schedule memory agreed) = collections.agreedOf(supplier.addr, buyer.addr);
        _true(isAgreed, "agreed");
        _eq(TypedCollections.hash(agreed), TypedCollections.hash(s), "schedule");
    }

    function _isInvalid(Schedule memory s) private {
        bytes memory message = TypedCollections.agreement(supplier.addr, buyer.addr, s, buyer.addr);
        Consent[] memory consent = _signedHere(buyer, message, otherNonce);
        vm.expectRevert(ICollections.ScheduleInvalid.selector);
        vm.prank(supplier.addr);
        collections.agreeSchedule(supplier.addr, buyer.addr, s, _none(), consent);
    }

    function _isAgreeable(Schedule memory s) private {
        _agreed(s);
        _stands(s);
    }

    function test_nothing_is_agreed_until_it_is() public view {
        (bool isAgreed, Schedule memory s) = collections.agreedOf(supplier.addr, buyer.addr);
        _false(isAgreed, "not agreed");
        _eq(TypedCollections.hash(s), TypedCollections.hash(Schedule(0, 0, 0, 0, 0, 0, 0, 0)), "nothing");
    }

    function test_the_last_agreement_takes_the_place_of_the_former() public {
        _isAgreeable(_schedule());
        _isAgreeable(Schedule(0, 0, 0, 0, 0, 0, 0, 0));
        _isAgreeable(_schedule());
    }

    function test_what_two_agreed_is_for_no_other_two_and_not_the_other_way_round() public {
        _agreed(_schedule());
        (bool turned, ) = collections.agreedOf(buyer.addr, supplier.addr);
        (bool others, ) = collections.agreedOf(supplier.addr, stranger.addr);
        _false(turned || others, "for these two alone");
    }

    function test_days_go_from_1000_before_to_3000_after_the_due_date() public {
        _isAgreeable(Schedule(-1_000, 0, 0, 0, 0, 0, 3_000, 0));
        _isAgreeable(Schedule(-1_000, -1_000, -1_000, -1_000, -1_000, -1_000, -1_000, 0));
        _isAgreeable(Schedule(3_000, 3_000, 3_000, 3_000, 3_000, 3_000, 3_000, 0));
        _isInvalid(Schedule(-1_001, 0, 0, 0, 0, 0, 0, 0));
        _isInvalid(Schedule(0, 0, 0, 0, 0, 0, 3_001, 0));
        _isInvalid(Schedule(type(int16).min, 0, 0, 0, 0, 0, 0, 0));
        _isInvalid(Schedule(0, 0, 0, 0, 0, 0, NEVER_DAY - 1, 0));
    }

    function test_no_stage_comes_before_a_lesser_one() public {
        _isAgreeable(Schedule(1, 1, 2, 2, 3, 3, 4, 0));
        _isInvalid(Schedule(1, 0, 2, 3, 4, 5, 6, 0));
        _isInvalid(Schedule(1, 2, 3, 4, 5, 7, 6, 0));
    }

    function test_any_stage_may_be_left_out_and_those_around_it_keep_their_order() public {
        _isAgreeable(Schedule(NEVER_DAY, NEVER_DAY, NEVER_DAY, NEVER_DAY, NEVER_DAY, NEVER_DAY, NEVER_DAY, 0));
        _isAgreeable(Schedule(-7, NEVER_DAY, 1, NEVER_DAY, 1, NEVER_DAY, NEVER_DAY, 30));
        _isInvalid(Schedule(7, NEVER_DAY, 1, NEVER_DAY, 1, NEVER_DAY, NEVER_DAY, 30));
    }

    function test_a_stage_comes_again_after_7_to_4000_days_or_never() public {
        uint16[3] memory good = [uint16(0), 7, 4_000];
        uint16[4] memory bad = [uint16(1), 6, 4_001, type(uint16).max];
        for (uint256 i; i < 3; ++i) _isAgreeable(Schedule(0, 0, 0, 0, 0, 0, 0, good[i]));
        for (uint256 i; i < 4; ++i) _isInvalid(Schedule(0, 0, 0, 0, 0, 0, 0, bad[i]));
    }

    function test_neither_side_agrees_alone() public {
        Schedule memory s = _schedule();
        vm.expectRevert(_unauthorised(buyer.addr, supplier.addr, Verb.AgreeCollection));
        vm.prank(supplier.addr);
        collections.agreeSchedule(supplier.addr, buyer.addr, s, _none(), _none());
    }

    /// @dev It may act for both, and has said yes twice, but for the supplier alone.
    function test_what_an_agent_of_both_signed_for_one_is_no_word_of_the_other() public {
        Schedule memory s = _schedule();
        _giveMandate(supplier.addr, agent.addr, Verb.AgreeCollection);
        _giveMandate(buyer.addr, agent.addr, Verb.AgreeCollection);
        bytes memory ofSupplier = TypedCollections.agreement(supplier.addr, buyer.addr, s, supplier.addr);
        bytes memory ofBuyer = TypedCollections.agreement(supplier.addr, buyer.addr, s, buyer.addr);
        Consent[] memory first = _signedHere(agent, ofSupplier, 1);
        Consent[] memory second = _signedHere(agent, ofSupplier, 2);
        bytes32 asked = Typed.single(ofBuyer, 2, clock + 1 days);
        bytes32 digest = Typed.digest(address(collections), chain, asked);
        vm.expectRevert(abi.encodeWithSelector(ILedger.SignatureInvalid.selector, agent.addr, digest));
        collections.agreeSchedule(supplier.addr, buyer.addr, s, first, second);
        collections.agreeSchedule(supplier.addr, buyer.addr, s, first, _signedHere(agent, ofBuyer, 2));
        _stands(s);
    }

    function test_a_refused_agreement_leaves_the_former_and_spends_nothing() public {
        _agreed(_schedule());
        Schedule memory other = Schedule(0, 0, 0, 0, 0, 0, 0, 0);
        bytes memory message = TypedCollections.agreement(supplier.addr, buyer.addr, other, supplier.addr);
        Consent[] memory consent = _signedHere(supplier, message, 5);
        vm.expectRevert();
        vm.prank(stranger.addr);
        collections.agreeSchedule(supplier.addr, buyer.addr, other, consent, _none());
        _stands(_schedule());
        _false(collections.isSpent(supplier.addr, 5), "nonce");
    }
}
