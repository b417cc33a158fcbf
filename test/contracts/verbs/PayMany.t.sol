// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {DemoCurrency} from "../../../contracts/demo/DemoCurrency.sol";
import {ILedger} from "../../../contracts/interfaces/ILedger.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {PaymentOrder, Receivable, Status, Verb} from "../../../contracts/types/Types.sol";
import {Typed} from "../support/Typed.sol";
import {World} from "../support/World.sol";

contract PayManyTest is World {
    function test_many_of_one_holder_are_paid_with_one_transfer() public {
        (Receivable[] memory all, PaymentOrder[] memory orders) = _many(3);
        orders[1].maxCash = 1_000;
        vm.expectEmit(address(ledger));
        emit ILedger.ReceivablePaid(orders[0].id, buyer.addr, supplier.addr, AMOUNT, 20_000, 0, 0, true);
        vm.expectEmit(address(ledger));
        emit ILedger.ReceivablePaid(orders[1].id, buyer.addr, supplier.addr, 1_000, 0, 0, 0, false);
        vm.expectEmit(address(ledger));
        emit ILedger.ReceivablePaid(orders[2].id, buyer.addr, supplier.addr, AMOUNT, 20_000, 0, 0, true);
        _expectTransfer(coin, supplier.addr, 1_961_000);
        uint256[] memory cash = _payMany(orders);
        _eq(cash.length, 3, "cash");
        _true(cash[0] == 980_000 && cash[1] == 1_000 && cash[2] == 980_000, "cash of each");
        _eq(coin.balanceOf(supplier.addr), 1_961_000, "received");
        _true(_state(all[0]).closed && !_state(all[1]).closed && _state(all[2]).closed, "closed");
    }

    function test_each_run_of_holder_and_currency_is_one_transfer() public {
        DemoCurrency other = DemoCurrency(_deploy("DemoCurrency", abi.encode("Other", "OTH", uint8(0))));
        other.mint(buyer.addr, 1e15);
        vm.prank(buyer.addr);
        other.approve(address(ledger), MAX);
        Receivable[] memory all = new Receivable[](6);
        for (uint256 i; i < 6; ++i) {
            all[i] = _make(i);
            if (i == 2 || i == 3) all[i].terms.currency = address(other);
            _accepted(all[i]);
        }
        _transfer(Typed.idOf(all[3].header), factor.addr);
        _transfer(Typed.idOf(all[4].header), factor.addr);
        _expectTransfer(coin, supplier.addr, 1_960_000);
        _expectTransfer(other, supplier.addr, 980_000);
        _expectTransfer(other, factor.addr, 980_000);
        _expectTransfer(coin, factor.addr, 980_000);
        _expectTransfer(coin, supplier.addr, 980_000);
        _payMany(_orders(all));
        _eq(coin.balanceOf(supplier.addr), 2_940_000, "supplier");
        _eq(coin.balanceOf(factor.addr), 980_000, "factor");
        _eq(other.balanceOf(supplier.addr), 980_000, "supplier, other currency");
        _eq(other.balanceOf(factor.addr), 980_000, "factor, other currency");
    }

    function test_one_receivable_may_be_paid_in_two_orders() public {
        (Receivable[] memory all, PaymentOrder[] memory orders) = _many(2);
        orders[1] = PaymentOrder(orders[0].id, orders[0].opened, MAX);
        orders[0].maxCash = 400_000;
        uint256[] memory cash = _payMany(orders);
        _eq(cash[0] + cash[1], 980_000, "cash");
        _true(_state(all[0]).closed && !_state(all[1]).closed, "closed");
    }

    function test_orders_without_cash_move_nothing() public {
        Receivable[] memory all = new Receivable[](2);
        for (uint256 i; i < 2; ++i) {
            all[i] = _make(i, _plainTerms());
            (all[i].terms.discountDay1, all[i].terms.discount1) = (all[i].terms.dueDay, AMOUNT);
            _accepted(all[i]);
        }
        PaymentOrder[] memory orders = _orders(all);
        vm.expectCall(address(coin), abi.encodePacked(IERC20.transferFrom.selector), 0);
        vm.prank(stranger.addr);
        ledger.payMany(orders);
        _true(_state(all[1]).closed, "closed");
    }

    function test_what_is_closed_already_is_passed_over() public {
        (Receivable[] memory all, PaymentOrder[] memory orders) = _many(3);
        _transfer(orders[1].id, factor.addr);
        _fund(stranger.addr);
        _pay(all[1], stranger.addr, MAX);
        uint256[] memory cash = _payMany(orders);
        _true(cash[0] == 980_000 && cash[1] == 0 && cash[2] == 980_000, "cash of each");
        _true(coin.balanceOf(supplier.addr) == 1_960_000 && coin.balanceOf(factor.addr) == 980_000, "received");
    }

    function test_one_that_is_listed_twice_in_full_is_paid_once() public {
        (, PaymentOrder[] memory orders) = _many(2);
        orders[1] = orders[0];
        uint256[] memory cash = _payMany(orders);
        _true(cash[0] == 980_000 && cash[1] == 0, "cash of each");
        _eq(coin.balanceOf(supplier.addr), 980_000, "received");
    }

    function test_all_that_is_closed_costs_nothing_and_moves_nothing() public {
        (Receivable[] memory all, PaymentOrder[] memory orders) = _many(2);
        _pay(all[0], buyer.addr, MAX);
        _pay(all[1], buyer.addr, MAX);
        vm.expectCall(address(coin), abi.encodePacked(IERC20.transferFrom.selector), 0);
        uint256[] memory cash = _payMany(orders);
        _eq(cash[0] + cash[1], 0, "cash");
    }

    function test_what_is_closed_is_passed_over_only_with_its_own_terms() public {
        (Receivable[] memory all, PaymentOrder[] memory orders) = _many(2);
        _pay(all[1], buyer.addr, MAX);
        all[1].terms.amount = 1;
        orders[1].opened.terms.amount = 1;
        vm.expectRevert(abi.encodeWithSelector(ILedger.CommitmentMismatch.selector, orders[1].id, Typed.hash(all[1])));
        _payMany(orders);
    }

    function test_no_orders_are_nothing() public {
        _eq(_payMany(new PaymentOrder[](0)).length, 0, "cash");
    }

    // -------------------------------------------------------------------------------------------------- all or nothing

    function test_one_that_is_not_accepted_stops_all() public {
        (Receivable[] memory all, PaymentOrder[] memory orders) = _many(2);
        all[1] = _make(9);
        bytes32 id = _issue(all[1]);
        orders = _orders(all);
        vm.expectRevert(abi.encodeWithSelector(ILedger.StatusForbids.selector, id, Status.Issued, Verb.Pay));
        _payMany(orders);
    }

    function test_one_with_other_terms_stops_all() public {
        (Receivable[] memory all, PaymentOrder[] memory orders) = _many(2);
        all[1].terms.amount = 1;
        orders[1].opened.terms.amount = 1;
        vm.expectRevert(abi.encodeWithSelector(ILedger.CommitmentMismatch.selector, orders[1].id, Typed.hash(all[1])));
        _payMany(orders);
    }

    function test_one_of_another_id_stops_all() public {
        (Receivable[] memory all, PaymentOrder[] memory orders) = _many(2);
        orders[1].id = orders[0].id;
        vm.expectRevert(abi.encodeWithSelector(ILedger.CommitmentMismatch.selector, orders[0].id, Typed.hash(all[1])));
        _payMany(orders);
    }

    function test_one_without_cash_stops_all() public {
        (, PaymentOrder[] memory orders) = _many(2);
        orders[1].maxCash = 0;
        vm.expectRevert(abi.encodeWithSelector(ILedger.NothingPaid.selector, orders[1].id));
        _payMany(orders);
    }

    function test_one_that_is_paid_outside_the_chain_stops_all() public {
        (Receivable[] memory all, ) = _many(2);
        all[1] = _make(9);
        all[1].terms.currency = address(978);
        bytes32 id = _accepted(all[1]);
        PaymentOrder[] memory orders = _orders(all);
        vm.expectRevert(abi.encodeWithSelector(ILedger.PaidOffChain.selector, id, address(978)));
        _payMany(orders);
    }

    function test_an_allowance_for_less_than_all_stops_all() public {
        (Receivable[] memory all, PaymentOrder[] memory orders) = _many(2);
        vm.prank(buyer.addr);
        coin.approve(address(ledger), 1_959_999);
        vm.expectRevert(
            abi.encodeWithSelector(IERC20Errors.ERC20InsufficientAllowance.selector, address(ledger), 979_999, 980_000)
        );
        _payMany(orders);
        _eq(_state(all[0]).settled, 0, "settled");
    }

    // ---------------------------------------------------------------------------------------------- equal to one by
    // one

    /// hardhat-config: fuzz.runs = 1500
    function test_many_are_worth_one_by_one(uint96[4] memory cash, uint8 sold, uint16 late) public {
        uint256 sum;
        PaymentOrder[] memory orders = new PaymentOrder[](4);
        Receivable[] memory twins = new Receivable[](4);
        for (uint256 i; i < 4; ++i) {
            Receivable memory r = _make(i);
            (twins[i], r.terms.discountOnParts) = (_make(4 + i), i % 2 == 0);
            twins[i].terms.discountOnParts = r.terms.discountOnParts;
            bytes32 id = _accepted(r);
            bytes32 twin = _accepted(twins[i]);
            if ((sold >> i) & 1 == 1) _transfer(id, factor.addr);
            if ((sold >> i) & 1 == 1) _transfer(twin, stranger.addr);
            orders[i] = PaymentOrder(id, _openTerms(r), _bound(cash[i], 1, AMOUNT * 2));
        }
        _warp(START + uint256(late % 200) * 1 days);
        uint256[] memory paid = _payMany(orders);
        for (uint256 i; i < 4; ++i) {
            _eq(_pay(twins[i], buyer.addr, orders[i].maxCash), paid[i], "cash");
            sum += paid[i];
            _same(orders[i].id, Typed.idOf(twins[i].header));
        }
        _eq(coin.balanceOf(factor.addr), coin.balanceOf(stranger.addr), "to who bought");
        _eq(
            coin.balanceOf(factor.addr) + coin.balanceOf(stranger.addr) + coin.balanceOf(supplier.addr),
            2 * sum,
            "sum"
        );
    }

    /// @dev But for commitment and holder, one by one leaves the same state.
    function _same(bytes32 id, bytes32 twin) private view {
        (uint256 a, uint256 b) = (uint256(lens.stateOf(id).settled), uint256(lens.stateOf(twin).settled));
        _eq(a, b, "settled");
        _eq(lens.stateOf(id).lateDays, lens.stateOf(twin).lateDays, "late days");
        _eq(lens.stateOf(id).chargesSettled, lens.stateOf(twin).chargesSettled, "charges");
        _eq(lens.stateOf(id).carry, lens.stateOf(twin).carry, "carry");
        _true(lens.stateOf(id).closed == lens.stateOf(twin).closed, "closed");
    }

    // --------------------------------------------------------------------------------------------------------- helpers

    function _many(uint256 count) private returns (Receivable[] memory all, PaymentOrder[] memory orders) {
        all = new Receivable[](count);
        for (uint256 i; i < count; ++i) {
            all[i] = _make(i);
            _accepted(all[i]);
        }
        orders = _orders(all);
    }

    function _orders(Receivable[] memory all) private pure returns (PaymentOrder[] memory orders) {
        orders = new PaymentOrder[](all.length);
        for (uint256 i; i < all.length; ++i) {
            orders[i] = PaymentOrder(Typed.idOf(all[i].header), _openTerms(all[i]), MAX);
        }
    }

    function _payMany(PaymentOrder[] memory orders) private returns (uint256[] memory) {
        vm.prank(buyer.addr);
        return ledger.payMany(orders);
    }

    function _expectTransfer(DemoCurrency currency, address to, uint256 amount) private {
        vm.expectCall(address(currency), abi.encodeCall(IERC20.transferFrom, (buyer.addr, to, amount)), 1);
    }
}
