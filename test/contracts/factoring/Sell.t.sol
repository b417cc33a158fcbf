// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {IFactoringDesk} from "../../../contracts/interfaces/IFactoringDesk.sol";
import {ILedger} from "../../../contracts/interfaces/ILedger.sol";
import {Conditions, DealTerms, OfferKind, Sale} from "../../../contracts/types/FactoringTypes.sol";
import {Outcome, Receipt, Receivable, Status, Terms} from "../../../contracts/types/Types.sol";
import {IToken} from "../support/World.sol";
import {FactoringWorld} from "./FactoringWorld.sol";
import {TypedOffers} from "./TypedOffers.sol";

/// @notice Selling one receivable by sending it, and what keeps it from being sold.
contract SellTest is FactoringWorld {
    /// @dev The due date ends at 24:00 at UTC+1.
    uint256 private constant LAST_SECOND = (TODAY + 31) * 1 days - 1 hours - 1;

    /// @dev Long enough an offer for whatever the clock does.
    function _lasting(Receivable memory r) private view returns (Sale memory) {
        Conditions memory c = _conditions(uint256(_id(r)));
        c.until = type(uint40).max;
        return _single(r, c);
    }

    // ------------------------------------------------------------------------------------------------------ the sale

    function test_a_sale_pays_the_advance_straight_from_the_factor_to_the_seller() public {
        Receivable memory r = _ready(1);
        _sell(_single(r));
        _true(_isSold(r), "held by the desk");
        _eq(coin.balanceOf(supplier.addr), ADVANCE, "seller");
        _eq(coin.balanceOf(factor.addr), CASH - ADVANCE, "factor");
        _eq(coin.balanceOf(address(desk)), 0, "desk");
        _eq(_fundsOf(r), ADVANCE, "funds");
        _eq(_feesOf(r), COMMISSION, "fees");
    }

    function test_a_sale_says_all_that_was_agreed() public {
        Receivable memory r = _ready(1);
        Sale memory s = _single(r);
        vm.expectEmit(address(desk));
        emit IFactoringDesk.ReceivableSold(
            _id(r),
            buyer.addr,
            TypedOffers.single(r, s.conditions),
            OfferKind.Single,
            s.conditions.nonce,
            DealTerms(supplier.addr, 80_000, 360, 10, 60),
            address(coin),
            AMOUNT,
            ADVANCE,
            COMMISSION,
            uint32(TODAY)
        );
        _sell(s);
        _eq(
            keccak256(abi.encode(_termsOf(r))),
            keccak256(abi.encode(DealTerms(supplier.addr, 80_000, 360, 10, 60))),
            "terms"
        );
    }

    function test_a_sale_spends_its_nonce() public {
        Receivable memory r = _ready(1);
        _sell(_single(r, _conditions()));
        _true(desk.isSpent(OFFER_NONCE), "spent");
        _false(desk.isSpent(OFFER_NONCE + 1), "the next");
    }

    function test_the_desk_listens_to_what_it_bought() public {
        Receivable memory r = _sold(1);
        _true(_state(r).listening, "listening");
    }

    function test_an_advance_is_rounded_down_and_a_commission_half_up() public {
        Receivable memory r = _ready(1, 1_099);
        _sell(_single(r));
        _eq(_fundsOf(r), 879, "of 879.2");
        _eq(_feesOf(r), 5, "of 5.495");
        r = _ready(2, 1_100);
        _sell(_single(r));
        _eq(_feesOf(r), 6, "of 5.5");
    }

    function test_a_commission_comes_to_its_minimum() public {
        Receivable memory r = _ready(1);
        Conditions memory c = _conditions();
        c.price.minimumFee = uint96(COMMISSION + 1);
        _sell(_single(r, c));
        _eq(_feesOf(r), COMMISSION + 1, "fees");
    }

    function test_an_advance_may_be_all_that_is_open() public {
        Receivable memory r = _ready(1);
        Conditions memory c = _conditions();
        c.price.advanceRate = 1_000_000;
        _sell(_single(r, c));
        _eq(coin.balanceOf(supplier.addr), AMOUNT, "advance");
    }

    function test_the_fee_runs_from_the_day_of_the_factor() public {
        _warp((TODAY + 1) * 1 days - 30 minutes);
        Receivable memory r = _sold(1);
        _warp((TODAY + 2) * 1 days - 1 hours - 1);
        _eq(_feesOf(r), COMMISSION, "on the day of the sale at UTC+1");
        _warp(clock + 1);
        _eq(_feesOf(r), COMMISSION + 178, "177.78 a day later");
    }

    function test_a_holder_who_bought_it_before_sells_it_on() public {
        Receivable memory r = _ready(1);
        _transfer(_id(r), stranger.addr);
        Conditions memory c = _conditions();
        c.seller = stranger.addr;
        Sale memory s = _single(r, c);
        _sendAs(stranger.addr, stranger.addr, address(desk), _id(r), abi.encode(s));
        _eq(coin.balanceOf(stranger.addr), ADVANCE, "the holder is paid");
        _eq(coin.balanceOf(supplier.addr), 0, "the supplier is not");
    }

    function test_an_operator_sells_for_the_holder_and_the_holder_is_paid() public {
        Receivable memory r = _ready(1);
        vm.prank(supplier.addr);
        token.setApprovalForAll(agent.addr, true);
        _sendAs(agent.addr, supplier.addr, address(desk), _id(r), abi.encode(_single(r)));
        _eq(coin.balanceOf(supplier.addr), ADVANCE, "holder");
        _eq(coin.balanceOf(agent.addr), 0, "operator");
    }

    function test_nobody_else_sells_for_the_holder() public {
        Receivable memory r = _ready(1);
        bytes memory data = abi.encode(_single(r));
        vm.expectRevert(IToken.NotOwnerNorApproved.selector);
        _sendAs(stranger.addr, supplier.addr, address(desk), _id(r), data);
    }

    // ------------------------------------------------------------------------------------- what the buyer has to have
    // done

    function test_what_is_not_accepted_is_not_sold() public {
        Receivable memory r = _make(1, _plainTerms());
        _reach(r, Status.Issued);
        _refuses(_single(r), _notSaleable(r, "accepted"));
        r = _make(2, _plainTerms());
        _reach(r, Status.Queried);
        _refuses(_single(r), _notSaleable(r, "accepted"));
    }

    function test_what_is_over_is_not_sold_since_nobody_can_listen_to_it() public {
        Status[3] memory statuses = [Status.Rejected, Status.Cancelled, Status.Split];
        for (uint256 i; i < statuses.length; ++i) {
            Receivable memory r = _splittable(i);
            bytes32 id = _reach(r, statuses[i]);
            _refuses(_single(r), abi.encodeWithSelector(ILedger.ListeningForbidden.selector, id, bytes32("status")));
        }
    }

    function test_what_is_disputed_is_not_sold_until_the_dispute_is_over() public {
        Receivable memory r = _ready(1);
        _disputeOf(r, 1);
        Sale memory s = _single(r);
        _refuses(s, _notSaleable(r, "disputed"));
        vm.prank(buyer.addr);
        ledger.resolve(r, 1, Outcome.Withdrawn, EVIDENCE, _none());
        _sell(s);
    }

    function test_what_was_written_off_is_not_sold() public {
        Receivable memory r = _ready(1);
        _writeOffAs(supplier.addr, r);
        _refuses(_single(r), _notSaleable(r, "writtenOff"));
    }

    function test_what_was_paid_is_not_sold() public {
        Receivable memory r = _ready(1);
        _pay(r, buyer.addr, MAX);
        _refuses(_single(r), _notSaleable(r, "closed"));
    }

    function test_what_was_credited_whole_is_not_sold() public {
        Receivable memory r = _ready(1);
        _credit(r, AMOUNT);
        _refuses(_single(r), _notSaleable(r, "closed"));
    }

    function test_charges_alone_are_not_sold() public {
        Terms memory t = _terms();
        t.allocation = 1;
        Receivable memory r = _make(1, t);
        _accepted(r);
        _warp(START + 40 days);
        _pay(r, buyer.addr, AMOUNT);
        _false(_state(r).closed, "charges are due");
        _refuses(_lasting(r), _notSaleable(r, "closed"));
    }

    function test_what_is_left_after_a_part_was_paid_is_sold() public {
        Receivable memory r = _ready(1);
        _pay(r, buyer.addr, 400_000);
        _sell(_single(r));
        _eq(_fundsOf(r), 480_000, "80 % of what is open");
        _eq(_feesOf(r), 3_000, "half a percent of it");
    }

    function test_what_is_left_after_a_credit_note_is_sold() public {
        Receivable memory r = _ready(1);
        _credit(r, 400_000);
        _sell(_single(r));
        _eq(_fundsOf(r), 480_000, "80 % of what is open");
    }

    function test_a_receivable_is_sold_to_the_last_second_of_its_due_date() public {
        Receivable memory r = _ready(1);
        _warp(LAST_SECOND);
        _sell(_lasting(r));
    }

    function test_a_receivable_is_overdue_a_second_later() public {
        Receivable memory r = _ready(1);
        _warp(LAST_SECOND + 1);
        _refuses(_lasting(r), _notSaleable(r, "overdue"));
    }

    function _advise(Receivable memory r, uint256 number) private {
        vm.prank(buyer.addr);
        ledger.advise(r, Receipt(keccak256(abi.encode(number)), 1_000, uint32(TODAY)), _none());
    }

    function test_an_advice_that_the_offer_does_not_name_forbids_the_sale() public {
        Receivable memory r = _ready(1);
        _advise(r, 1);
        _refuses(_single(r), _notSaleable(r, "advised"));
    }

    function test_an_offer_names_as_many_advices_as_its_factor_puts_up_with() public {
        Receivable memory r = _ready(1);
        Conditions memory c = _conditions();
        c.advices = 1;
        _advise(r, 1);
        _advise(r, 2);
        _refuses(_single(r, c), _notSaleable(r, "advised"));
        c.advices = 2;
        _sell(_single(r, c));
    }

    // ------------------------------------------------------------------------------------------ what has to be opened

    function test_what_is_opened_has_to_be_what_was_agreed() public {
        Receivable memory r = _ready(1);
        Receivable memory other = _copy(r);
        other.terms.salt = keccak256("another salt");
        _refuses(_single(other), _notSaleable(r, "commitment"));
        other = _copy(r);
        other.document = keccak256("another document");
        _refuses(_single(other), _notSaleable(r, "commitment"));
        other = _copy(r);
        other.terms.amount += 1;
        _refuses(_single(other), _notSaleable(r, "commitment"));
    }

    function test_a_revision_of_before_is_not_what_was_agreed() public {
        Receivable memory r = _ready(1);
        Receivable memory amended = _otherTerms(r);
        _agree(r, amended);
        _refuses(_single(r), _notSaleable(r, "commitment"));
        _sell(_single(amended));
        _eq(_fundsOf(r), 960_000, "80 % of 12,000.00");
    }

    function test_another_receivable_is_not_what_was_sent() public {
        (Receivable memory r, Receivable memory other) = (_ready(1), _ready(2));
        bytes memory data = abi.encode(_single(other));
        vm.expectRevert(_notSaleable(r, "commitment"));
        _sendAs(supplier.addr, supplier.addr, address(desk), _id(r), data);
    }

    function test_sealed_terms_that_hold_are_sold_when_they_are_opened() public {
        Receivable memory r = _make(1, _plainTerms());
        _acceptedSealed(r);
        _sell(_single(r));
        _eq(_fundsOf(r), ADVANCE, "funds");
    }

    function _nonsense() private returns (Receivable memory r) {
        Terms memory t = _plainTerms();
        t.basis = 999;
        r = _make(1, t);
        _acceptedSealed(r);
    }

    function test_sealed_terms_that_nobody_should_agree_are_not_sold_under_a_facility() public {
        Receivable memory r = _nonsense();
        _refuses(_draw(r), abi.encodeWithSelector(ILedger.TermsInvalid.selector, bytes32("basis"), 999));
    }

    function test_sealed_terms_that_the_factor_saw_and_signed_are_its_own_choice() public {
        Receivable memory r = _nonsense();
        _sell(_single(r));
        _eq(_fundsOf(r), ADVANCE, "funds");
    }

    // ---------------------------------------------------------------------------------------------- what the offer
    // says

    function test_an_offer_for_another_seller_is_not_taken() public {
        Receivable memory r = _ready(1);
        Conditions memory c = _conditions();
        c.seller = stranger.addr;
        _refuses(_single(r, c), _notSaleable(r, "seller"));
    }

    function test_an_offer_to_its_holder_of_before_is_not_taken() public {
        Receivable memory r = _ready(1);
        bytes memory data = abi.encode(_single(r));
        _transfer(_id(r), stranger.addr);
        vm.expectRevert(_notSaleable(r, "seller"));
        _sendAs(stranger.addr, stranger.addr, address(desk), _id(r), data);
    }

    function test_an_offer_in_another_currency_is_not_taken() public {
        Receivable memory r = _ready(1);
        Conditions memory c = _conditions();
        c.currency = address(978);
        _refuses(_single(r, c), _notSaleable(r, "currency"));
    }

    function test_money_that_moves_outside_the_chain_advances_nothing() public {
        Terms memory t = _plainTerms();
        t.currency = address(978);
        Receivable memory r = _make(1, t);
        _accepted(r);
        Conditions memory c = _conditions();
        c.currency = address(978);
        _refuses(_single(r, c), abi.encodeWithSelector(SafeERC20.SafeERC20FailedOperation.selector, address(978)));
    }

    function test_a_tenor_is_within_its_bounds_both_included() public {
        Conditions memory c = _conditions();
        (c.minTenor, c.maxTenor) = (30, 30);
        _sell(_single(_ready(1), c));
    }

    function test_a_tenor_that_is_too_short_is_not_taken() public {
        Receivable memory r = _ready(1);
        Conditions memory c = _conditions();
        c.minTenor = 31;
        _refuses(_single(r, c), _notSaleable(r, "tenor"));
    }

    function test_a_tenor_that_is_too_long_is_not_taken() public {
        Receivable memory r = _ready(1);
        Conditions memory c = _conditions();
        c.maxTenor = 29;
        _refuses(_single(r, c), _notSaleable(r, "tenor"));
    }

    function test_a_sale_for_nothing_is_not_made() public {
        Receivable memory r = _ready(1, 1);
        _refuses(_single(r), _notSaleable(r, "price"));
    }

    function test_a_limit_covers_the_advance_to_the_unit() public {
        Receivable memory r = _ready(1);
        Conditions memory c = _conditions();
        c.limit = uint96(ADVANCE - 1);
        _refuses(_single(r, c), _beyond(ADVANCE - 1, 0, ADVANCE));
        c.limit = uint96(ADVANCE);
        _sell(_single(r, c));
    }

    // ---------------------------------------------------------------------------------------------- policies and parts

    function _readyWith(uint8 policy) private returns (Receivable memory r) {
        r = _make(1, _plainTerms());
        r.header.policy = policy;
        _accepted(r);
    }

    function test_a_locked_receivable_is_sold_with_the_consent_of_its_buyer() public {
        Receivable memory r = _readyWith(1);
        Sale memory s = _single(r);
        _refuses(s, abi.encodeWithSelector(ILedger.TransferLocked.selector, _id(r)));
        _consentTransferAs(buyer.addr, r, address(desk));
        _sell(s);
        _true(_isSold(r), "sold");
    }

    function test_a_consent_to_another_holder_does_not_let_the_desk_buy() public {
        Receivable memory r = _readyWith(1);
        _consentTransferAs(buyer.addr, r, factor.addr);
        _refuses(_single(r), abi.encodeWithSelector(ILedger.TransferLocked.selector, _id(r)));
    }

    function test_what_cannot_be_assigned_at_all_is_not_sold() public {
        Receivable memory r = _readyWith(2);
        _refuses(_single(r), abi.encodeWithSelector(ILedger.TransferLocked.selector, _id(r)));
    }

    function test_a_part_of_a_split_receivable_is_sold_and_the_other_is_kept() public {
        Receivable memory r = _readyWith(SPLITTABLE);
        Receivable[] memory parts = _partsOf(r, _halves(r));
        _splitAs(supplier.addr, r, _halves(r));
        _sell(_single(parts[0]));
        _eq(_fundsOf(parts[0]), ADVANCE / 2, "funds");
        _eq(token.ownerOf(uint256(_id(parts[1]))), supplier.addr, "the other");
    }

    // ----------------------------------------------------------------------------------------------- the factor's
    // money

    function test_a_factor_without_an_allowance_buys_nothing() public {
        Receivable memory r = _ready(1);
        vm.prank(factor.addr);
        coin.approve(address(desk), ADVANCE - 1);
        _refuses(
            _single(r),
            abi.encodeWithSelector(
                IERC20Errors.ERC20InsufficientAllowance.selector,
                address(desk),
                ADVANCE - 1,
                ADVANCE
            )
        );
    }

    function test_a_factor_without_cash_buys_nothing() public {
        Receivable memory r = _ready(1);
        vm.prank(factor.addr);
        coin.transfer(stranger.addr, CASH);
        _refuses(
            _single(r),
            abi.encodeWithSelector(IERC20Errors.ERC20InsufficientBalance.selector, factor.addr, 0, ADVANCE)
        );
    }

    function test_a_stranger_cannot_finance_with_the_allowance_that_a_factor_gave_its_desk() public {
        Receivable memory r = _ready(1);
        Sale memory s = _single(r);
        bytes32 offer = TypedOffers.single(r, s.conditions);
        s.signature = _signOffer(stranger.key, offer);
        _refuses(s, _notSigned(offer));
        s.signature = _signOffer(supplier.key, offer);
        _refuses(s, _notSigned(offer));
        s.signature = "";
        _refuses(s, _notSigned(offer));
    }
}
