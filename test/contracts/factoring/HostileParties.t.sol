// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Mandate} from "../../../contracts/interfaces/IDirectory.sol";
import {IFactoringDesk} from "../../../contracts/interfaces/IFactoringDesk.sol";
import {ILedger} from "../../../contracts/interfaces/ILedger.sol";
import {BuyerLimit, ClaimReason, Conditions, Recipient} from "../../../contracts/types/FactoringTypes.sol";
import {OpenTerms, Receivable, Terms, Verb} from "../../../contracts/types/Types.sol";
import {Currency} from "../mocks/Currencies.sol";
import {HostileWorld} from "./HostileWorld.sol";
import {SettlingWorld} from "./SettlingWorld.sol";
import {TypedOffers} from "./TypedOffers.sol";

/// @notice Parties whom the issuer of a currency has blocked. Nobody else is stopped; their cash waits.
contract HostileBlockedTest is SettlingWorld {
    function setUp() public override {
        super.setUp();
        _useCurrency(address(new Currency()));
        _enrich(supplier.addr);
    }

    function _block(address account, bool is_) private {
        Currency(address(coin)).setBlocked(account, is_);
    }

    function _withdraw(address account) private returns (uint256) {
        vm.prank(stranger.addr);
        return desk.withdraw(account, address(coin));
    }

    function _waits(address account, uint256 amount) private view {
        _eq(desk.owedTo(account, address(coin)), amount, "waits");
    }

    function _withdrawnOnce(address account, uint256 amount) private {
        vm.expectRevert();
        _withdraw(account);
        _block(account, false);
        uint256 had = coin.balanceOf(account);
        vm.expectEmit(address(desk));
        emit IFactoringDesk.CashWithdrawn(account, address(coin), amount);
        _eq(_withdraw(account), amount, "all of it");
        _eq(coin.balanceOf(account) - had, amount, "to the account, whoever asks");
        vm.expectRevert(abi.encodeWithSelector(IFactoringDesk.NothingOutstanding.selector, bytes32(0)));
        _withdraw(account);
        _eq(coin.balanceOf(address(desk)), 0, "the desk has nothing left");
    }

    function test_a_blocked_factor_stops_neither_buyer_nor_seller() public {
        Receivable memory r = _soldAsInR54(1);
        _block(factor.addr, true);
        _pay(r, buyer.addr, MAX);
        _eq(coin.balanceOf(supplier.addr) - before.seller, 1_950_000, "the seller got");
        _outstanding(r, 0, 0);
        _waits(factor.addr, 8_050_000);
        _reassignAs(supplier.addr, r);
        _withdrawnOnce(factor.addr, 8_050_000);
    }

    function test_a_blocked_seller_stops_neither_buyer_nor_factor() public {
        Receivable memory r = _soldAsInR54(1);
        _block(supplier.addr, true);
        _pay(r, buyer.addr, MAX);
        _eq(coin.balanceOf(factor.addr) - before.factor, 8_050_000, "the factor got");
        _waits(supplier.addr, 1_950_000);
        _withdrawnOnce(supplier.addr, 1_950_000);
    }

    function test_while_both_are_blocked_all_of_it_waits() public {
        Receivable memory r = _soldAsInR54(1);
        _block(supplier.addr, true);
        _block(factor.addr, true);
        _pay(r, buyer.addr, MAX);
        _eq(coin.balanceOf(address(desk)), 10_000_000, "the desk has what waits");
        _waits(supplier.addr, 1_950_000);
        _waits(factor.addr, 8_050_000);
    }

    function test_a_blocked_factor_is_repaid_all_the_same() public {
        Receivable memory r = _soldAsInR54(1);
        _block(factor.addr, true);
        _boughtBack(r);
        _eq(token.ownerOf(uint256(_id(r))), supplier.addr, "bought back");
        _waits(factor.addr, 8_050_000);
        _withdrawnOnce(factor.addr, 8_050_000);
    }

    function test_a_blocked_factor_is_turned_over_to_all_the_same() public {
        Receivable memory r = _soldAsInR54(1);
        _block(factor.addr, true);
        _recordAs(supplier.addr, r, _receipt(1, 10_000_000, TODAY), Recipient.SellerTurnedOver);
        _withdrawnOnce(factor.addr, 8_050_000);
    }

    function test_what_a_factor_received_for_a_blocked_seller_waits_for_it() public {
        Receivable memory r = _soldAsInR54(1);
        _block(supplier.addr, true);
        _recordAs(factor.addr, r, _receipt(1, 10_000_000, TODAY), Recipient.Factor);
        _withdrawnOnce(supplier.addr, 1_950_000);
    }

    function test_what_waits_adds_up_over_deals() public {
        (Receivable memory a, Receivable memory b) = (_soldAsInR54(1), _soldAsInR54(2));
        _block(supplier.addr, true);
        _pay(a, buyer.addr, MAX);
        _pay(b, buyer.addr, MAX);
        _withdrawnOnce(supplier.addr, 3_900_000);
    }

    function test_nothing_is_sold_to_a_factor_that_cannot_pay() public {
        Receivable memory r = _ready(1);
        _block(factor.addr, true);
        vm.expectRevert();
        _sell(_single(r));
        _eq(token.ownerOf(uint256(_id(r))), supplier.addr, "the supplier holds it");
    }
}

