// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AssignmentNotice, IFactoring, NoticeReply} from "../../../contracts/interfaces/IFactoring.sol";
import {Receivable, OpenHeader} from "../../../contracts/types/Types.sol";
import {NoticeWorld} from "./NoticeWorld.sol";
import {TypedNotices} from "./TypedNotices.sol";

/// @notice Notices of assignment and of reassignment, and what the debtor says to them (R56, R60, R62).
contract NoticesTest is NoticeWorld {
    function _refuses(AssignmentNotice memory n, Receivable[] memory all, bytes memory fault) private {
        vm.expectRevert(fault);
        _give(n, all);
        _stands(n, 0, NoticeReply.None);
    }

    // ----------------------------------------------------------------------------------------------------- the notice

    function test_a_factor_gives_notice_of_what_its_desk_holds() public {
        Receivable[] memory all = _just(_sold(1));
        AssignmentNotice memory n = _assigned(all);
        vm.expectEmit(address(factoring));
        emit IFactoring.AssignmentNotified(TypedNotices.hash(n), factor.addr, buyer.addr, factor.addr, n, _idsOf(all));
        _give(n, all);
        _stands(n, START, NoticeReply.None);
    }

    function test_the_seller_gives_notice_too() public {
        Receivable[] memory all = _just(_sold(1));
        AssignmentNotice memory n = _assigned(all);
        _giveAs(supplier.addr, n, all, supplier.addr, _none());
        _stands(n, START, NoticeReply.None);
    }

    function test_a_factor_gives_notice_of_what_it_bought_outright() public {
        Receivable[] memory all = _just(_ready(1));
        vm.prank(supplier.addr);
        token.setApprovalForAll(address(desk), true);
        _purchase(all[0], _discount());
        AssignmentNotice memory n = _assigned(all);
        n.payee = factor.addr;
        _give(n, all);
        _stands(n, START, NoticeReply.None);
    }

    function test_one_notice_names_up_to_a_hundred() public {
        Receivable[] memory all = _readyMany(101);
        for (uint256 i; i < 101; ++i) _transfer(_id(all[i]), factor.addr);
        AssignmentNotice memory n = _assigned(all);
        n.payee = factor.addr;
        _refuses(n, all, _malformed("receivables"));
        assembly ("memory-safe") {
            mstore(all, 100)
        }
        n.receivables = keccak256(abi.encodePacked(_idsOf(all)));
        _give(n, all);
        _stands(n, START, NoticeReply.None);
    }

    function test_what_the_buyer_has_not_accepted_yet_can_be_notified() public {
        Receivable memory r = _make(1, _plainTerms());
        _issue(r);
        _transfer(_id(r), factor.addr);
        AssignmentNotice memory n = _assigned(_just(r));
        n.payee = factor.addr;
        _give(n, _just(r));
        _stands(n, START, NoticeReply.None);
    }

    function test_a_notice_may_be_recorded_a_day_after_it_was_given() public {
        Receivable[] memory all = _just(_sold(1));
        AssignmentNotice memory n = _assigned(all);
        _warp(clock + 1 days);
        _give(n, all);
        _stands(n, START + 1 days, NoticeReply.None);
    }

    function test_a_notice_of_longer_ago_or_of_the_future_is_refused() public {
        Receivable[] memory all = _just(_sold(1));
        AssignmentNotice memory n = _assigned(all);
        _warp(clock + 1 days + 1);
        _refuses(n, all, _malformed("givenAt"));
        n.givenAt = uint40(clock + 1);
        _refuses(n, all, _malformed("givenAt"));
        n.givenAt = type(uint40).max;
        _refuses(n, all, _malformed("givenAt"));
    }

    function test_the_same_notice_is_given_once() public {
        Receivable[] memory all = _just(_sold(1));
        AssignmentNotice memory n = _assigned(all);
        _give(n, all);
        bytes memory known = abi.encodeWithSelector(IFactoring.NoticeKnown.selector, TypedNotices.hash(n));
        vm.expectRevert(known);
        _give(n, all);
        vm.expectRevert(known);
        _giveAs(supplier.addr, n, all, supplier.addr, _none());
    }

    function test_another_moment_makes_another_notice() public {
        Receivable[] memory all = _just(_sold(1));
        _give(_assigned(all), all);
        _warp(clock + 1);
        _give(_assigned(all), all);
    }

    // ------------------------------------------------------------------------------------------------------ malformed

    function test_a_notice_names_receivables() public {
        Receivable[] memory none = new Receivable[](0);
        _refuses(_assigned(none), none, _malformed("receivables"));
    }

    function test_a_notice_names_what_is_opened_in_its_order() public {
        Receivable[] memory all = new Receivable[](2);
        (all[0], all[1]) = (_sold(1), _sold(2));
        AssignmentNotice memory n = _assigned(all);
        (all[0], all[1]) = (all[1], all[0]);
        _refuses(n, all, _malformed("receivables"));
        _refuses(n, _just(all[0]), _malformed("receivables"));
        all[1] = all[0];
        _refuses(n, all, _malformed("receivables"));
    }

    function test_the_parties_of_a_notice_are_three() public {
        Receivable[] memory all = _just(_sold(1));
        address[2][3] memory same = [[factor.addr, buyer.addr], [buyer.addr, buyer.addr], [supplier.addr, factor.addr]];
        for (uint256 i; i < 3; ++i) {
            AssignmentNotice memory n = _assigned(all);
            (n.assignor, n.debtor) = (same[i][0], same[i][1]);
            _refuses(n, all, _malformed("parties"));
        }
    }

    function test_a_notice_is_given_by_assignee_or_assignor() public {
        Receivable[] memory all = _just(_sold(1));
        AssignmentNotice memory n = _assigned(all);
        address[3] memory others = [buyer.addr, stranger.addr, address(desk)];
        for (uint256 i; i < 3; ++i) {
            vm.expectRevert(_malformed("giver"));
            _giveAs(others[i], n, all, others[i], _none());
        }
    }

    function test_to_pay_is_the_assignee_or_its_desk() public {
        Receivable[] memory all = _just(_sold(1));
        AssignmentNotice memory n = _assigned(all);
        address[4] memory others = [supplier.addr, buyer.addr, deskCode, factoring.deskOf(stranger.addr)];
        for (uint256 i; i < 4; ++i) {
            n.payee = others[i];
            _refuses(n, all, _malformed("payee"));
        }
    }

    // --------------------------------------------------------------------------------------- what the ledger says to
    // it

    function test_what_is_opened_has_to_be_what_was_agreed() public {
        Receivable[] memory all = _just(_copy(_sold(1)));
        all[0].document = keccak256("another document");
        _refuses(_assigned(all), all, _noticeInvalid(all[0], "commitment"));
        all = _just(_make(77, _plainTerms()));
        _refuses(_assigned(all), all, _noticeInvalid(all[0], "commitment"));
    }

    function test_the_debtor_is_the_buyer() public {
        Receivable[] memory all = _just(_sold(1));
        AssignmentNotice memory n = _assigned(all);
        n.debtor = stranger.addr;
        _refuses(n, all, _noticeInvalid(all[0], "debtor"));
    }

    function test_to_pay_is_who_holds_it() public {
        Receivable[] memory all = _just(_sold(1));
        AssignmentNotice memory n = _assigned(all);
        n.payee = factor.addr;
        _refuses(n, all, _noticeInvalid(all[0], "payee"));
        all = _just(_ready(2));
        _refuses(_assigned(all), all, _noticeInvalid(all[0], "payee"));
    }

    function test_one_that_somebody_else_holds_spoils_the_whole_notice() public {
        Receivable[] memory all = new Receivable[](2);
        (all[0], all[1]) = (_sold(1), _ready(2));
        _refuses(_assigned(all), all, _noticeInvalid(all[1], "payee"));
    }

    function test_who_did_not_sell_it_to_the_desk_is_no_assignor() public {
        Receivable[] memory all = _just(_sold(1));
        AssignmentNotice memory n = _assigned(all);
        n.assignor = stranger.addr;
        _refuses(n, all, _noticeInvalid(all[0], "assignor"));
        vm.expectRevert(_noticeInvalid(all[0], "assignor"));
        _giveAs(stranger.addr, n, all, stranger.addr, _none());
    }

    function test_of_what_the_factor_holds_itself_no_stranger_is_the_assignor() public {
        Receivable[] memory all = _just(_ready(1));
        _transfer(_id(all[0]), factor.addr);
        AssignmentNotice memory n = _assigned(all);
        (n.payee, n.assignor) = (factor.addr, stranger.addr);
        vm.expectRevert(_noticeInvalid(all[0], "assignor"));
        _giveAs(stranger.addr, n, all, stranger.addr, _none());
        _give(n, all);
        n.assignor = supplier.addr;
        _giveAs(supplier.addr, n, all, supplier.addr, _none());
        _stands(n, START, NoticeReply.None);
    }

    function test_what_came_to_the_desk_without_a_deal_was_not_assigned() public {
        Receivable[] memory all = _just(_ready(1));
        _transfer(_id(all[0]), address(desk));
        _refuses(_assigned(all), all, _noDeal(all[0]));
    }

    // --------------------------------------------------------------------------------------------------- reassignment

    function test_a_reassignment_is_notified_after_the_buy_back() public {
        Receivable[] memory all = _just(_sold(1));
        _give(_assigned(all), all);
        AssignmentNotice memory n = _returned(all);
        _refuses(n, all, _noticeInvalid(all[0], "payee"));
        _boughtBack(all[0]);
        _give(n, all);
        _stands(n, START, NoticeReply.None);
    }

    function test_a_reassignment_is_notified_by_the_factor_alone() public {
        Receivable[] memory all = _just(_sold(1));
        _boughtBack(all[0]);
        AssignmentNotice memory n = _returned(all);
        vm.expectRevert(_malformed("giver"));
        _giveAs(supplier.addr, n, all, supplier.addr, _none());
    }

    function test_of_a_reassignment_the_seller_is_to_be_paid() public {
        Receivable[] memory all = _just(_sold(1));
        _boughtBack(all[0]);
        AssignmentNotice memory n = _returned(all);
        address[2] memory others = [factor.addr, address(desk)];
        for (uint256 i; i < 2; ++i) {
            n.payee = others[i];
            _refuses(n, all, _malformed("payee"));
        }
    }

    // ---------------------------------------------------------------------------------------------------- the reply

    function test_a_debtor_says_that_a_notice_arrived_and_then_that_it_will_pay() public {
        AssignmentNotice memory n = _told(1);
        vm.expectEmit(address(factoring));
        emit IFactoring.NoticeReplied(TypedNotices.hash(n), buyer.addr, buyer.addr, NoticeReply.Received, 0);
        _reply(n, NoticeReply.Received, 0);
        _stands(n, START, NoticeReply.Received);
        _warp(clock + 90 days);
        vm.expectEmit(address(factoring));
        emit IFactoring.NoticeReplied(TypedNotices.hash(n), buyer.addr, buyer.addr, NoticeReply.Acknowledged, 0);
        _reply(n, NoticeReply.Acknowledged, 0);
        _stands(n, START, NoticeReply.Acknowledged);
    }

    function test_each_final_reply_comes_at_once_or_after_the_receipt_and_stays() public {
        for (uint256 i; i < 6; ++i) {
            AssignmentNotice memory n = _told(i);
            NoticeReply last = NoticeReply(2 + (i % 3));
            if (i > 2) _reply(n, NoticeReply.Received, 0);
            _reply(n, last, last == NoticeReply.Acknowledged ? bytes32(0) : REASON);
            _stands(n, START, last);
            for (uint8 next; next < 5; ++next) {
                vm.expectRevert(_answered(n, last));
                _reply(n, NoticeReply(next), next > 2 ? REASON : bytes32(0));
            }
        }
    }

    function test_what_arrived_arrives_once() public {
        AssignmentNotice memory n = _told(1);
        _reply(n, NoticeReply.Received, 0);
        vm.expectRevert(_answered(n, NoticeReply.Received));
        _reply(n, NoticeReply.Received, 0);
        vm.expectRevert(_answered(n, NoticeReply.Received));
        _reply(n, NoticeReply.None, 0);
    }

    function test_a_reply_says_something() public {
        AssignmentNotice memory n = _told(1);
        vm.expectRevert(_incomplete("reply"));
        _reply(n, NoticeReply.None, 0);
    }

    function test_who_refuses_or_reserves_says_why_and_nobody_else_does() public {
        AssignmentNotice memory n = _told(1);
        for (uint8 i = 1; i < 5; ++i) {
            vm.expectRevert(_incomplete("reason"));
            _reply(n, NoticeReply(i), i > 2 ? bytes32(0) : REASON);
        }
        _stands(n, START, NoticeReply.None);
    }

    function test_nobody_replies_to_a_notice_that_was_not_given() public {
        AssignmentNotice memory n = _told(1);
        n.proof = keccak256("another proof");
        vm.expectRevert(abi.encodeWithSelector(IFactoring.NoticeUnknown.selector, TypedNotices.hash(n)));
        _reply(n, NoticeReply.Acknowledged, 0);
    }

    function test_a_debtor_replies_to_a_reassignment_as_well() public {
        Receivable[] memory all = _just(_sold(1));
        _boughtBack(all[0]);
        AssignmentNotice memory n = _returned(all);
        _give(n, all);
        _reply(n, NoticeReply.Acknowledged, 0);
        _stands(n, START, NoticeReply.Acknowledged);
    }

    function test_a_notice_changes_nothing_on_the_ledger() public {
        Receivable memory r = _sold(1);
        bytes32 before = _stateHash(r);
        AssignmentNotice memory n = _assigned(_just(r));
        _give(n, _just(r));
        _reply(n, NoticeReply.Refused, REASON);
        _eq(_stateHash(r), before, "as it was");
    }

    function testFuzz_a_notice_that_was_not_given_is_unknown(bytes32 notice) public view {
        (uint256 instant, NoticeReply reply) = factoring.noticeOf(notice);
        _eq(instant, 0, "recorded");
        _true(reply == NoticeReply.None, "reply");
    }
    function test_a_stranger_gives_no_notice_of_what_a_factor_holds_itself() public {
        Receivable[] memory all = _just(_ready(1));
        vm.prank(supplier.addr);
        token.transferFrom(supplier.addr, factor.addr, uint256(_id(all[0])));
        AssignmentNotice memory n = _assigned(all);
        (n.payee, n.assignor) = (factor.addr, relayer.addr);
        bytes memory fault = _noticeInvalid(all[0], "assignor");
        OpenHeader[] memory opened = _openHeaders(all);
        vm.expectRevert(fault);
        vm.prank(relayer.addr);
        factoring.giveNotice(n, opened, relayer.addr, _none());
        _give(n, all);
    }
}
