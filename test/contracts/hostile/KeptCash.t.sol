// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ILedger} from "../../../contracts/interfaces/ILedger.sol";
import {PaymentOrder, Receivable} from "../../../contracts/types/Types.sol";
import {FreezingCurrency} from "../mocks/FreezingCurrency.sol";
import {Currency} from "../mocks/Currencies.sol";
import {CurrencyWorld} from "../support/CurrencyWorld.sol";

/// @notice Faults of cash that a holder cannot receive. Each test bears the name of a fault.
contract KeptCashTest is CurrencyWorld {
    function setUp() public override {
        super.setUp();
        _use(new Currency());
    }

    function test_payment_blocked_by_a_holder_that_cannot_receive() public {
        (Receivable memory r, bytes32 id) = _owed(1, factor.addr);
        odd.setBlocked(factor.addr, true);
        _pay(r, buyer.addr, MAX);
        _true(_state(r).closed && _kept(factor.addr, id) == CASH, "paid");
    }

    function test_payment_blocked_by_a_frozen_account_of_a_stablecoin() public {
        FreezingCurrency frozen = new FreezingCurrency();
        _use(Currency(address(frozen)));
        (Receivable memory r, bytes32 id) = _owed(1, factor.addr);
        frozen.freeze(factor.addr, true);
        _pay(r, buyer.addr, MAX);
        _true(_state(r).closed && _kept(factor.addr, id) == CASH, "paid");
    }

    function test_kept_cash_paid_out_twice() public {
        (Receivable memory r, bytes32 id) = _owed(1, factor.addr);
        (Receivable memory other, bytes32 second) = _owed(2, stranger.addr);
        odd.setBlocked(factor.addr, true);
        odd.setBlocked(stranger.addr, true);
        _pay(r, buyer.addr, MAX);
        _pay(other, buyer.addr, MAX);
        odd.setBlocked(factor.addr, false);
        ledger.claim(id, factor.addr, address(odd));
        for (uint256 i; i < 2; ++i) {
            vm.expectRevert(abi.encodeWithSelector(ILedger.NothingKept.selector, id, factor.addr, address(odd)));
            ledger.claim(id, factor.addr, address(odd));
        }
        _true(_held(address(ledger)) == CASH && _kept(stranger.addr, second) == CASH, "the other's is there");
    }

    function test_kept_cash_claimed_by_somebody_else() public {
        (Receivable memory r, bytes32 id) = _owed(1, factor.addr);
        odd.setBlocked(factor.addr, true);
        _pay(r, buyer.addr, MAX);
        _transfer(id, stranger.addr);
        vm.expectRevert(abi.encodeWithSelector(ILedger.NothingKept.selector, id, stranger.addr, address(odd)));
        vm.prank(stranger.addr);
        ledger.claim(id, stranger.addr, address(odd));
        odd.setBlocked(factor.addr, false);
        vm.prank(stranger.addr);
        ledger.claim(id, factor.addr, address(odd));
        _eq(_held(factor.addr), CASH, "whoever calls, the holder receives");
    }

    function test_kept_cash_counted_from_what_lies_there_already() public {
        odd.mint(address(ledger), 1_000_000);
        (Receivable memory r, bytes32 id) = _owed(1, factor.addr);
        odd.setBlocked(factor.addr, true);
        _pay(r, buyer.addr, 10);
        _eq(_kept(factor.addr, id), 10, "kept");
    }

    function test_a_debtor_charged_twice_for_what_was_kept() public {
        (Receivable memory a, ) = _owed(1, factor.addr);
        (Receivable memory b, ) = _owed(2, factor.addr);
        odd.setBlocked(factor.addr, true);
        PaymentOrder[] memory orders = _orders(a, b);
        vm.prank(buyer.addr);
        ledger.payMany(orders);
        _eq(_held(buyer.addr), PURSE - 2 * CASH, "given");
    }

    /// hardhat-config: fuzz.runs = 1500
    function test_kept_cash_that_does_not_add_up_to_the_balance(
        uint96[4] memory cash,
        uint8 blocked,
        uint8 claims
    ) public {
        uint256 kept;
        bytes32[4] memory ids;
        address[4] memory holders = [factor.addr, stranger.addr, factor.addr, agent.addr];
        PaymentOrder[] memory orders = new PaymentOrder[](4);
        for (uint256 i; i < 4; ++i) {
            Receivable memory r;
            (r, ids[i]) = _owed(i, holders[i]);
            orders[i] = _order(r);
            orders[i].maxCash = _bound(cash[i], 1, AMOUNT);
            if ((blocked >> i) & 1 == 1) odd.setBlocked(holders[i], true);
        }
        vm.prank(buyer.addr);
        ledger.payMany(orders);
        for (uint256 i; i < 4; ++i) {
            odd.setBlocked(holders[i], false);
            if ((claims >> i) & 1 == 0 || _kept(holders[i], ids[i]) == 0) continue;
            ledger.claim(ids[i], holders[i], address(odd));
        }
        for (uint256 i; i < 4; ++i) {
            kept += _kept(holders[i], ids[i]);
        }
        _eq(_held(address(ledger)), kept, "balance");
    }
}