/// @notice Sellers, buyers, agents and strangers who mean ill.
contract HostilePartiesTest is SettlingWorld {
    function test_dust_of_one_seller_uses_its_own_facility_and_nobody_elses() public {
        BuyerLimit[] memory buyers = _limitFor(buyer.addr, 100);
        Conditions memory c = _conditions(FACILITY_NONCE);
        c.limit = 100;
        for (uint256 i; i < 25; ++i) _sell(_draw(_ready(i, 5), buyers, c));
        Receivable memory r = _ready(99, 5);
        vm.expectRevert(_beyond(100, 100, 4));
        _sell(_draw(r, buyers, c));
        Receivable memory free = _ready(100);
        _sell(_draw(free));
        _eq(desk.inUse(TypedOffers.facility(buyers, c), buyer.addr), 100, "the other facility is as it was");
    }

    function test_what_advances_nothing_is_not_bought() public {
        Receivable memory r = _ready(1, 1);
        vm.expectRevert(_notSaleable(r, "price"));
        _sell(_draw(r));
    }

    function test_a_stranger_that_pays_units_delays_nothing_and_pays_for_it() public {
        Receivable memory r = _soldAsInR54(1);
        _fund(stranger.addr);
        for (uint256 i; i < 300; ++i) _pay(r, stranger.addr, 1);
        _pay(r, buyer.addr, MAX);
        _got(8_050_000, 1_950_000);
    }

    function test_a_seller_that_credits_before_the_sale_sells_less() public {
        Receivable memory r = _ready(1);
        _credit(r, 900_000);
        _sell(_single(r));
        _outstanding(r, 80_000, 500);
    }

    function test_a_seller_that_takes_back_what_is_repaid_is_paid_what_is_its_own() public {
        Receivable memory r = _soldAsInR54(1);
        _pay(r, buyer.addr, 8_050_000);
        _reassignAs(supplier.addr, r);
        _look();
        _pay(r, buyer.addr, MAX);
        _got(0, 1_950_000);
    }

    /// @dev The factor then records it under another reference of its bank.
    function test_a_seller_that_takes_the_factors_reference_pays_for_it_and_hides_nothing() public {
        Receivable memory r = _soldAsInR54(1);
        _enrich(supplier.addr);
        _recordAs(supplier.addr, r, _receipt(1, 1, TODAY), Recipient.SellerTurnedOver);
        vm.expectRevert(abi.encodeWithSelector(ILedger.ReceiptKnown.selector, _id(r), _ref(1)));
        _recordAs(factor.addr, r, _receipt(1, 9_999_999, TODAY), Recipient.Factor);
        _recordAs(factor.addr, r, _receipt(2, 9_999_999, TODAY), Recipient.Factor);
        _outstanding(r, 0, 0);
        _true(_state(r).closed, "closed");
    }

    function test_an_offer_that_was_revoked_a_moment_before_is_not_taken() public {
        (Receivable memory a, Receivable memory b) = (_ready(1), _ready(2));
        vm.prank(factor.addr);
        desk.spendNonces(uint256(_id(a)), 1);
        vm.expectRevert(_nonceTaken(uint256(_id(a))));
        _sell(_single(a));
        vm.prank(factor.addr);
        desk.spendNonces(FACILITY_NONCE, 1);
        vm.expectRevert(_nonceTaken(FACILITY_NONCE));
        _sell(_draw(b));
    }

    function test_an_agent_of_the_factor_with_every_verb_gets_neither_cash_nor_token() public {
        Receivable memory r = _soldAsInR54(1);
        vm.prank(factor.addr);
        directory.giveMandate(agent.addr, _mandate((1 << 26) - 1, UNCAPPED, address(0)));
        bytes32 id = _id(r);
        vm.expectRevert();
        vm.prank(agent.addr);
        token.transferFrom(address(desk), agent.addr, uint256(id));
        vm.expectRevert(_stillOutstanding(r, 8_050_000));
        _reassignAs(agent.addr, r);
        vm.expectRevert(_notCaller(agent.addr, factor.addr));
        vm.prank(agent.addr);
        desk.spendNonces(0, 1);
        Mandate memory all = _mandate(1 << uint8(Verb.Credit), UNCAPPED, address(0));
        vm.expectRevert(_notCaller(agent.addr, factor.addr));
        vm.prank(agent.addr);
        desk.giveMandate(agent.addr, all);
        _chargeBackAs(agent.addr, r, ClaimReason.Warranty, EVIDENCE);
        _got(0, 0);
        _eq(coin.balanceOf(agent.addr), 0, "the agent has nothing");
    }

    function test_an_agent_of_the_seller_is_nobody_to_the_desk() public {
        Receivable memory r = _soldAsInR54(1);
        vm.prank(supplier.addr);
        directory.giveMandate(agent.addr, _mandate((1 << 26) - 1, UNCAPPED, address(0)));
        OpenTerms memory opened = _openTerms(r);
        vm.expectRevert(_notCaller(agent.addr, supplier.addr));
        vm.prank(agent.addr);
        desk.buyBack(_id(r), opened);
        vm.expectRevert(_notCaller(agent.addr, supplier.addr));
        _recordAs(agent.addr, r, _receipt(1, 5, TODAY), Recipient.SellerTurnedOver);
        vm.expectRevert(_notCaller(agent.addr, factor.addr));
        _chargeBackAs(agent.addr, r, ClaimReason.Warranty, EVIDENCE);
    }

    /// @dev Sealed terms can hold anything. A facility takes none that nobody would agree on; who names the receivable
    /// in its offer has read it, and is paid whatever it says.
    function test_sealed_nonsense_is_bought_by_name_alone_and_stays_payable() public {
        Terms memory t = _plainTerms();
        (t.basis, t.lateRate, t.discountDay1, t.discount1) = (7, type(uint32).max, 5, AMOUNT * 2);
        Receivable memory r = _make(1, t);
        _acceptedSealed(r);
        vm.expectRevert(abi.encodeWithSelector(ILedger.TermsInvalid.selector, bytes32("lateRate"), t.lateRate));
        _sell(_draw(r));
        _sell(_single(r));
        _look();
        _warp(START + 40 days);
        uint256 cash = _pay(r, buyer.addr, MAX);
        _true(_state(r).closed && cash > AMOUNT, "closed, with interest");
        _got(ADVANCE + COMMISSION + 7_111, cash - ADVANCE - COMMISSION - 7_111);
    }

    function test_a_token_that_comes_without_an_offer_touches_no_deal() public {
        (Receivable memory r, Receivable memory lost) = (_soldAsInR54(1), _ready(2));
        vm.prank(supplier.addr);
        token.transferFrom(supplier.addr, address(desk), uint256(_id(lost)));
        _look();
        _pay(lost, buyer.addr, MAX);
        _eq(coin.balanceOf(address(desk)), AMOUNT, "its cash stays where it came to");
        _outstanding(r, 8_000_000, 50_000);
        vm.expectRevert(_noDeal(lost));
        _reassignAs(supplier.addr, lost);
        _look();
        _pay(r, buyer.addr, MAX);
        _got(8_050_000, 1_950_000);
    }
}

