// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IFactoringDesk} from "../../../contracts/interfaces/IFactoringDesk.sol";
import {ILedger} from "../../../contracts/interfaces/ILedger.sol";
import {Conditions, Recipient} from "../../../contracts/types/FactoringTypes.sol";
import {Receivable, Terms} from "../../../contracts/types/Types.sol";
import {
    Currency,
    DenyingCurrency,
    FalseCurrency,
    FeeCurrency,
    GreedyCurrency,
    NeverZeroCurrency,
    SilentCurrency,
    VerboseCurrency
} from "../mocks/Currencies.sol";
import {SettlingWorld} from "./SettlingWorld.sol";

/// @notice Currencies that answer oddly are dealt in like any other.
abstract contract OddCurrencyBehaviour is SettlingWorld {
    function _currency() internal virtual returns (Currency);

    function setUp() public override {
        super.setUp();
        _useCurrency(address(_currency()));
        _enrich(supplier.addr);
    }

    function _block(address account, bool is_) internal {
        Currency(address(coin)).setBlocked(account, is_);
    }

    function test_a_deal_is_paid_in_parts() public {
        Receivable memory r = _soldAsInR54(1);
        _warp(START + 60 days);
        _pay(r, buyer.addr, 8_000_000);
        _pay(r, buyer.addr, MAX);
        _got(8_156_667, 1_843_333);
    }

    function test_a_deal_is_bought_back() public {
        Receivable memory r = _soldAsInR54(1);
        _boughtBack(r);
        _eq(coin.balanceOf(factor.addr) - before.factor, 8_050_000, "the factor got");
    }

    function test_what_the_factor_received_is_handed_on() public {
        Receivable memory r = _soldAsInR54(1);
        _recordAs(factor.addr, r, _receipt(1, 10_000_000, TODAY), Recipient.Factor);
        _eq(coin.balanceOf(supplier.addr) - before.seller, 1_950_000, "the seller got");
    }

    function test_a_blocked_seller_stops_nobody_and_is_paid_once() public {
        Receivable memory r = _soldAsInR54(1);
        _block(supplier.addr, true);
        _pay(r, buyer.addr, MAX);
        _eq(coin.balanceOf(factor.addr) - before.factor, 8_050_000, "the factor got");
        vm.expectRevert();
        desk.withdraw(supplier.addr, address(coin));
        _block(supplier.addr, false);
        desk.withdraw(supplier.addr, address(coin));
        _got(8_050_000, 1_950_000);
        vm.expectRevert(abi.encodeWithSelector(IFactoringDesk.NothingOutstanding.selector, bytes32(0)));
        desk.withdraw(supplier.addr, address(coin));
    }

    function test_a_blocked_factor_stops_nobody() public {
        Receivable memory r = _soldAsInR54(1);
        _block(factor.addr, true);
        _pay(r, buyer.addr, MAX);
        _eq(coin.balanceOf(supplier.addr) - before.seller, 1_950_000, "the seller got");
        _eq(desk.owedTo(factor.addr, address(coin)), 8_050_000, "waits");
    }

    function test_nothing_is_sold_without_the_advance() public {
        Receivable memory r = _ready(1);
        vm.prank(factor.addr);
        coin.approve(address(desk), ADVANCE - 1);
        vm.expectRevert();
        _sell(_single(r));
        vm.prank(factor.addr);
        coin.approve(address(desk), MAX);
        _block(supplier.addr, true);
        vm.expectRevert();
        _sell(_single(r));
        _eq(token.ownerOf(uint256(_id(r))), supplier.addr, "the supplier holds it");
    }
}

contract HostileSilentCurrencyTest is OddCurrencyBehaviour {
    function _currency() internal override returns (Currency) {
        return new SilentCurrency();
    }
}

contract HostileFalseCurrencyTest is OddCurrencyBehaviour {
    function _currency() internal override returns (Currency) {
        return new FalseCurrency();
    }
}

contract HostileNeverZeroCurrencyTest is OddCurrencyBehaviour {
    function _currency() internal override returns (Currency) {
        return new NeverZeroCurrency();
    }
}

contract HostileGreedyCurrencyTest is OddCurrencyBehaviour {
    function _currency() internal override returns (Currency) {
        return new GreedyCurrency();
    }
}

/// @notice A currency whose transfers need more gas than the ledger gives a desk to hand on: its cash waits, and anyone
/// who brings the gas has it paid out.
contract HostileDearCurrencyTest is SettlingWorld {
    function setUp() public override {
        super.setUp();
        _useCurrency(address(new VerboseCurrency()));
    }

    function test_what_the_desk_could_not_hand_on_waits_and_is_paid_out_once() public {
        Receivable memory r = _soldAsInR54(1);
        _pay(r, buyer.addr, MAX);
        _true(_state(r).closed, "the debtor has paid");
        _outstanding(r, 0, 0);
        vm.prank(stranger.addr);
        _eq(desk.withdraw(factor.addr, address(coin)), 8_050_000, "the factor's");
        desk.withdraw(supplier.addr, address(coin));
        _got(8_050_000, 1_950_000);
        vm.expectRevert(abi.encodeWithSelector(IFactoringDesk.NothingOutstanding.selector, bytes32(0)));
        desk.withdraw(supplier.addr, address(coin));
    }
}

