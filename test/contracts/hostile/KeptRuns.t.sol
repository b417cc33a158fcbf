// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ILedger} from "../../../contracts/interfaces/ILedger.sol";
import {PaymentOrder, Receivable} from "../../../contracts/types/Types.sol";
import {Currency} from "../mocks/Currencies.sol";
import {CurrencyWorld} from "../support/CurrencyWorld.sol";
import {Vm} from "../support/Vm.sol";

/// @notice Runs of payments to one holder that cannot receive them: what is kept, for which receivable.
contract KeptRunsTest is CurrencyWorld {
    function setUp() public override {
        super.setUp();
        _use(new Currency());
    }

    function test_what_needs_no_cash_is_not_kept_beside_what_does() public {
        (Receivable memory closed, bytes32 first) = _owed(1, factor.addr);
        (Receivable memory open, bytes32 second) = _owed(2, factor.addr);
        _pay(closed, buyer.addr, MAX);
        odd.setBlocked(factor.addr, true);
        PaymentOrder[] memory orders = _orders(closed, open);
        vm.recordLogs();
        vm.prank(buyer.addr);
        uint256[] memory cash = ledger.payMany(orders);
        Vm.Log[] memory logs = vm.getRecordedLogs();
        uint256 count;
        for (uint256 i; i < logs.length; ++i) if (logs[i].topics[0] == ILedger.CashKept.selector) ++count;
        _eq(count, 1, "kept once");
        _true(cash[0] == 0 && cash[1] == CASH, "cash of each");
        _true(_kept(factor.addr, first) == 0 && _kept(factor.addr, second) == CASH, "kept for the other");
        _true(_held(address(ledger)) == CASH && _held(buyer.addr) == PURSE - 2 * CASH, "nobody gave more");
    }

    function test_each_of_several_runs_is_kept_for_its_own_receivables() public {
        (Receivable memory a, bytes32 first) = _owed(1, stranger.addr);
        (Receivable memory b, bytes32 second) = _owed(2, factor.addr);
        (Receivable memory c, bytes32 third) = _owed(3, factor.addr);
        odd.setBlocked(factor.addr, true);
        PaymentOrder[] memory orders = new PaymentOrder[](3);
        (orders[0], orders[1], orders[2]) = (_order(a), _order(b), _order(c));
        (orders[1].maxCash, orders[2].maxCash) = (11, 13);
        vm.prank(buyer.addr);
        ledger.payMany(orders);
        _true(_kept(stranger.addr, first) == 0 && _held(stranger.addr) == CASH, "received");
        _true(_kept(factor.addr, second) == 11 && _kept(factor.addr, third) == 13, "kept");
    }
}
