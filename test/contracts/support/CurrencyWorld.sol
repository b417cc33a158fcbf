// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {OpenTerms, PaymentOrder, Receivable} from "../../../contracts/types/Types.sol";
import {Currency} from "../mocks/Currencies.sol";
import {Typed} from "./Typed.sol";
import {World} from "./World.sol";

/// @notice Receivables in a currency that is not a plain one.
abstract contract CurrencyWorld is World {
    uint256 internal constant CASH = 980_000;
    uint256 internal constant PURSE = 1e12;

    Currency internal odd;

    function _use(Currency currency) internal {
        odd = currency;
        odd.mint(buyer.addr, PURSE);
        vm.prank(buyer.addr);
        odd.approve(address(ledger), MAX);
    }

    /// @dev An accepted receivable in the odd currency, sold to `holder`.
    function _owed(uint256 number, address holder) internal returns (Receivable memory r, bytes32 id) {
        r = _make(number);
        r.terms.currency = address(odd);
        id = _accepted(r);
        if (holder != supplier.addr) _transfer(id, holder);
    }

    function _order(Receivable memory r) internal pure returns (PaymentOrder memory) {
        return PaymentOrder(Typed.idOf(r.header), _openTerms(r), MAX);
    }

    function _orders(Receivable memory a, Receivable memory b) internal pure returns (PaymentOrder[] memory orders) {
        orders = new PaymentOrder[](2);
        (orders[0], orders[1]) = (_order(a), _order(b));
    }

    function _payCall(Receivable memory r, uint256 cash) internal view returns (bytes memory) {
        OpenTerms memory opened = _openTerms(r);
        return abi.encodeCall(ledger.pay, (Typed.idOf(r.header), opened, cash, _none()));
    }

    function _kept(address holder, bytes32 id) internal view returns (uint256) {
        return lens.keptFor(holder, address(odd), id);
    }

    function _held(address account) internal view returns (uint256) {
        return odd.balanceOf(account);
    }
}
