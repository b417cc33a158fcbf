// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IFactoringDesk} from "../../../contracts/interfaces/IFactoringDesk.sol";
import {Sale} from "../../../contracts/types/FactoringTypes.sol";
import {PaymentOrder, Receivable} from "../../../contracts/types/Types.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {HostileParty, HostileWorld} from "./HostileWorld.sol";

/// @notice A currency that calls its senders before and its receivers after it moves, and what they can do then:
/// nothing that is paid, sold or handed out twice.
contract HostileReentrancyTest is HostileWorld {
    function _repayCall(Receivable memory r, uint256 cash) private view returns (bytes memory) {
        return abi.encodeCall(desk.repay, (_id(r), _openTerms(r), cash));
    }

    function _reassignCall(Receivable memory r) private view returns (bytes memory) {
        return abi.encodeCall(desk.reassign, (_id(r), _openTerms(r)));
    }

    function _payCall(Receivable memory r, uint256 cash) private view returns (bytes memory) {
        return abi.encodeCall(ledger.pay, (_id(r), _openTerms(r), cash, _none()));
    }

    function _onSend(HostileParty party, address target, bytes memory call) private {
        party.plan(true, target, call);
    }

    function _onReceive(HostileParty party, address target, bytes memory call) private {
        party.plan(false, target, call);
    }

    function _refused(HostileParty party) private view {
        _true(party.count() == 1 && !party.outcomes(0), "it tried, and was refused");
        bytes4 why = ReentrancyGuardTransient.ReentrancyGuardReentrantCall.selector;
        _eq(keccak256(party.answers(0)), keccak256(abi.encodePacked(why)), "as a second entrance");
    }

    /// @dev Nothing is left with desk and ledger, and nothing is made.
    function _conserved() private view {
        _eq(coin.balanceOf(address(desk)), 0, "the desk has");
        _eq(coin.balanceOf(address(ledger)), 0, "the ledger has");
    }

    // ------------------------------------------------------------------------------------------- while it is sold

    function test_a_seller_that_buys_back_while_it_is_advanced_is_refused() public {
        Receivable memory r = _ready(1);
        _onReceive(seller, address(desk), abi.encodeCall(desk.buyBack, (_id(r), _openTerms(r))));
        _sell(_single(r));
        _refused(seller);
        _outstanding(r, ADVANCE, COMMISSION);
    }

    function test_a_seller_that_sells_another_while_it_is_advanced_is_refused() public {
        (Receivable memory a, Receivable memory b) = (_ready(1), _ready(2));
        _onReceive(seller, address(token), _sendCall(_single(b)));
        _sell(_single(a));
        _true(seller.count() == 1 && !seller.outcomes(0), "it tried, and was refused");
        _eq(token.ownerOf(uint256(_id(b))), supplier.addr, "not sold");
        _sell(_single(b));
        _outstanding(b, ADVANCE, COMMISSION);
    }

    function test_a_buyer_that_is_made_to_pay_while_it_is_sold_is_kept_for_the_desk() public {
        Receivable memory r = _ready(1);
        _onReceive(seller, address(debtor), abi.encodeCall(debtor.act, (address(ledger), _payCall(r, MAX))));
        _sell(_single(r));
        _true(seller.outcomes(0), "paid");
        _eq(lens.keptFor(address(desk), address(coin), _id(r)), AMOUNT, "kept");
        _outstanding(r, ADVANCE, COMMISSION);
        _look();
        ledger.claim(_id(r), address(desk), address(coin));
        before.ledger = 0;
        _got(ADVANCE + COMMISSION, AMOUNT - ADVANCE - COMMISSION);
    }

    function test_a_factor_that_sells_its_own_word_twice_while_it_advances_is_refused() public {
        Receivable memory r = _ready(1);
        Sale memory again = _single(r, _conditions(77));
        _onSend(financier, address(seller), abi.encodeCall(seller.act, (address(token), _sendCall(again))));
        _sell(_single(r));
        _true(financier.count() == 1 && !financier.outcomes(0), "it tried, and was refused");
        _outstanding(r, ADVANCE, COMMISSION);
        _eq(coin.balanceOf(supplier.addr), CASH + ADVANCE, "advanced once");
    }

    // ---------------------------------------------------------------------------------------- while it is shared out

    function test_a_factor_that_withdraws_while_it_is_paid_is_refused() public {
        Receivable memory r = _soldAsInR54(1);
        financier.setRefuses(true);
        _pay(r, buyer.addr, 1_000_000);
        financier.setRefuses(false);
        bytes memory call = abi.encodeCall(desk.withdraw, (factor.addr, address(coin)));
        _onReceive(financier, address(desk), call);
        _pay(r, buyer.addr, 1_000_000);
        _refused(financier);
        desk.withdraw(factor.addr, address(coin));
        _got(2_000_000, 0);
        _conserved();
    }

    function test_who_withdraws_again_while_it_withdraws_is_refused() public {
        Receivable memory r = _soldAsInR54(1);
        financier.setRefuses(true);
        _pay(r, buyer.addr, 1_000_000);
        financier.setRefuses(false);
        _onReceive(financier, address(desk), abi.encodeCall(desk.withdraw, (factor.addr, address(coin))));
        desk.withdraw(factor.addr, address(coin));
        _refused(financier);
        _got(1_000_000, 0);
        _conserved();
    }

    function test_a_seller_that_takes_its_receivable_back_while_it_is_paid_is_refused() public {
        Receivable memory r = _soldAsInR54(1);
        _onReceive(seller, address(desk), _reassignCall(r));
        _pay(r, buyer.addr, 9_000_000);
        _refused(seller);
        _got(8_050_000, 950_000);
        _reassignAs(supplier.addr, r);
    }

    /// @dev A payment to a desk needs more gas than a recipient is given; nothing of it happens, and its cash waits.
    function test_a_seller_that_pays_the_rest_while_it_is_paid_has_too_little_gas() public {
        Receivable memory r = _soldAsInR54(1);
        vm.prank(supplier.addr);
        coin.approve(address(ledger), MAX);
        _onReceive(seller, address(ledger), _payCall(r, MAX));
        _pay(r, buyer.addr, 9_000_000);
        _eq(_quote(r).open, 1_000_000, "the rest is open");
        _eq(coin.balanceOf(factor.addr) - before.factor, 8_050_000, "the factor got");
        uint256 got = coin.balanceOf(supplier.addr) - before.seller;
        _eq(got + desk.owedTo(supplier.addr, address(coin)), 950_000, "the seller got, or it waits");
        _eq(coin.balanceOf(address(desk)), desk.owedTo(supplier.addr, address(coin)), "the desk has what waits");
    }

    function test_a_seller_that_claims_kept_cash_while_it_is_paid_is_refused_or_paid_once() public {
        (Receivable memory a, Receivable memory b) = (_soldAsInR54(1), _soldAsInR54(2));
        financier.setRefuses(true);
        _pay(a, buyer.addr, 1_000_000);
        _onReceive(seller, address(desk), abi.encodeCall(desk.withdraw, (factor.addr, address(coin))));
        financier.setRefuses(false);
        _pay(b, buyer.addr, MAX);
        _refused(seller);
        _eq(desk.owedTo(factor.addr, address(coin)), 1_000_000, "it waits");
    }

    // -------------------------------------------------------------------------------------------- while it is repaid

    function test_a_seller_that_repays_again_while_it_repays_is_refused() public {
        Receivable memory r = _soldAsInR54(1);
        _onSend(seller, address(desk), _repayCall(r, MAX));
        _repayAs(supplier.addr, r, 8_000_000);
        _refused(seller);
        _outstanding(r, 0, 50_000);
    }

    function test_a_factor_that_takes_more_while_it_is_repaid_is_refused() public {
        Receivable memory r = _soldAsInR54(1);
        bytes memory again = abi.encodeCall(seller.act, (address(desk), _repayCall(r, MAX)));
        _onReceive(financier, address(seller), again);
        _repayAs(supplier.addr, r, 8_000_000);
        _true(financier.count() == 1 && !financier.outcomes(0), "it tried, and was refused");
        _outstanding(r, 0, 50_000);
    }

    function test_a_buyer_that_is_made_to_pay_while_it_is_bought_back_pays_the_holder_of_then() public {
        Receivable memory r = _soldAsInR54(1);
        _onSend(seller, address(debtor), abi.encodeCall(debtor.act, (address(ledger), _payCall(r, MAX))));
        bytes memory call = abi.encodeCall(desk.buyBack, (_id(r), _openTerms(r)));
        vm.expectRevert(_cashIsKept(r, 10_000_000));
        seller.act(address(desk), call);
        _outstanding(r, 8_000_000, 50_000);
        _false(_state(r).closed, "nothing of it happened");
    }

    // ------------------------------------------------------------------------------------------------ while it is paid

    function test_a_payer_that_repays_while_it_pays_pays_each_once() public {
        Receivable memory r = _soldAsInR54(1);
        vm.prank(buyer.addr);
        coin.approve(address(desk), MAX);
        _onSend(debtor, address(desk), _repayCall(r, 5_000_000));
        _pay(r, buyer.addr, MAX);
        _true(debtor.outcomes(0), "repaid");
        _got(8_050_000, 10_000_000 + 5_000_000 - 8_050_000);
        _conserved();
    }

    function test_a_payer_that_pays_again_while_it_pays_is_shared_out_once_each() public {
        Receivable memory r = _soldAsInR54(1);
        _onSend(debtor, address(ledger), _payCall(r, 4_000_000));
        _pay(r, buyer.addr, 5_000_000);
        _got(8_050_000, 950_000);
        _eq(_quote(r).open, 1_000_000, "the rest is open");
        _conserved();
    }

    function test_a_payer_of_many_that_pays_many_while_it_pays_is_shared_out_once_each() public {
        (Receivable memory a, Receivable memory b) = (_soldAsInR54(1), _soldAsInR54(2));
        _look();
        PaymentOrder[] memory orders = new PaymentOrder[](2);
        orders[0] = PaymentOrder(_id(a), _openTerms(a), MAX);
        orders[1] = PaymentOrder(_id(b), _openTerms(b), MAX);
        _onSend(debtor, address(ledger), _payCall(b, 4_000_000));
        vm.prank(buyer.addr);
        ledger.payMany(orders);
        // The second order was settled before the first was paid, so that the call in between finds it closed.
        _false(debtor.outcomes(0), "closed by then");
        _got(16_100_000, 3_900_000);
        _conserved();
    }

    /// @dev The receivable goes back after it was settled and before the cash has come, which is the seller's then.
    function test_a_payer_that_gives_a_repaid_receivable_back_while_it_pays_locks_nothing() public {
        Receivable memory r = _soldAsInR54(1);
        _pay(r, buyer.addr, 8_050_000);
        _onSend(debtor, address(desk), _reassignCall(r));
        _look();
        _pay(r, buyer.addr, MAX);
        _eq(token.ownerOf(uint256(_id(r))), supplier.addr, "it went back");
        _eq(lens.keptFor(address(desk), address(coin), _id(r)), 0, "nothing is kept for the holder of then");
        _got(0, 1_950_000);
        _conserved();
    }

    function test_who_collects_while_it_is_paid_is_refused() public {
        Receivable memory r = _soldAsInR54(1);
        _onReceive(seller, address(desk), abi.encodeCall(desk.collect, (_id(r), address(coin))));
        _pay(r, buyer.addr, MAX);
        _refused(seller);
        _got(8_050_000, 1_950_000);
    }

    function test_a_hook_of_another_contract_is_no_payment() public {
        Receivable memory r = _soldAsInR54(1);
        bytes memory call = abi.encodeCall(desk.onReceivablePaid, (_id(r), address(coin), 10_000_000));
        _onSend(debtor, address(desk), call);
        _pay(r, buyer.addr, 1);
        bytes memory why = abi.encodeWithSelector(
            IFactoringDesk.CallerInvalid.selector,
            address(debtor),
            address(ledger)
        );
        _eq(keccak256(debtor.answers(0)), keccak256(why), "refused");
        _outstanding(r, 7_999_999, 50_000);
    }
}
