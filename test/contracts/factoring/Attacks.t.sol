// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IFactoringDesk} from "../../../contracts/interfaces/IFactoringDesk.sol";
import {ClaimReason, Recipient} from "../../../contracts/types/FactoringTypes.sol";
import {Receipt, Receivable, Terms} from "../../../contracts/types/Types.sol";
import {Currency} from "../mocks/Currencies.sol";
import {Typed} from "../support/Typed.sol";
import {SettlingWorld} from "./SettlingWorld.sol";

/// @notice Parties that work together against a third, and what was left lying from before.
contract AttacksTest is SettlingWorld {
    function setUp() public override {
        super.setUp();
        _enrich(supplier.addr);
    }

    function _actAs(address sender, Receivable memory r, bytes memory call) private returns (bool) {
        vm.prank(sender);
        return desk.act(_id(r), call);
    }

    function _creditCall(Receivable memory r, uint256 amount) private view returns (bytes memory) {
        return abi.encodeCall(ledger.credit, (_id(r), _openTerms(r), amount, REASON, _none()));
    }

    /// @dev Supplier and buyer have signed; the holder is who calls.
    function _amendCall(Receivable memory r, Receivable memory amended) private view returns (bytes memory) {
        return
            abi.encodeCall(
                ledger.amend,
                (r, amended, _none(), _amendment(supplier, r, amended, 5), _amendment(buyer, r, amended, 6))
            );
    }

    function _actInvalid(Receivable memory r, bytes memory call) private pure returns (bytes memory) {
        return abi.encodeWithSelector(IFactoringDesk.ActInvalid.selector, _id(r), bytes4(call));
    }

    // ------------------------------------------------------------------------------ seller and buyer against a factor

    /// @dev The buyer pays the factor by what its bank can take back, and meanwhile owes in the year 2800, or less.
    function test_seller_and_buyer_change_nothing_while_a_bank_may_take_back_what_repaid() public {
        Receivable memory r = _soldAsInR54(1);
        Taken memory taken = _take(r, _receipt(1, 8_050_000, TODAY), Recipient.Factor);
        _outstanding(r, 0, 0);
        Receivable memory amended = _next(r);
        amended.terms.dueDay += 300_000;
        _false(_actAs(supplier.addr, r, _amendCall(r, amended)), "another due day is proposed");
        _false(_actAs(supplier.addr, r, _creditCall(r, 1_950_000)), "a credit is proposed");
        _reverseAs(factor.addr, r, taken);
        _outstanding(r, 8_000_000, 50_000);
        _eq(_quote(r).open, 10_000_000, "the buyer owes all of it");
        _warp(START + 71 days);
        _expectClaim(r, ClaimReason.Recourse, _fundsOf(r) + _feesOf(r), EVIDENCE);
        _chargeBackAs(factor.addr, r, ClaimReason.Recourse, EVIDENCE);
    }

    function test_what_the_seller_turned_over_may_be_taken_back_too() public {
        Receivable memory r = _soldAsInR54(1);
        _take(r, _receipt(1, 8_050_000, TODAY), Recipient.SellerTurnedOver);
        bytes memory call = _creditCall(r, 1_950_000);
        _false(_actAs(supplier.addr, r, call), "proposed");
        _true(_actAs(factor.addr, r, call), "done by both");
    }

    function test_once_the_factor_gives_it_back_the_seller_is_free() public {
        Receivable memory r = _soldAsInR54(1);
        _take(r, _receipt(1, 8_050_000, TODAY), Recipient.Factor);
        _reassignAs(factor.addr, r);
        _creditAs(supplier.addr, r, 1_950_000);
        _true(_state(r).closed, "credited");
    }

    /// @dev A facility takes what its buyers accepted, unseen: here all but a cent may be deducted.
    function test_a_discount_that_eats_the_advance_is_not_sold_under_a_facility() public {
        Terms memory t = _plainTerms();
        (t.discountDay1, t.discount1) = (t.dueDay, AMOUNT - 1);
        Receivable memory r = _make(1, t);
        _accepted(r);
        _refuses(_draw(r), _notSaleable(r, "discount"));
        _sell(_single(r));
        _true(_isSold(r), "who names it has seen it");
    }

    function test_a_discount_leaves_the_advance_to_the_unit() public {
        uint96[2] memory sums = [uint96(AMOUNT - ADVANCE), uint96(AMOUNT - ADVANCE + 1)];
        for (uint256 i; i < 2; ++i) {
            Terms memory t = _plainTerms();
            (t.discountDay1, t.discount1) = (uint32(TODAY), sums[i]);
            Receivable memory first = _make(10 + i, t);
            (t.discountDay1, t.discount1) = (uint32(TODAY - 1), AMOUNT);
            (t.discountDay2, t.discount2) = (uint32(TODAY), sums[i]);
            Receivable memory second = _make(20 + i, t);
            _accepted(first);
            _accepted(second);
            if (i == 1) vm.expectRevert(_notSaleable(first, "discount"));
            _sell(_draw(first));
            if (i == 1) vm.expectRevert(_notSaleable(second, "discount"));
            _sell(_draw(second));
        }
    }

    function test_a_discount_whose_day_is_over_eats_nothing() public {
        Terms memory t = _plainTerms();
        (t.discountDay1, t.discount1) = (uint32(TODAY - 2), AMOUNT);
        (t.discountDay2, t.discount2) = (uint32(TODAY - 1), AMOUNT - 1);
        Receivable memory r = _make(1, t);
        _accepted(r);
        _sell(_draw(r));
        _true(_isSold(r), "sold");
    }

    /// @dev Of 30 days at 100 % a year on 365 a twelfth is left off, 8.2 %; at 80 % advanced 73 days are.
    function test_a_discount_by_days_leaves_the_advance_too() public {
        Terms memory t = _plainTerms();
        t.slidingRate = 1_000_000;
        uint32[2] memory tenors = [uint32(73), 74];
        for (uint256 i; i < 2; ++i) {
            t.dueDay = uint32(TODAY) + tenors[i];
            Receivable memory r = _make(1 + i, t);
            _accepted(r);
            if (i == 1) vm.expectRevert(_notSaleable(r, "discount"));
            _sell(_draw(r));
        }
    }

    /// @dev For 74 days 20.27 % are left off: of 1.80 it is 36.49 cents; of 1.90 it is 38.52, so 39 with 1.52 advanced.
    function test_a_discount_by_days_is_rounded_as_the_buyer_would() public {
        Terms memory t = _plainTerms();
        (t.slidingRate, t.dueDay) = (1_000_000, uint32(TODAY + 74));
        uint96[2] memory amounts = [uint96(180), 190];
        for (uint256 i; i < 2; ++i) {
            t.amount = amounts[i];
            Receivable memory r = _make(1 + i, t);
            _accepted(r);
            if (i == 1) vm.expectRevert(_notSaleable(r, "discount"));
            _sell(_draw(r));
        }
    }

    // ------------------------------------------------------------------------------------------------- currencies

    function test_nobody_changes_the_currency_of_what_a_desk_holds() public {
        Receivable memory r = _soldAsInR54(1);
        Receivable memory amended = _next(r);
        amended.terms.currency = address(new Currency());
        bytes memory call = _amendCall(r, amended);
        for (uint256 i; i < 3; ++i) {
            if (i == 2) _repayAs(supplier.addr, r, MAX);
            vm.expectRevert(_actInvalid(r, call));
            _actAs(i == 1 ? factor.addr : supplier.addr, r, call);
        }
        _reassignAs(supplier.addr, r);
        _agree(r, amended);
        _eq(bytes32(_state(r).commitment), bytes32(bytes30(Typed.hash(amended))), "amended once it is back");
    }

    // -------------------------------------------------------------------------------------------- left from before

    /// @dev It agreed while the factor had a say; then the buyer paid, and what is left is the seller's own.
    function test_a_word_that_the_seller_gave_before_gives_nothing_of_its_own_away() public {
        Receivable memory r = _soldAsInR54(1);
        bytes memory call = _creditCall(r, 1_950_000);
        _actAs(supplier.addr, r, call);
        _pay(r, buyer.addr, 8_050_000);
        _false(_actAs(factor.addr, r, call), "no more the factor's business");
        _eq(_quote(r).open, 1_950_000, "open");
        _true(_actAs(supplier.addr, r, call), "the seller's alone");
    }

    /// @dev One receivable and one day; a receipt of the first deal would count in the seventeenth.
    function test_a_desk_buys_a_receivable_fifteen_times_so_that_no_deal_is_taken_for_another() public {
        Receivable memory r = _ready(1);
        for (uint256 i; i < 15; ++i) {
            _sell(_single(r, _conditions(i)));
            _boughtBack(r);
        }
        _refuses(_single(r, _conditions(15)), _notSaleable(r, "sold"));
        Receivable memory other = _ready(2);
        _sell(_single(other, _conditions(15)));
        _true(_isSold(other), "another is as free as ever");
    }

    function test_cash_that_is_kept_for_a_seller_stays_its_own_after_the_sale() public {
        Receivable memory r = _ready(1);
        _keepForSupplier(_id(r), 7_000);
        _sell(_single(r));
        _look();
        ledger.claim(_id(r), supplier.addr, address(coin));
        _eq(coin.balanceOf(supplier.addr) - before.seller, 7_000, "the seller's");
        _outstanding(r, ADVANCE, COMMISSION);
    }

    function test_what_was_sold_twice_is_listened_to_twice_and_not_in_between() public {
        Receivable memory r = _soldAsInR54(1);
        _boughtBack(r);
        _false(_state(r).listening, "nobody listens");
        _eq(_tokenWord(_id(r)) & GUARDED_BIT, 0, "and nothing guards it");
        _sell(_single(r, _conditions(77)));
        _true(_state(r).listening, "the desk listens again");
        _look();
        _pay(r, buyer.addr, MAX);
        _got(8_050_000, 1_950_000);
    }

    // ------------------------------------------------------------------------------------------- claims come back

    function test_what_is_outstanding_again_is_claimed_again() public {
        Receivable memory r = _soldAsInR54(1);
        _warp(START + 71 days);
        _chargeBackAs(factor.addr, r, ClaimReason.Recourse, EVIDENCE);
        _chargeBackAs(factor.addr, r, ClaimReason.Warranty, EVIDENCE);
        Taken memory taken = _take(r, _receipt(1, 10_000_000, TODAY + 71), Recipient.Factor);
        _reverseAs(factor.addr, r, taken);
        uint256 amount = _fundsOf(r) + _feesOf(r);
        ClaimReason[2] memory reasons = [ClaimReason.Recourse, ClaimReason.Warranty];
        for (uint256 i; i < 2; ++i) {
            _expectClaim(r, reasons[i], amount, EVIDENCE);
            _chargeBackAs(factor.addr, r, reasons[i], EVIDENCE);
            vm.expectRevert(_claimForbidden(r, "raised"));
            _chargeBackAs(factor.addr, r, reasons[i], EVIDENCE);
        }
    }

    function test_a_reversal_that_repaid_nothing_brings_no_claim_back() public {
        Receivable memory r = _soldAsInR54(1);
        _chargeBackAs(factor.addr, r, ClaimReason.Warranty, EVIDENCE);
        Receipt memory receipt = _receipt(1, 6_000_000, TODAY);
        _adviseOf(r, receipt);
        Taken memory taken = _take(r, receipt, Recipient.SellerKept);
        _reverseAs(factor.addr, r, taken);
        vm.expectRevert(_claimForbidden(r, "raised"));
        _chargeBackAs(factor.addr, r, ClaimReason.Warranty, EVIDENCE);
    }
}