/// @notice Parties that refuse cash, or burn all gas that they are given with it.
contract HostileReceiversTest is HostileWorld {
    function test_a_seller_that_refuses_its_cash_stops_nobody() public {
        Receivable memory r = _soldAsInR54(1);
        seller.setRefuses(true);
        _pay(r, buyer.addr, MAX);
        _eq(coin.balanceOf(factor.addr) - before.factor, 8_050_000, "the factor got");
        _eq(desk.owedTo(supplier.addr, address(coin)), 1_950_000, "waits");
    }

    function test_a_factor_that_refuses_its_cash_stops_nobody() public {
        Receivable memory r = _soldAsInR54(1);
        financier.setRefuses(true);
        _pay(r, buyer.addr, MAX);
        _eq(coin.balanceOf(supplier.addr) - before.seller, 1_950_000, "the seller got");
        _eq(desk.owedTo(factor.addr, address(coin)), 8_050_000, "waits");
    }

    function test_a_seller_that_burns_all_gas_does_not_withhold_the_factors_cash() public {
        Receivable memory r = _soldAsInR54(1);
        seller.setBurnsGas(true);
        _pay(r, buyer.addr, MAX);
        _eq(coin.balanceOf(factor.addr) - before.factor, 8_050_000, "the factor got");
        _eq(desk.owedTo(supplier.addr, address(coin)), 1_950_000, "waits");
    }

    function test_a_factor_that_burns_all_gas_does_not_withhold_the_sellers_cash() public {
        Receivable memory r = _soldAsInR54(1);
        financier.setBurnsGas(true);
        _pay(r, buyer.addr, MAX);
        _eq(coin.balanceOf(supplier.addr) - before.seller, 1_950_000, "the seller got");
        _eq(desk.owedTo(factor.addr, address(coin)), 8_050_000, "waits");
    }

    function test_both_that_burn_all_gas_stop_neither_the_buyer_nor_the_deal() public {
        Receivable memory r = _soldAsInR54(1);
        financier.setBurnsGas(true);
        seller.setBurnsGas(true);
        _pay(r, buyer.addr, MAX);
        _true(_state(r).closed, "closed");
        _outstanding(r, 0, 0);
        _eq(coin.balanceOf(address(desk)), 10_000_000, "all of it waits");
    }
}
