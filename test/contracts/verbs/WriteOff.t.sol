// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ILedger} from "../../../contracts/interfaces/ILedger.sol";
import {ReceivableView} from "../../../contracts/interfaces/ILens.sol";
import {OpenHeader, Receivable, Status, Terms, Verb} from "../../../contracts/types/Types.sol";
import {ReceiptWorld} from "../support/ReceiptWorld.sol";
import {Typed} from "../support/Typed.sol";

contract WriteOffTest is ReceiptWorld {
    function test_a_write_off_marks_the_claim_and_changes_nothing_of_it() public {
        Receivable memory r = _make(1);
        bytes32 id = _accepted(r);
        _warp(START + 127 days);
        uint256 word = _word(id, LEDGER);
        ReceivableView memory s = _state(r);
        bytes32 before = keccak256(abi.encode(_quote(r), _tokenWord(id), _word(id, DETAIL)));
        _announce(id, supplier.addr);
        _writeOffAs(supplier.addr, r);
        _eq(_word(id, LEDGER), word | WRITTEN_OFF_FLAG, "flag");
        s.writtenOff = true;
        _eq(keccak256(abi.encode(_state(r))), keccak256(abi.encode(s)), "the rest of the state");
        _eq(keccak256(abi.encode(_quote(r), _tokenWord(id), _word(id, DETAIL))), before, "R49");
    }

    function test_what_is_written_off_is_paid_and_interest_goes_on() public {
        Receivable memory r = _make(1);
        _accepted(r);
        _writeOffAs(supplier.addr, r);
        _warp(START + 127 days);
        _eq(_pay(r, buyer.addr, MAX), 1_030_974, "a recovery");
        _true(_state(r).closed, "closed");
    }

    function test_what_is_written_off_is_credited_disputed_advised_and_sold() public {
        Receivable memory r = _make(1);
        bytes32 id = _accepted(r);
        _writeOffAs(supplier.addr, r);
        _credit(r, 1);
        _disputeAll(r, 2);
        _adviseAs(buyer.addr, r, _receipt(1, 3, TODAY));
        _transfer(id, factor.addr);
        _recordAs(factor.addr, r, _receipt(1, 3, TODAY));
        _true(_word(id, LEDGER) & WRITTEN_OFF_FLAG != 0 && _state(r).holder == factor.addr, "stays");
    }

    function test_a_part_that_was_paid_does_not_hinder() public {
        Receivable memory r = _make(1);
        bytes32 id = _accepted(r);
        _pay(r, buyer.addr, 1);
        _writeOffAs(supplier.addr, r);
        _true(_word(id, LEDGER) & WRITTEN_OFF_FLAG != 0 && _state(r).settled == 1, "written off");
    }

    function test_it_is_written_off_once() public {
        Receivable memory r = _make(1);
        bytes32 id = _accepted(r);
        _writeOffAs(supplier.addr, r);
        vm.expectRevert(abi.encodeWithSelector(ILedger.AlreadyWrittenOff.selector, id));
        _writeOffAs(supplier.addr, r);
        _transfer(id, factor.addr);
        vm.expectRevert(abi.encodeWithSelector(ILedger.AlreadyWrittenOff.selector, id));
        _writeOffAs(factor.addr, r);
    }

    function test_what_is_closed_is_not_written_off() public {
        Receivable memory r = _make(1);
        bytes32 id = _accepted(r);
        _pay(r, buyer.addr, MAX);
        vm.expectRevert(_closedError(id));
        _writeOffAs(supplier.addr, r);
    }

    function test_what_was_written_off_and_paid_is_closed_in_the_first_place() public {
        Receivable memory r = _make(1);
        bytes32 id = _accepted(r);
        _writeOffAs(supplier.addr, r);
        _pay(r, buyer.addr, MAX);
        vm.expectRevert(_closedError(id));
        _writeOffAs(supplier.addr, r);
    }

    function test_issued_queried_and_accepted_are_written_off_and_nothing_else() public {
        for (uint256 s = 1; s <= uint256(Status.Split); ++s) {
            Receivable memory r = _make(s, _plainTerms());
            (Status status, bytes32 id) = (Status(s), _bring(r, Status(s)));
            bool allowed = status == Status.Issued || status == Status.Queried || status == Status.Accepted;
            if (!allowed) {
                vm.expectRevert(abi.encodeWithSelector(ILedger.StatusForbids.selector, id, status, Verb.WriteOff));
            }
            _writeOffAs(supplier.addr, r);
            _true((_word(id, LEDGER) & WRITTEN_OFF_FLAG != 0) == allowed, "flag");
            _true(_state(r).status == status, "status");
        }
    }

    function test_a_holder_that_bought_it_writes_off_and_nobody_else() public {
        Receivable memory r = _make(1);
        bytes32 id = _accepted(r);
        _transfer(id, factor.addr);
        address[3] memory others = [supplier.addr, buyer.addr, stranger.addr];
        for (uint256 i; i < 3; ++i) {
            vm.expectRevert(
                abi.encodeWithSelector(ILedger.NotAuthorised.selector, factor.addr, others[i], Verb.WriteOff)
            );
            _writeOffAs(others[i], r);
        }
        _announce(id, factor.addr);
        _writeOffAs(factor.addr, r);
    }

    function test_only_what_was_agreed_is_opened() public {
        Receivable memory r = _make(1);
        bytes32 id = _accepted(r);
        r.header.revision = 1;
        vm.expectRevert(abi.encodeWithSelector(ILedger.CommitmentMismatch.selector, id, Typed.hash(r)));
        _writeOffAs(supplier.addr, r);
    }

    function test_terms_that_are_opened_are_those_of_the_header() public {
        Receivable memory r = _make(1);
        bytes32 id = _accepted(r);
        OpenHeader memory opened = _openHeader(r);
        Terms[] memory terms = new Terms[](1);
        terms[0] = _plainTerms();
        vm.expectRevert(abi.encodeWithSelector(ILedger.TermsMismatch.selector, id, Typed.hash(terms[0])));
        vm.prank(supplier.addr);
        ledger.writeOff(opened, terms, REASON, _none());
        terms[0] = r.terms;
        vm.prank(supplier.addr);
        ledger.writeOff(opened, terms, REASON, _none());
    }

    function test_an_unknown_receivable_is_not_written_off() public {
        Receivable memory r = _make(1);
        vm.expectRevert(
            abi.encodeWithSelector(ILedger.CommitmentMismatch.selector, Typed.idOf(r.header), Typed.hash(r))
        );
        _writeOffAs(supplier.addr, r);
    }

    function test_sealed_terms_stay_sealed() public {
        Receivable memory r = _make(1);
        bytes32 id = _acceptedSealed(r);
        _writeOffAs(supplier.addr, r);
        _true(_word(id, LEDGER) & WRITTEN_OFF_FLAG != 0, "written off");
    }

    function test_a_part_of_a_split_is_written_off_alone() public {
        Receivable memory r = _make(1, _plainTerms());
        bytes32 id = _bring(r, Status.Split);
        Receivable memory part = _part(r, 0, 400_000);
        _writeOffAs(supplier.addr, part);
        _true(_word(Typed.idOf(part.header), LEDGER) & WRITTEN_OFF_FLAG != 0, "the part");
        _true(_word(Typed.idOf(_part(r, 1, 600_000).header), LEDGER) & WRITTEN_OFF_FLAG == 0, "not the other");
        _true(_word(id, LEDGER) & WRITTEN_OFF_FLAG == 0, "nor the parent");
    }

    function test_after_the_bank_took_it_back_what_was_closed_may_be_written_off() public {
        Receivable memory r = _make(1);
        bytes32 id = _accepted(r);
        _reverseAs(supplier.addr, r, _record(r, _receipt(1, 980_000, TODAY)));
        _announce(id, supplier.addr);
        _writeOffAs(supplier.addr, r);
    }

    function _announce(bytes32 id, address by) private {
        vm.expectEmit(address(ledger));
        emit ILedger.ReceivableWrittenOff(id, by, REASON);
    }
}
