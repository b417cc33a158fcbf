// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ILedger} from "../../../contracts/interfaces/ILedger.sol";
import {ReceivableView} from "../../../contracts/interfaces/ILens.sol";
import {Outcome, Receivable, Status, Verb} from "../../../contracts/types/Types.sol";
import {Typed} from "../support/Typed.sol";
import {World} from "../support/World.sol";

contract ResolveTest is World {
    uint256 private constant DISPUTED_FLAG = 1 << 5;

    // ------------------------------------------------------------------------------------------------------- withdrawn

    function test_a_buyer_withdraws_a_part() public {
        (Receivable memory r, bytes32 id) = _disputed(300_000);
        ReceivableView memory s = _state(r);
        vm.expectEmit(address(ledger));
        emit ILedger.DisputeResolved(id, buyer.addr, Outcome.Withdrawn, 100_000, 200_000, EVIDENCE);
        _resolve(r, buyer.addr, 100_000, Outcome.Withdrawn);
        s.disputed = 200_000;
        _eq(keccak256(abi.encode(_state(r))), keccak256(abi.encode(s)), "state");
        _true(_flag(id), "flag");
    }

    function test_a_dispute_that_is_withdrawn_in_full_leaves_no_flag() public {
        (Receivable memory r, bytes32 id) = _disputed(300_000);
        _resolve(r, buyer.addr, 300_000, Outcome.Withdrawn);
        _false(_flag(id), "flag");
        _eq(_state(r).disputed + _state(r).settled, 0, "state");
        vm.prank(buyer.addr);
        ledger.dispute(r, 5, 1, EVIDENCE, _none());
        _eq(_state(r).disputed, 5, "disputed anew");
    }

    // -------------------------------------------------------------------------------------------------------- conceded

    function test_a_holder_concedes_a_part_by_a_credit() public {
        (Receivable memory r, bytes32 id) = _disputed(300_000);
        vm.expectEmit(address(ledger));
        emit ILedger.DisputeResolved(id, supplier.addr, Outcome.Conceded, 100_000, 200_000, EVIDENCE);
        vm.expectEmit(address(ledger));
        emit ILedger.ReceivableCredited(id, supplier.addr, 100_000, EVIDENCE, false);
        _resolve(r, supplier.addr, 100_000, Outcome.Conceded);
        ReceivableView memory s = _state(r);
        _true(s.disputed == 200_000 && s.credited == 100_000 && s.settled == 100_000, "state");
        _true(_flag(id), "flag");
    }

    function test_a_dispute_that_is_conceded_in_full_leaves_no_flag() public {
        (Receivable memory r, bytes32 id) = _disputed(300_000);
        _resolve(r, supplier.addr, 300_000, Outcome.Conceded);
        _false(_flag(id), "flag");
        _true(_state(r).disputed == 0 && _state(r).credited == 300_000, "state");
        _true(_state(r).status == Status.Accepted, "the acceptance stands");
    }

    function test_conceding_everything_closes() public {
        (Receivable memory r, bytes32 id) = _disputed(AMOUNT);
        vm.expectEmit(address(ledger));
        emit ILedger.ReceivableCredited(id, supplier.addr, AMOUNT, EVIDENCE, true);
        _resolve(r, supplier.addr, AMOUNT, Outcome.Conceded);
        _true(_state(r).closed, "closed");
    }

    function test_a_conceded_part_adds_to_earlier_credits() public {
        (Receivable memory r, ) = _disputed(300_000);
        _credit(r, 50_000);
        _resolve(r, supplier.addr, 300_000, Outcome.Conceded);
        _eq(_state(r).credited, 350_000, "credited");
    }

    // ------------------------------------------------------------------------------------------------------ who and
    // what

    function test_only_the_buyer_withdraws_and_only_the_holder_concedes() public {
        (Receivable memory r, bytes32 id) = _disputed(300_000);
        _transfer(id, factor.addr);
        _refuses(r, supplier.addr, Outcome.Withdrawn, buyer.addr);
        _refuses(r, factor.addr, Outcome.Withdrawn, buyer.addr);
        _refuses(r, supplier.addr, Outcome.Conceded, factor.addr);
        _refuses(r, buyer.addr, Outcome.Conceded, factor.addr);
        _resolve(r, factor.addr, 1, Outcome.Conceded);
        _resolve(r, buyer.addr, 1, Outcome.Withdrawn);
        _eq(_state(r).disputed, 299_998, "disputed");
    }

    function test_no_more_than_is_disputed_is_resolved() public {
        (Receivable memory r, bytes32 id) = _disputed(300_000);
        _outOfRange(r, id, 0, 300_000);
        _outOfRange(r, id, 300_001, 300_000);
        _outOfRange(r, id, MAX, 300_000);
    }

    function test_no_more_than_is_still_open_is_resolved() public {
        (Receivable memory r, bytes32 id) = _disputed(300_000);
        _pay(r, buyer.addr, 900_000);
        _outOfRange(r, id, 100_001, 100_000);
        _resolve(r, supplier.addr, 60_000, Outcome.Conceded);
        _eq(_state(r).disputed, 40_000, "what was paid is disputed no more");
        _outOfRange(r, id, 40_001, 40_000);
        _resolve(r, buyer.addr, 40_000, Outcome.Withdrawn);
        _false(_flag(id), "flag");
        _eq(_quote(r).open, 40_000, "open");
    }

    function test_what_is_not_disputed_is_not_resolved() public {
        Receivable memory r = _make(1);
        bytes32 id = _accepted(r);
        _outOfRange(r, id, 1, 0);
    }

    function test_a_closed_receivable_has_no_dispute_to_resolve() public {
        (Receivable memory r, bytes32 id) = _disputed(300_000);
        _pay(r, buyer.addr, MAX);
        _outOfRange(r, id, 1, 0);
    }

    function test_a_resolution_opens_the_receivable() public {
        (Receivable memory r, bytes32 id) = _disputed(300_000);
        r.terms.amount *= 2;
        vm.expectRevert(abi.encodeWithSelector(ILedger.CommitmentMismatch.selector, id, Typed.hash(r)));
        _resolve(r, buyer.addr, 1, Outcome.Withdrawn);
    }

    function test_a_third_outcome_does_not_exist() public {
        (Receivable memory r, ) = _disputed(300_000);
        bytes memory call = abi.encodeCall(ledger.resolve, (r, 1, Outcome.Conceded, EVIDENCE, _none()));
        call[4 + 32 * 26 - 1] = 0x02;
        vm.prank(supplier.addr);
        (bool ok, ) = address(ledger).call(call);
        _false(ok, "resolved");
    }

    // --------------------------------------------------------------------------------------------------------- helpers

    function _disputed(uint256 amount) private returns (Receivable memory r, bytes32 id) {
        r = _make(1);
        id = _accepted(r);
        vm.prank(buyer.addr);
        ledger.dispute(r, amount, 1, EVIDENCE, _none());
    }

    function _resolve(Receivable memory r, address sender, uint256 amount, Outcome outcome) private {
        vm.prank(sender);
        ledger.resolve(r, amount, outcome, EVIDENCE, _none());
    }

    function _refuses(Receivable memory r, address sender, Outcome outcome, address party) private {
        Verb verb = outcome == Outcome.Withdrawn ? Verb.Resolve : Verb.Credit;
        vm.expectRevert(abi.encodeWithSelector(ILedger.NotAuthorised.selector, party, sender, verb));
        _resolve(r, sender, 1, outcome);
    }

    function _outOfRange(Receivable memory r, bytes32 id, uint256 amount, uint256 limit) private {
        bytes memory fault = abi.encodeWithSelector(ILedger.AmountOutOfRange.selector, id, amount, limit);
        vm.expectRevert(fault);
        _resolve(r, buyer.addr, amount, Outcome.Withdrawn);
        vm.expectRevert(fault);
        _resolve(r, supplier.addr, amount, Outcome.Conceded);
    }

    function _flag(bytes32 id) private view returns (bool) {
        uint256 word = uint256(vm.load(address(ledger), keccak256(abi.encode(id, 4))));
        return word & DISPUTED_FLAG != 0;
    }
}
