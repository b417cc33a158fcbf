// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ILedger} from "../../../contracts/interfaces/ILedger.sol";
import {PaymentOrder, Receivable} from "../../../contracts/types/Types.sol";
import {Currency} from "../mocks/Currencies.sol";
import {Listener} from "../mocks/Listener.sol";
import {ListenerWorld} from "./ListenerWorld.sol";

/// @notice What `CurrencyBehaviour` says of holders, where the holder listens: whichever way the money takes.
abstract contract ListenerBehaviour is ListenerWorld {
    function _newCurrency() internal virtual returns (Currency);

    function setUp() public override {
        super.setUp();
        _trade(_newCurrency());
    }

    function test_a_payment_reaches_a_holder_that_listens_with_its_word() public {
        for (uint256 i; i < WAYS; ++i) {
            (Receivable memory r, bytes32 id) = _listened(i);
            _eq(_payIn(Way(i), r, 10_000), 10_000, "part");
            _eq(_payIn(Way(i), r, MAX), CASH - 10_000, "rest");
            _wasTold(id, CASH - 10_000);
            _true(_received() == (i + 1) * CASH && _held(address(ledger)) == 0, "balances");
        }
    }

    function test_cash_that_a_holder_that_listens_cannot_receive_is_kept_without_a_word() public {
        for (uint256 i; i < WAYS; ++i) {
            (Receivable memory r, bytes32 id) = _listened(i);
            odd.setBlocked(address(listener), true);
            vm.expectEmit(address(ledger));
            emit ILedger.CashKept(id, address(listener), address(odd), CASH);
            _payIn(Way(i), r, MAX);
            _true(_state(r).closed && _kept(id) == CASH && listener.times() == i, "kept");
            vm.expectRevert(abi.encodeWithSelector(ILedger.NotDelivered.selector, id, address(listener)));
            ledger.claim(id, address(listener), address(odd));
            odd.setBlocked(address(listener), false);
            ledger.claim(id, address(listener), address(odd));
            _wasTold(id, CASH);
        }
        _true(_received() == WAYS * CASH && _held(address(ledger)) == 0, "handed over");
    }

    function test_cash_that_a_holder_does_not_take_is_kept_and_comes_later() public {
        for (uint256 i; i < WAYS; ++i) {
            (Receivable memory r, bytes32 id) = _listened(i);
            listener.behave(Listener.Conduct.Reverts);
            _payIn(Way(i), r, MAX);
            _true(_received() == i * CASH && _kept(id) == CASH && _held(address(ledger)) == CASH, "kept");
            listener.behave(Listener.Conduct.Answers);
            ledger.claim(id, address(listener), address(odd));
            _wasTold(id, CASH);
        }
        _eq(_held(buyer.addr), PURSE - WAYS * CASH, "given once");
    }

    function test_a_batch_to_holders_of_both_kinds_reaches_all() public {
        (Receivable memory a, ) = _listened(1);
        (Receivable memory b, ) = _owed(2, factor.addr);
        (Receivable memory c, ) = _listened(3);
        PaymentOrder[] memory orders = new PaymentOrder[](3);
        (orders[0], orders[1], orders[2]) = (_order(a), _order(b), _order(c));
        vm.prank(buyer.addr);
        ledger.payMany(orders);
        _true(_received() == 2 * CASH && _held(factor.addr) == CASH && listener.times() == 2, "balances");
    }

    function test_a_payer_that_cannot_pay_pays_nothing_to_a_holder_that_listens() public {
        (Receivable memory r, ) = _listened(1);
        odd.setPaused(true);
        for (uint256 i; i < WAYS; ++i) {
            vm.expectRevert();
            this.payInWay(Way(i), r);
        }
        _true(_state(r).settled == 0 && listener.times() == 0 && _held(buyer.addr) == PURSE, "nothing");
    }

    function payInWay(Way way, Receivable calldata r) external {
        _payIn(way, r, MAX);
    }
}
