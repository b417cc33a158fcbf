// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAnswers} from "../../../contracts/interfaces/IAnswers.sol";
import {ILedger} from "../../../contracts/interfaces/ILedger.sol";
import {ReceivableView} from "../../../contracts/interfaces/ILens.sol";
import {
    Clarification,
    ClarificationAction,
    ClarificationReason,
    OpenHeader,
    Receipt,
    Receivable,
    Status,
    Terms,
    Verb
} from "../../../contracts/types/Types.sol";
import {Typed} from "../support/Typed.sol";
import {AgreementWorld} from "../support/TypedAmendments.sol";

/// @notice What query and reject have in common: who answers, when, and with which codes.
abstract contract AnswerBehaviour is AgreementWorld {
    uint256 private constant OPENED_WORDS = 8;

    function _verb() internal pure virtual returns (Verb);

    function _after() internal pure virtual returns (Status);

    /// @dev One call and no more.
    function _answer(
        address sender,
        OpenHeader memory o,
        Terms[] memory terms,
        Clarification memory c
    ) internal virtual;

    function _selector() internal pure virtual returns (bytes4);

    function _announce(bytes32 id, Clarification memory c) internal virtual;

    function _byBuyer(Receivable memory r, Clarification memory c) internal {
        _answer(buyer.addr, _openHeader(r), _unopened(), c);
    }

    // ---------------------------------------------------------------------------------------------------------- effect

    function test_an_answer_changes_the_status_and_nothing_else() public {
        Receivable memory r = _make(1);
        r.header.policy = 5;
        bytes32 id = _issue(r);
        ReceivableView memory s = _state(r);
        (uint256 word, uint256 tokenWord) = (_word(id, LEDGER_SLOT), _tokenWord(id));
        _announce(id, _why());
        _byBuyer(r, _why());
        s.status = _after();
        _eq(_stateHash(r), keccak256(abi.encode(s)), "state");
        _eq(_word(id, LEDGER_SLOT), word - uint256(Status.Issued) + uint256(_after()), "ledger word");
        _eq(_tokenWord(id), tokenWord, "token word");
    }

    function test_a_queried_receivable_takes_an_answer() public {
        Receivable memory r = _make(1);
        bytes32 id = _reach(r, Status.Queried);
        Clarification memory c = _clarify(6, 2, 0);
        _announce(id, c);
        _byBuyer(r, c);
        _true(_state(r).status == _after(), "status");
    }

    function test_an_answer_keeps_what_is_advised_credited_written_off_and_received() public {
        Receivable memory r = _make(1);
        bytes32 id = _issue(r);
        _credit(r, 400);
        vm.prank(buyer.addr);
        ledger.advise(r, Receipt(BANK_REF, 500, uint32(TODAY)), _none());
        vm.prank(supplier.addr);
        ledger.recordReceipt(id, _openTerms(r), Receipt(REASON, 600, uint32(TODAY)), _none());
        _writeOffAs(supplier.addr, r);
        ReceivableView memory s = _state(r);
        _byBuyer(r, _why());
        s.status = _after();
        _eq(_stateHash(r), keccak256(abi.encode(s)), "state");
        _eq(_state(r).settled, 1_000, "settled");
        _eq(_flags(id), ONE_ADVICE | CREDITED_FLAG | WRITTEN_OFF_FLAG | uint256(_after()), "flags");
    }

    function test_what_was_credited_in_full_takes_an_answer_and_stays_closed() public {
        Receivable memory r = _make(1);
        _issue(r);
        _credit(r, AMOUNT);
        _byBuyer(r, _why());
        _true(_state(r).closed && _state(r).status == _after(), "closed");
    }

    function test_what_was_sold_takes_an_answer_and_stays_with_its_holder() public {
        Receivable memory r = _make(1);
        _transfer(_issue(r), factor.addr);
        _byBuyer(r, _why());
        _true(_state(r).holder == factor.addr && _state(r).status == _after(), "state");
    }

    function test_an_answer_does_not_end_with_the_due_day() public {
        Receivable memory r = _make(1);
        _issue(r);
        _warp(START + 400 days);
        _byBuyer(r, _why());
        _true(_state(r).status == _after(), "status");
    }

    // -------------------------------------------------------------------------------------------------------- refusals

    function test_no_other_status_takes_an_answer() public {
        Status[4] memory statuses = [Status.Rejected, Status.Accepted, Status.Cancelled, Status.Split];
        for (uint256 i; i < statuses.length; ++i) {
            Receivable memory r = _splittable(i);
            bytes32 id = _reach(r, statuses[i]);
            vm.expectRevert(_forbids(id, statuses[i], _verb()));
            _byBuyer(r, _why());
        }
    }

    function test_what_is_accepted_and_disputed_takes_no_answer() public {
        Receivable memory r = _make(1);
        bytes32 id = _accepted(r);
        _disputeOf(r, AMOUNT);
        vm.expectRevert(_forbids(id, Status.Accepted, _verb()));
        _byBuyer(r, _why());
    }

    function test_what_nobody_issued_takes_no_answer() public {
        Receivable memory r = _make(1);
        vm.expectRevert(_mismatch(r));
        _byBuyer(r, _why());
    }

    function test_a_part_of_a_split_is_accepted_and_takes_no_answer() public {
        Receivable memory r = _splittable(1);
        _reach(r, Status.Split);
        Receivable memory part = _partsOf(r, _halves(r))[0];
        vm.expectRevert(_forbids(_id(part), Status.Accepted, _verb()));
        _byBuyer(part, _why());
    }

    function test_only_the_very_commitment_takes_an_answer() public {
        Receivable memory r = _make(1);
        _issue(r);
        for (uint256 i; i < 4; ++i) {
            Receivable memory other = _copy(r);
            if (i == 0) other.terms.salt = keccak256("another salt");
            if (i == 1) other.document = keccak256("another document");
            if (i == 2) other.header.policy = 1;
            if (i == 3) other.header.revision = 1;
            vm.expectRevert(_mismatch(other));
            _byBuyer(other, _why());
        }
    }

    function test_terms_that_are_opened_are_those_agreed() public {
        Receivable memory r = _make(1);
        _issue(r);
        Terms[] memory terms = _opened(_copy(r));
        terms[0].amount = 1;
        vm.expectRevert(abi.encodeWithSelector(ILedger.TermsMismatch.selector, _id(r), Typed.hash(terms[0])));
        _answer(buyer.addr, _openHeader(r), terms, _why());
        _answer(buyer.addr, _openHeader(r), _opened(r), _why());
        _true(_state(r).status == _after(), "status");
    }

    function test_nobody_answers_for_the_buyer() public {
        Receivable memory r = _make(1);
        _transfer(_issue(r), factor.addr);
        address[3] memory others = [supplier.addr, factor.addr, stranger.addr];
        for (uint256 i; i < others.length; ++i) {
            vm.expectRevert(_unauthorised(buyer.addr, others[i], _verb()));
            _answer(others[i], _openHeader(r), _unopened(), _why());
        }
    }

    function test_the_commitment_is_checked_before_the_actor_and_the_actor_before_the_status() public {
        Receivable memory r = _make(1);
        bytes32 id = _accepted(r);
        Receivable memory other = _copy(r);
        other.document = 0;
        vm.expectRevert(_mismatch(other));
        _answer(stranger.addr, _openHeader(other), _unopened(), _clarify(12, 0, 0));
        vm.expectRevert(_unauthorised(buyer.addr, stranger.addr, _verb()));
        _answer(stranger.addr, _openHeader(r), _unopened(), _clarify(12, 0, 0));
        vm.expectRevert(_forbids(id, Status.Accepted, _verb()));
        _byBuyer(r, _clarify(12, 0, 0));
    }

    // ------------------------------------------------------------------------------------------------------ codes, R75

    function test_R75_the_codes_have_the_numbers_of_their_lists() public pure {
        ClarificationReason[4] memory reasons = [
            ClarificationReason.NON,
            ClarificationReason.DEL,
            ClarificationReason.PPD,
            ClarificationReason.OTH
        ];
        uint8[4] memory numbers = [0, 5, 12, 13];
        for (uint256 i; i < 4; ++i) _eq(uint8(reasons[i]), numbers[i], "reason");
        _eq(uint8(ClarificationAction.NOA) + uint8(ClarificationAction.OTH), 6, "actions");
    }

    function test_R75_every_code_stands_but_partly_paid_and_other_needs_a_text() public {
        uint256 number;
        for (uint8 reason; reason < 14; ++reason) {
            for (uint8 action; action < 7; ++action) {
                _try(++number, _clarify(reason, action, TEXT), reason != 12);
                bool other = reason == 13 || action == 6;
                _try(++number, _clarify(reason, action, 0), reason != 12 && !other);
            }
        }
    }

    function _try(uint256 number, Clarification memory c, bool stands) private {
        Receivable memory r = _make(number);
        bytes32 id = _issue(r);
        if (stands) _announce(id, c);
        else vm.expectRevert(abi.encodeWithSelector(ILedger.ClarificationInvalid.selector, c.reason, c.action));
        _byBuyer(r, c);
        _true(_state(r).status == (stands ? _after() : Status.Issued), "status");
    }

    function test_a_code_beyond_its_list_is_no_code() public {
        Receivable memory r = _make(1);
        _issue(r);
        (bool ok, ) = _raw(r, 14, 0);
        _false(ok, "reason 14");
        (ok, ) = _raw(r, 0, 7);
        _false(ok, "action 7");
        (ok, ) = _raw(r, 256, 0);
        _false(ok, "reason with dirt");
        (ok, ) = _raw(r, 0, 256);
        _false(ok, "action with dirt");
        (ok, ) = _raw(r, 13, 6);
        _true(ok, "the last of each");
    }

    /// @dev Word for word: header, terms and document; where the terms are, the clarification, where the consents are.
    function _raw(Receivable memory r, uint256 reason, uint256 action) private returns (bool, bytes memory) {
        uint256 tail = (OPENED_WORDS + 5) * 32;
        bytes memory opened = abi.encode(_openHeader(r));
        bytes memory rest = abi.encode(tail, reason, action, TEXT, tail + 32, 0, 0);
        vm.prank(buyer.addr);
        return address(ledger).call(bytes.concat(_selector(), opened, rest));
    }
}

