// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ICollections} from "../../../contracts/interfaces/ICollections.sol";
import {
    EXTENSION_TEXT,
    EXTENSION_TEXT_HASH,
    PROMISE_TEXT,
    PROMISE_TEXT_HASH,
    REPLY_TEXT,
    REPLY_TEXT_HASH
} from "../../../contracts/types/CollectionTexts.sol";
import {Answer, AnswerKind} from "../../../contracts/types/CollectionTypes.sol";
import {OpenHeader, Receivable, Status, Verb} from "../../../contracts/types/Types.sol";
import {Typed} from "../support/Typed.sol";
import {CollectionWorld} from "./CollectionWorld.sol";

/// @notice What a debtor answers; what of it counts for limitation is in the text that it signs (R52).
contract AnswerTest is CollectionWorld {
    Receivable internal receivable;

    function setUp() public override {
        super.setUp();
        receivable = _ready(1);
    }

    function _announceAnswer(Receivable memory r, Answer memory a, bytes memory body) private {
        vm.expectEmit(address(collections));
        emit ICollections.DebtorAnswered(_id(r), r.header.buyer, r.header.buyer, a, body);
    }

    function _isInvalid(Answer memory a) private {
        vm.expectRevert(abi.encodeWithSelector(ICollections.PaymentInvalid.selector, a.payment));
        _answerAs(buyer.addr, receivable, a, "");
    }

    function test_the_texts_are_what_their_hashes_say() public pure {
        _eq(keccak256(bytes(REPLY_TEXT)), REPLY_TEXT_HASH, "reply");
        _eq(keccak256(bytes(PROMISE_TEXT)), PROMISE_TEXT_HASH, "promise");
        _eq(keccak256(bytes(EXTENSION_TEXT)), EXTENSION_TEXT_HASH, "extension");
    }

    function test_a_debtor_replies_promises_and_asks_for_time_as_often_as_it_likes() public {
        for (uint8 i; i < 6; ++i) {
            Answer memory a = _answer(AnswerKind(i % 3));
            _announceAnswer(receivable, a, LETTER);
            _answerAs(buyer.addr, receivable, a, LETTER);
        }
    }

    function test_an_answer_need_not_be_about_a_record_nor_say_anything_more() public {
        Answer memory a;
        _announceAnswer(receivable, a, "");
        _answerAs(buyer.addr, receivable, a, "");
    }

    function test_a_promise_and_a_request_name_a_payment_and_a_reply_none() public {
        Answer memory a = _answer(AnswerKind.PromiseToPay);
        a.kind = AnswerKind.Reply;
        _isInvalid(a);
        (a.kind, a.payment) = (AnswerKind.PromiseToPay, 0);
        _isInvalid(a);
        a.kind = AnswerKind.ExtensionRequest;
        _isInvalid(a);
    }

    function test_no_other_words_come_along() public {
        Answer memory a = _answer(AnswerKind.Reply);
        vm.expectRevert(abi.encodeWithSelector(ICollections.ContentMismatch.selector, CONTENT));
        _answerAs(buyer.addr, receivable, a, "other words");
    }

    function test_nobody_answers_for_the_debtor() public {
        address[3] memory others = [supplier.addr, factor.addr, stranger.addr];
        for (uint256 i; i < 3; ++i) {
            vm.expectRevert(_unauthorised(buyer.addr, others[i], Verb.AnswerCollection));
            _answerAs(others[i], receivable, _answer(AnswerKind.PromiseToPay), "");
        }
    }

    /// @dev It opens a header of its own, in which it is the buyer.
    function test_a_debtor_answers_about_its_own_receivable_only() public {
        Receivable memory mine = _make(2, _plainTerms());
        mine.header.buyer = stranger.addr;
        _accepted(mine);
        (bytes32 id, OpenHeader memory opened) = (_id(receivable), _openHeader(mine));
        vm.expectRevert(_mismatch(id, mine));
        vm.prank(stranger.addr);
        collections.answer(id, opened, _answer(AnswerKind.PromiseToPay), "", _none());
        opened = _openHeader(receivable);
        opened.header.buyer = stranger.addr;
        bytes32 forged = Typed.hash(_withBuyer(receivable, stranger.addr));
        vm.expectRevert(abi.encodeWithSelector(_mismatchSelector(), id, forged));
        vm.prank(stranger.addr);
        collections.answer(id, opened, _answer(AnswerKind.PromiseToPay), "", _none());
    }

    function _withBuyer(Receivable memory r, address buyer_) private pure returns (Receivable memory changed) {
        changed = _copy(r);
        changed.header.buyer = buyer_;
    }

    function _mismatchSelector() private pure returns (bytes4) {
        return bytes4(keccak256("CommitmentMismatch(bytes32,bytes32)"));
    }

    function test_it_answers_whoever_holds_it_and_wherever_it_stands() public {
        Status[5] memory statuses = [Status.Issued, Status.Queried, Status.Rejected, Status.Cancelled, Status.Split];
        for (uint256 i; i < 5; ++i) {
            Receivable memory r = _splittable(10 + i);
            _reach(r, statuses[i]);
            _announceAnswer(r, _answer(AnswerKind.Reply), "");
            _answerAs(buyer.addr, r, _answer(AnswerKind.Reply), "");
        }
        _transfer(_id(receivable), factor.addr);
        _pay(receivable, buyer.addr, MAX);
        _announceAnswer(receivable, _answer(AnswerKind.Reply), "");
        _answerAs(buyer.addr, receivable, _answer(AnswerKind.Reply), "");
    }

    function test_of_what_nobody_issued_nobody_answers() public {
        Receivable memory r = _make(2, _plainTerms());
        vm.expectRevert(_mismatch(_id(r), r));
        _answerAs(buyer.addr, r, _answer(AnswerKind.Reply), "");
    }

    function test_after_an_amendment_it_answers_about_what_it_is_now() public {
        Receivable memory next = _next(receivable);
        next.terms.amount += 1;
        _agree(receivable, next);
        vm.expectRevert(_mismatch(_id(receivable), receivable));
        _answerAs(buyer.addr, receivable, _answer(AnswerKind.Reply), "");
        _answerAs(buyer.addr, next, _answer(AnswerKind.Reply), "");
    }

    function test_an_answer_changes_nothing_that_is_owed() public {
        bytes32 before = _stateHash(receivable);
        for (uint8 i; i < 3; ++i) _answerAs(buyer.addr, receivable, _answer(AnswerKind(i)), "");
        _eq(_stateHash(receivable), before, "as it was");
    }
}