/// @notice What is not supported: the manual of the desk says so. Deals in other currencies never notice.
contract HostileUnsupportedCurrenciesTest is SettlingWorld {
    /// @dev A deal in an honest currency beside one in the other, and what it is worth before and after.
    function _beside(Currency odd) private returns (Receivable memory honest, Receivable memory other) {
        honest = _soldAsInR54(1);
        address plain = address(coin);
        _useCurrency(address(odd));
        other = _soldAsInR54(2);
        _eq(honest.terms.currency, plain, "two currencies");
    }

    function _isUntouched(Receivable memory honest) private {
        _outstanding(honest, 8_000_000, 50_000);
        _useCurrency(honest.terms.currency);
        _look();
        _pay(honest, buyer.addr, MAX);
        _got(8_050_000, 1_950_000);
    }

    /// @dev The desk is told of more than has come. The seller, who comes last, waits for what the fee took; whoever
    /// else waits in the same currency may have to wait with it.
    function test_a_currency_that_takes_a_fee_leaves_the_seller_waiting_for_the_fee() public {
        (Receivable memory honest, Receivable memory r) = _beside(new FeeCurrency(false));
        _pay(r, buyer.addr, MAX);
        _true(_state(r).closed, "the debtor has paid");
        _outstanding(r, 0, 0);
        _eq(coin.balanceOf(address(desk)), 9_900_000 - 8_050_000, "what came, less what went to the factor");
        _eq(desk.owedTo(supplier.addr, address(coin)), 1_950_000, "waits");
        vm.expectRevert();
        desk.withdraw(supplier.addr, address(coin));
        coin.mint(address(desk), 100_000);
        desk.withdraw(supplier.addr, address(coin));
        _isUntouched(honest);
    }

    /// @dev The desk cannot pay the fee on top, so that nothing leaves it.
    function test_a_currency_that_takes_a_fee_on_top_leaves_the_last_waiting() public {
        (Receivable memory honest, Receivable memory r) = _beside(new FeeCurrency(true));
        _pay(r, buyer.addr, MAX);
        _true(_state(r).closed, "the debtor has paid");
        uint256 waits = desk.owedTo(supplier.addr, address(coin)) + desk.owedTo(factor.addr, address(coin));
        _true(waits != 0, "somebody waits");
        _isUntouched(honest);
    }

    /// @dev It moves the cash and denies it, so that it is owed again: the desk pays twice what others left with it, in
    /// this currency and no other.
    function test_a_currency_that_denies_what_it_did_is_believed_in_its_own_coin_alone() public {
        (Receivable memory honest, Receivable memory r) = _beside(new DenyingCurrency());
        Currency(address(coin)).setBlocked(supplier.addr, true);
        _pay(r, buyer.addr, MAX);
        _eq(coin.balanceOf(supplier.addr) - before.seller, 1_950_000, "it has it");
        _eq(desk.owedTo(supplier.addr, address(coin)), 1_950_000, "and is owed it");
        vm.expectRevert();
        desk.withdraw(supplier.addr, address(coin));
        _isUntouched(honest);
    }

    function test_a_currency_that_is_none_is_not_dealt_in() public {
        Terms memory t = _plainTerms();
        t.currency = address(0xdead);
        Receivable memory r = _make(1, t);
        _accepted(r);
        Conditions memory c = _conditions();
        c.currency = t.currency;
        vm.expectRevert();
        _sell(_single(r, c));
        _eq(token.ownerOf(uint256(_id(r))), supplier.addr, "the supplier holds it");
    }

    function test_a_paused_currency_keeps_cash_nowhere_and_pays_nothing() public {
        (Receivable memory honest, Receivable memory r) = _beside(new Currency());
        Currency(address(coin)).setPaused(true);
        bytes memory call = abi.encodeCall(ledger.pay, (_id(r), _openTerms(r), MAX, _none()));
        vm.prank(buyer.addr);
        (bool ok, ) = address(ledger).call(call);
        _false(ok, "nobody pays");
        _outstanding(r, 8_000_000, 50_000);
        vm.expectRevert(abi.encodeWithSelector(ILedger.NothingKept.selector, _id(r), address(desk), address(coin)));
        ledger.claim(_id(r), address(desk), address(coin));
        _isUntouched(honest);
    }
}
