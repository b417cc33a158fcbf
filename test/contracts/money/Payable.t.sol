// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ILedger} from "../../../contracts/interfaces/ILedger.sol";
import {ReceivableView} from "../../../contracts/interfaces/ILens.sol";
import {Quote, Receivable, Terms} from "../../../contracts/types/Types.sol";
import {Typed} from "../support/Typed.sol";
import {World} from "../support/World.sol";

/// @notice Through the ledger itself: whatever was sealed and accepted can be paid, in any parts at any instants, and
/// the money that moves is the money that is recorded.
contract PayableTest is World {
    struct Step {
        uint32 wait;
        uint96 cash;
        uint96 credit;
    }

    function setUp() public override {
        super.setUp();
        coin.mint(buyer.addr, 2 ** 120);
    }

    /// hardhat-config: fuzz.runs = 3000
    function test_any_sealed_terms_in_a_currency_can_be_paid_until_nothing_is_due(
        Terms memory t,
        Step[3] memory steps
    ) public {
        t.currency = address(coin);
        if (t.amount == 0) t.amount = 1;
        _play(t, steps);
    }

    /// hardhat-config: fuzz.runs = 3000
    function test_any_sealed_terms_around_now_can_be_paid_until_nothing_is_due(
        Terms memory t,
        Step[3] memory steps,
        int8[3] memory days_
    ) public {
        (t.currency, t.amount) = (address(coin), uint96(_bound(t.amount, 1, 1e9)));
        (t.dueDay, t.discountDay1) = (_near(days_[0]), _near(days_[1]));
        (t.discountDay2, t.utcOffset) = (_near(days_[2]), t.utcOffset % 840);
        for (uint256 i; i < 3; ++i) {
            steps[i].wait %= 40 days;
            steps[i].cash %= t.amount / 2 + 1;
            steps[i].credit %= t.amount / 4 + 1;
        }
        _play(t, steps);
    }

    function _play(Terms memory t, Step[3] memory steps) private {
        Receivable memory r = _make(1, t);
        bytes32 id = _acceptedSealed(r);
        for (uint256 i; i < steps.length; ++i) {
            _warp(clock + steps[i].wait);
            _step(r, id, steps[i].cash);
            if (_state(r).closed) break;
            uint256 open = _quote(r).open;
            if (open != 0 && steps[i].credit != 0) _credit(r, _bound(steps[i].credit, 1, open));
            _conserved(r);
            if (_state(r).closed) break;
        }
        if (!_state(r).closed) _step(r, id, MAX);
        _true(_state(r).closed, "closed");
        _eq(_quote(r).payoff, 0, "nothing is due");
        _conserved(r);
        vm.expectRevert(abi.encodeWithSelector(ILedger.AlreadyClosed.selector, id));
        _pay(r, buyer.addr, MAX);
    }

    /// @dev One payment: what moves is what is recorded, and no more than was given and was due.
    function _step(Receivable memory r, bytes32 id, uint256 maxCash) private {
        Quote memory q = _quote(r);
        uint256 before = coin.balanceOf(supplier.addr);
        if (maxCash == 0 && q.payoff != 0) {
            vm.expectRevert(abi.encodeWithSelector(ILedger.NothingPaid.selector, id));
            _pay(r, buyer.addr, 0);
            return;
        }
        uint256 cash = _pay(r, buyer.addr, maxCash);
        _true(cash <= maxCash && cash <= q.payoff, "at most what was given and what was due");
        _eq(coin.balanceOf(supplier.addr) - before, cash, "received");
        _true(_state(r).closed == (maxCash >= q.payoff), "closed");
    }

    /// @dev The amount is what is open and what was settled; what was credited was settled.
    function _conserved(Receivable memory r) private view {
        ReceivableView memory s = _state(r);
        uint256 amount = r.terms.amount > 2 ** 92 - 1 ? 2 ** 92 - 1 : r.terms.amount;
        _eq(_quote(r).open + s.settled, amount, "conserved");
        _true(s.credited <= s.settled, "credited");
        _eq(bytes32(s.commitment), bytes32(bytes30(Typed.hash(r))), "commitment");
    }

    function _near(int8 days_) private pure returns (uint32) {
        return uint32(uint256(int256(TODAY) + days_));
    }
}
