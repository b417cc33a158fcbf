// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ILedger} from "../../../contracts/interfaces/ILedger.sol";
import {ReceivableView} from "../../../contracts/interfaces/ILens.sol";
import {Receivable, Status, Verb} from "../../../contracts/types/Types.sol";
import {Typed} from "../support/Typed.sol";
import {World} from "../support/World.sol";

contract DisputeTest is World {
    uint256 private constant DISPUTED_FLAG = 1 << 5;

    function test_a_dispute_is_an_amount_beside_the_debt() public {
        Receivable memory r = _make(1);
        bytes32 id = _accepted(r);
        ReceivableView memory s = _state(r);
        vm.expectEmit(address(ledger));
        emit ILedger.ReceivableDisputed(id, buyer.addr, 300_000, 300_000, 255, EVIDENCE);
        _dispute(r, 300_000, 255);
        s.disputed = 300_000;
        _eq(keccak256(abi.encode(_state(r))), keccak256(abi.encode(s)), "state");
        _true(_flag(id), "flag");
    }

    function test_disputes_add_up() public {
        Receivable memory r = _make(1);
        bytes32 id = _accepted(r);
        _dispute(r, 300_000, 1);
        vm.expectEmit(address(ledger));
        emit ILedger.ReceivableDisputed(id, buyer.addr, 1, 300_001, 2, EVIDENCE);
        _dispute(r, 1, 2);
        _eq(_state(r).disputed, 300_001, "disputed");
    }

    function test_a_dispute_blocks_no_payment() public {
        Receivable memory r = _make(1);
        _accepted(r);
        _dispute(r, AMOUNT, 1);
        _eq(_pay(r, buyer.addr, MAX), 980_000, "cash");
        _true(_state(r).closed, "closed");
    }

    function test_what_was_paid_in_the_meantime_is_disputed_no_more() public {
        Receivable memory r = _make(1);
        bytes32 id = _accepted(r);
        _dispute(r, 800_000, 1);
        _pay(r, buyer.addr, 500_000);
        // 500,000 is open, and all of it is disputed already.
        _outOfRange(r, id, 1, 0);
        _pay(r, buyer.addr, 1);
        _outOfRange(r, id, 1, 0);
    }

    function test_what_was_credited_in_the_meantime_is_disputed_no_more() public {
        Receivable memory r = _make(1);
        bytes32 id = _accepted(r);
        _dispute(r, 300_000, 1);
        _credit(r, 800_000);
        _outOfRange(r, id, 1, 0);
    }

    function test_no_more_than_is_open_is_disputed() public {
        Receivable memory r = _make(1);
        bytes32 id = _accepted(r);
        _outOfRange(r, id, 0, AMOUNT);
        _outOfRange(r, id, AMOUNT + 1, AMOUNT);
        _outOfRange(r, id, MAX, AMOUNT);
        _dispute(r, 400_000, 1);
        _outOfRange(r, id, 600_001, 600_000);
        _dispute(r, 600_000, 1);
    }

    function test_what_is_closed_is_not_disputed() public {
        Receivable memory r = _make(1);
        bytes32 id = _accepted(r);
        _pay(r, buyer.addr, MAX);
        _outOfRange(r, id, 1, 0);
    }

    function test_what_is_not_accepted_is_not_disputed() public {
        Receivable memory r = _make(1);
        bytes32 id = _issue(r);
        vm.expectRevert(abi.encodeWithSelector(ILedger.StatusForbids.selector, id, Status.Issued, Verb.Dispute));
        _dispute(r, 1, 1);
    }

    function test_what_nobody_issued_is_not_disputed() public {
        Receivable memory r = _make(1);
        vm.expectRevert(
            abi.encodeWithSelector(ILedger.CommitmentMismatch.selector, Typed.idOf(r.header), Typed.hash(r))
        );
        _dispute(r, 1, 1);
    }

    function test_neither_holder_nor_supplier_dispute() public {
        Receivable memory r = _make(1);
        _transfer(_accepted(r), factor.addr);
        address[2] memory others = [supplier.addr, factor.addr];
        for (uint256 i; i < 2; ++i) {
            vm.expectRevert(
                abi.encodeWithSelector(ILedger.NotAuthorised.selector, buyer.addr, others[i], Verb.Dispute)
            );
            vm.prank(others[i]);
            ledger.dispute(r, 1, 1, EVIDENCE, _none());
        }
    }

    function test_a_dispute_goes_with_the_receivable() public {
        Receivable memory r = _make(1);
        bytes32 id = _accepted(r);
        _dispute(r, 300_000, 1);
        _transfer(id, factor.addr);
        _eq(_state(r).disputed, 300_000, "disputed");
        _true(_flag(id), "flag");
    }

    function _dispute(Receivable memory r, uint256 amount, uint8 code) private {
        vm.prank(buyer.addr);
        ledger.dispute(r, amount, code, EVIDENCE, _none());
    }

    function _outOfRange(Receivable memory r, bytes32 id, uint256 amount, uint256 limit) private {
        vm.expectRevert(abi.encodeWithSelector(ILedger.AmountOutOfRange.selector, id, amount, limit));
        _dispute(r, amount, 1);
    }

    function _flag(bytes32 id) private view returns (bool) {
        uint256 word = uint256(vm.load(address(ledger), keccak256(abi.encode(id, 4))));
        return word & DISPUTED_FLAG != 0;
    }
}
