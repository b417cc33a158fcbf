// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {IFactoringDesk} from "../../../contracts/interfaces/IFactoringDesk.sol";
import {PaymentOrder, Receivable, Terms} from "../../../contracts/types/Types.sol";
import {Currency, HookedCurrency} from "../mocks/Currencies.sol";
import {Vm} from "../support/Vm.sol";
import {HostileWorld} from "./HostileWorld.sol";
import {SettlingWorld} from "./SettlingWorld.sol";

/// @dev Whatever comes to one account, it tells that so much more came.
contract BoastingCurrency is Currency {
    address private _proud;
    uint256 private _boast;
    uint256 private _told;

    function boast(address proud, uint256 amount) external {
        (_proud, _boast, _told) = (proud, amount, 0);
    }

    function balanceOf(address account) external view override returns (uint256) {
        return _balances[account] + (account == _proud ? _told : 0);
    }

    function _transfer(address from, address to, uint256 amount) internal override returns (bool) {
        if (to == _proud) _told = _boast;
        return super._transfer(from, to, amount);
    }
}

/// @notice Events that would tell whoever reads them of cash that there never was.
contract AttacksOnReadersTest is SettlingWorld {
    BoastingCurrency private liar;

    function setUp() public override {
        super.setUp();
        liar = new BoastingCurrency();
        _enrich(supplier.addr);
    }

    /// @dev The currency says that the desk could not have it.
    function _keepAllOf(Receivable memory r, uint256 cash) private {
        liar.setBlocked(address(desk), true);
        _pay(r, buyer.addr, cash);
        liar.setBlocked(address(desk), false);
    }

    /// @dev A deal that is over; its receivable is owed in a currency of the attackers from then on.
    function test_no_deal_that_has_ended_is_paid_in_a_currency_of_anybodys() public {
        Receivable memory r = _soldAsInR54(1);
        _boughtBack(r);
        Receivable memory amended = _next(r);
        amended.terms.currency = address(liar);
        _agree(r, amended);
        _transfer(_id(r), address(desk));
        _useCurrency(address(liar));
        _keepAllOf(amended, 1_000_000);
        vm.recordLogs();
        _eq(desk.collect(_id(r), address(liar)), 1_000_000, "collected");
        _eq(liar.balanceOf(supplier.addr), 1_000_000, "to who sold it last");
        Vm.Log[] memory logs = vm.getRecordedLogs();
        for (uint256 i; i < logs.length; ++i) _false(logs[i].emitter == address(desk), "the desk tells nothing");
    }

    function test_a_currency_is_not_believed_that_more_came_than_any_receivable_comes_to() public {
        _useCurrency(address(liar));
        Receivable memory r = _soldAsInR54(1);
        _keepAllOf(r, 9_000_000);
        uint256 most = type(uint96).max;
        liar.boast(address(desk), most - 9_000_000 + 1);
        vm.expectRevert(abi.encodeWithSelector(SafeCast.SafeCastOverflowedUintDowncast.selector, 96, most + 1));
        desk.collect(_id(r), address(coin));
        _outstanding(r, 8_000_000, 50_000);
        liar.boast(address(desk), 0);
        desk.collect(_id(r), address(coin));
        _outstanding(r, 0, 0);
    }
}

/// @notice A payer that gives a repaid receivable back after it was settled and before its cash has come.
contract AttacksInMidPaymentTest is HostileWorld {
    function _reassignCall(Receivable memory r) private view returns (bytes memory) {
        return abi.encodeCall(desk.reassign, (_id(r), _openTerms(r)));
    }

    function _isNoDealPaid() private {
        Vm.Log[] memory logs = vm.getRecordedLogs();
        for (uint256 i; i < logs.length; ++i) {
            _false(logs[i].topics[0] == IFactoringDesk.DealPaid.selector, "no deal is paid that is over");
        }
    }

    function test_what_comes_after_a_deal_has_ended_is_its_sellers_and_no_part_of_it() public {
        Receivable memory r = _soldAsInR54(1);
        _pay(r, buyer.addr, 8_050_000);
        debtor.plan(true, address(desk), _reassignCall(r));
        _look();
        vm.recordLogs();
        _pay(r, buyer.addr, MAX);
        _true(debtor.outcomes(0), "it went back before the cash came");
        _got(0, 1_950_000);
        _isNoDealPaid();
    }

    function test_a_seller_that_refuses_what_comes_after_its_deal_withdraws_it() public {
        Receivable memory r = _soldAsInR54(1);
        _pay(r, buyer.addr, 8_050_000);
        debtor.plan(true, address(desk), _reassignCall(r));
        seller.setRefuses(true);
        _pay(r, buyer.addr, MAX);
        _eq(desk.owedTo(supplier.addr, address(coin)), 1_950_000, "it waits");
        seller.setRefuses(false);
        _look();
        desk.withdraw(supplier.addr, address(coin));
        _eq(coin.balanceOf(supplier.addr) - before.seller, 1_950_000, "withdrawn");
    }

    /// @dev The currency of the deal calls nobody; another one, of a receivable that is paid along, does. All are
    /// settled before the first is paid.
    function test_cash_of_an_honest_currency_is_not_stranded_by_another_that_is_paid_along() public {
        HookedCurrency hooked = HookedCurrency(address(coin));
        Terms memory t = _plainTerms();
        Receivable memory bait = _make(2, t);
        _accepted(bait);
        _useCurrency(address(new Currency()));
        Receivable memory r = _soldAsInR54(1);
        _pay(r, buyer.addr, 8_050_000);
        debtor.plan(true, address(desk), _reassignCall(r));
        PaymentOrder[] memory orders = new PaymentOrder[](2);
        orders[0] = PaymentOrder(_id(bait), _openTerms(bait), 1);
        orders[1] = PaymentOrder(_id(r), _openTerms(r), MAX);
        _look();
        vm.recordLogs();
        debtor.act(address(ledger), abi.encodeCall(ledger.payMany, (orders)));
        _true(debtor.outcomes(0), "it went back in between");
        _eq(hooked.balanceOf(address(desk)), 0, "the desk has none of the other");
        _got(0, 1_950_000);
        _isNoDealPaid();
    }
}
