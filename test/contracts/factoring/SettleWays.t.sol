// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ILedger} from "../../../contracts/interfaces/ILedger.sol";
import {OpenTerms, PaymentOrder, Permit2Consent, Receivable} from "../../../contracts/types/Types.sol";
import {Currency} from "../mocks/Currencies.sol";
import {Typed} from "../support/Typed.sol";
import {TypedReceipts} from "../support/TypedReceipts.sol";
import {SettlingWorld} from "./SettlingWorld.sol";

/// @notice The ways on which cash comes to a desk: several orders at once, Permit2, and what the ledger had to keep.
contract SettleWaysTest is SettlingWorld {
    function _order(Receivable memory r, uint256 maxCash) private pure returns (PaymentOrder memory) {
        return PaymentOrder(_id(r), _openTerms(r), maxCash);
    }

    // ------------------------------------------------------------------------------------------------------ payMany

    function test_of_several_orders_each_is_shared_out_by_its_own_deal() public {
        (Receivable memory a, Receivable memory b, Receivable memory c) = (_soldAsInR54(1), _ready(2), _soldAsInR54(3));
        PaymentOrder[] memory orders = new PaymentOrder[](3);
        (orders[0], orders[1], orders[2]) = (_order(a, MAX), _order(b, MAX), _order(c, 5_000_000));
        _look();
        vm.prank(buyer.addr);
        ledger.payMany(orders);
        // The second is the supplier's own.
        _got(8_050_000 + 5_000_000, 1_950_000 + AMOUNT);
        _outstanding(a, 0, 0);
        _outstanding(c, 3_000_000, 50_000);
    }

    function test_one_receivable_that_is_ordered_twice_is_shared_out_twice() public {
        Receivable memory r = _soldAsInR54(1);
        PaymentOrder[] memory orders = new PaymentOrder[](3);
        (orders[0], orders[1], orders[2]) = (_order(r, 8_000_000), _order(r, MAX), _order(r, MAX));
        vm.prank(buyer.addr);
        uint256[] memory cash = ledger.payMany(orders);
        _true(cash[0] == 8_000_000 && cash[1] == 2_000_000 && cash[2] == 0, "cash");
        _got(8_050_000, 1_950_000);
    }

    // ------------------------------------------------------------------------------------------------------ Permit2

    function test_a_payment_by_permit2_passes_through_the_waterfall() public {
        address permit2 = _putPermit2();
        vm.prank(buyer.addr);
        coin.approve(permit2, MAX);
        Receivable memory r = _soldAsInR54(1);
        _warp(START + 60 days);
        Permit2Consent memory consent = _permitted(permit2, r, 10_000_000);
        OpenTerms memory opened = _openTerms(r);
        vm.prank(relayer.addr);
        _eq(ledger.payWithPermit2(_id(r), opened, 10_000_000, consent), 10_000_000, "cash");
        _got(8_156_667, 1_843_333);
    }

    function _permitted(
        address permit2,
        Receivable memory r,
        uint256 maxCash
    ) private view returns (Permit2Consent memory) {
        uint256 deadline = clock + 1 days;
        bytes32 witness = Typed.single(Typed.payment(Typed.hash(r), maxCash), 7, deadline);
        bytes32 hash = TypedReceipts.permitWitness(address(coin), maxCash, address(ledger), 7, deadline, witness);
        bytes memory signature = _sign(buyer.key, TypedReceipts.permit2Digest(permit2, chain, hash));
        return Permit2Consent(buyer.addr, 7, deadline, signature);
    }

    // ---------------------------------------------------------------------------------------------------- kept cash

    /// @dev As the issuer of a currency can: the desk receives nothing. The buyer pays, and the ledger keeps it.
    function _keptFor(uint256 number, uint256 cash) private returns (Receivable memory r) {
        if (number == 1) _useCurrency(address(new Currency()));
        r = _soldAsInR54(number);
        Currency(address(coin)).setBlocked(address(desk), true);
        _pay(r, buyer.addr, cash);
        Currency(address(coin)).setBlocked(address(desk), false);
        _eq(lens.keptFor(address(desk), address(coin), _id(r)), cash, "kept");
        _look();
    }

    function _claim(Receivable memory r) private {
        vm.prank(stranger.addr);
        ledger.claim(_id(r), address(desk), address(coin));
    }

    /// @dev Desk and ledger are left with nothing.
    function _handedOn(uint256 ofFactor, uint256 ofSeller) private {
        _eq(coin.balanceOf(address(ledger)), 0, "the ledger has");
        (before.ledger, before.desk) = (0, 0);
        _got(ofFactor, ofSeller);
    }

    function test_kept_cash_is_shared_out_when_anyone_claims_it() public {
        Receivable memory r = _keptFor(1, 10_000_000);
        _true(_state(r).closed, "the debtor has paid");
        _outstanding(r, 8_000_000, 50_000);
        _claim(r);
        _handedOn(8_050_000, 1_950_000);
        _outstanding(r, 0, 0);
    }

    function test_kept_cash_repays_from_the_day_on_which_it_is_claimed() public {
        Receivable memory r = _keptFor(1, 10_000_000);
        _warp(START + 60 days);
        _claim(r);
        _handedOn(8_156_667, 1_843_333);
    }

    function test_kept_cash_is_shared_out_once() public {
        Receivable memory r = _keptFor(1, 9_000_000);
        _claim(r);
        vm.expectRevert(abi.encodeWithSelector(ILedger.NothingKept.selector, _id(r), address(desk), address(coin)));
        _claim(r);
        _handedOn(8_050_000, 950_000);
    }

    function test_kept_cash_of_one_deal_is_not_anothers() public {
        Receivable memory a = _keptFor(1, 4_000_000);
        Receivable memory b = _keptFor(2, 5_000_000);
        _claim(b);
        _outstanding(a, 8_000_000, 50_000);
        _outstanding(b, 3_000_000, 50_000);
        _eq(coin.balanceOf(address(ledger)), 4_000_000, "the other's is kept");
        _claim(a);
        _outstanding(a, 4_000_000, 50_000);
    }

    function test_kept_cash_is_collected_by_anyone_without_the_hook() public {
        Receivable memory r = _keptFor(1, 9_000_000);
        _warp(START + 60 days);
        vm.prank(stranger.addr);
        _eq(desk.collect(_id(r), address(coin)), 9_000_000, "collected");
        _handedOn(8_156_667, 843_333);
        _outstanding(r, 0, 0);
        vm.expectRevert(abi.encodeWithSelector(ILedger.NothingKept.selector, _id(r), address(desk), address(coin)));
        desk.collect(_id(r), address(coin));
    }

    function test_cash_in_another_currency_is_not_collected() public {
        Receivable memory r = _keptFor(1, 9_000_000);
        address other = address(new Currency());
        vm.expectRevert(abi.encodeWithSelector(ILedger.NothingKept.selector, _id(r), address(desk), other));
        desk.collect(_id(r), other);
    }

    function test_nothing_is_collected_of_what_was_never_sold() public {
        Receivable memory r = _ready(1);
        vm.expectRevert(_noDeal(r));
        desk.collect(_id(r), address(coin));
    }

    function test_while_cash_is_kept_the_receivable_does_not_go_back() public {
        Receivable memory r = _keptFor(1, 1_000_000);
        _enrich(supplier.addr);
        OpenTerms memory opened = _openTerms(r);
        vm.expectRevert(_cashIsKept(r, 1_000_000));
        vm.prank(supplier.addr);
        desk.buyBack(_id(r), opened);
        _repayAs(supplier.addr, r, MAX);
        _look();
        vm.expectRevert(_cashIsKept(r, 1_000_000));
        _reassignAs(stranger.addr, r);
        _claim(r);
        _handedOn(0, 1_000_000);
        _reassignAs(stranger.addr, r);
        _eq(token.ownerOf(uint256(_id(r))), supplier.addr, "the seller holds it");
    }

    function test_cash_that_stays_undeliverable_stays_kept() public {
        Receivable memory r = _keptFor(1, 1_000_000);
        Currency(address(coin)).setBlocked(address(desk), true);
        vm.expectRevert(abi.encodeWithSelector(ILedger.NotDelivered.selector, _id(r), address(desk)));
        _claim(r);
        _eq(lens.keptFor(address(desk), address(coin), _id(r)), 1_000_000, "kept");
        _outstanding(r, 8_000_000, 50_000);
    }

    // ---------------------------------------------------------------------------------------------------------- gas

    /// @dev Whatever gas a payer gives: the payment fails whole, or it is shared out.
    function testFuzz_no_gas_pays_and_leaves_the_deal_untold(uint256 gas) public {
        Receivable memory r = _soldAsInR54(1);
        gas = _bound(gas, 30_000, 1_200_000);
        bytes memory call = abi.encodeCall(ledger.pay, (_id(r), _openTerms(r), MAX, _none()));
        vm.prank(buyer.addr);
        (bool ok, ) = address(ledger).call{gas: gas}(call);
        if (!ok) {
            _got(0, 0);
            return _false(_state(r).closed, "nothing happened");
        }
        _got(8_050_000, 1_950_000);
        _true(_state(r).closed, "closed");
    }

    function test_a_payer_with_too_little_gas_is_told_so() public {
        Receivable memory r = _soldAsInR54(1);
        bytes memory call = abi.encodeCall(ledger.pay, (_id(r), _openTerms(r), MAX, _none()));
        vm.prank(buyer.addr);
        (bool ok, bytes memory answer) = address(ledger).call{gas: 690_000}(call);
        _true(!ok && bytes4(answer) == ILedger.GasTooLow.selector, "too low");
    }
}