contract QueryTest is AnswerBehaviour {
    function _verb() internal pure override returns (Verb) {
        return Verb.Query;
    }

    function _after() internal pure override returns (Status) {
        return Status.Queried;
    }

    function _selector() internal pure override returns (bytes4) {
        return IAnswers.query.selector;
    }

    function _answer(
        address sender,
        OpenHeader memory o,
        Terms[] memory terms,
        Clarification memory c
    ) internal override {
        vm.prank(sender);
        ledger.query(o, terms, c, _none());
    }

    function _announce(bytes32 id, Clarification memory c) internal override {
        vm.expectEmit(address(ledger));
        emit ILedger.ReceivableQueried(id, buyer.addr, c.reason, c.action, c.text);
    }

    function test_asking_again_changes_nothing() public {
        Receivable memory r = _make(1);
        bytes32 id = _reach(r, Status.Queried);
        uint256 word = _word(id, LEDGER_SLOT);
        _announce(id, _clarify(0, 1, 0));
        _byBuyer(r, _clarify(0, 1, 0));
        _eq(_word(id, LEDGER_SLOT), word, "ledger word");
    }

    function test_a_queried_receivable_may_be_accepted() public {
        Receivable memory r = _make(1);
        bytes32 id = _reach(r, Status.Queried);
        _accept(r);
        _true(_state(r).status == Status.Accepted, "status");
        _eq(_flags(id), uint256(Status.Accepted), "flags");
        _eq(_pay(r, buyer.addr, MAX), 980_000, "cash");
    }

    function test_an_acceptance_signed_before_a_query_still_counts() public {
        Receivable memory r = _make(1);
        _reach(r, Status.Queried);
        ledger.accept(_openHeader(r), _unopened(), _signed(buyer, Typed.acceptance(Typed.hash(r)), 1));
        _true(_state(r).status == Status.Accepted, "status");
    }

    function test_a_queried_receivable_may_be_credited_and_sold_and_cancelled() public {
        Receivable memory r = _make(1);
        bytes32 id = _reach(r, Status.Queried);
        _credit(r, 10);
        _transfer(id, factor.addr);
        OpenHeader memory opened = _openHeader(r);
        vm.prank(factor.addr);
        ledger.cancel(opened, _unopened(), REASON, _none());
        _true(_state(r).status == Status.Cancelled && _state(r).credited == 10, "state");
    }

    function test_a_queried_receivable_is_neither_paid_nor_disputed_nor_split() public {
        Receivable memory r = _splittable(1);
        bytes32 id = _reach(r, Status.Queried);
        vm.expectRevert(_forbids(id, Status.Queried, Verb.Pay));
        _pay(r, buyer.addr, MAX);
        vm.expectRevert(_forbids(id, Status.Queried, Verb.Dispute));
        _disputeOf(r, 1);
        vm.expectRevert(_forbids(id, Status.Queried, Verb.Split));
        _splitAs(supplier.addr, r, _halves(r));
    }
}
