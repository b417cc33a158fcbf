// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ClaimReason, Conditions, NO_RECOURSE} from "../../../contracts/types/FactoringTypes.sol";
import {OpenTerms, Receivable, Verb} from "../../../contracts/types/Types.sol";
import {SettlingWorld} from "./SettlingWorld.sol";

/// @notice What the seller owes the factor when the buyer's cash does not do, and how it is paid.
contract ClaimsTest is SettlingWorld {
    /// @dev Due in 60 days, with recourse 10 days later.
    uint256 private constant LAST_DAY = 70;

    function _refused(Receivable memory r, ClaimReason reason, bytes32 why) private {
        vm.expectRevert(_claimForbidden(r, why));
        _chargeBackAs(factor.addr, r, reason, EVIDENCE);
    }

    // ------------------------------------------------------------------------------------------------------ recourse

    function test_recourse_begins_the_day_after_its_last_day() public {
        Receivable memory r = _soldAsInR54(1);
        _refused(r, ClaimReason.Recourse, "recourse");
        _warp(START + (LAST_DAY - 1) * 1 days);
        _refused(r, ClaimReason.Recourse, "recourse");
        // The receivable is due at UTC+1: its last day ends an hour before that of UTC.
        _warp((TODAY + LAST_DAY + 1) * 1 days - 1 hours - 1);
        _refused(r, ClaimReason.Recourse, "recourse");
        _warp((TODAY + LAST_DAY + 1) * 1 days - 1 hours);
        // 71 days of 80,000.00 at 8 %, and 500.00.
        _expectClaim(r, ClaimReason.Recourse, 8_000_000 + 126_222 + 50_000, EVIDENCE);
        _chargeBackAs(factor.addr, r, ClaimReason.Recourse, EVIDENCE);
    }

    function test_a_recourse_is_claimed_once() public {
        Receivable memory r = _soldAsInR54(1);
        _warp(START + 100 days);
        _chargeBackAs(factor.addr, r, ClaimReason.Recourse, EVIDENCE);
        _refused(r, ClaimReason.Recourse, "raised");
    }

    function test_without_recourse_the_factor_bears_that_the_buyer_does_not_pay() public {
        Receivable memory r = _ready(1);
        Conditions memory c = _conditions();
        c.price.recourseDays = NO_RECOURSE;
        _sell(_single(r, c));
        _warp(START + 70_000 days);
        _refused(r, ClaimReason.Recourse, "recourse");
    }

    function test_recourse_without_a_day_of_grace_begins_when_it_is_late() public {
        Receivable memory r = _ready(1);
        Conditions memory c = _conditions();
        c.price.recourseDays = 0;
        _sell(_single(r, c));
        _warp(START + 30 days);
        _refused(r, ClaimReason.Recourse, "recourse");
        _warp(START + 31 days);
        _chargeBackAs(factor.addr, r, ClaimReason.Recourse, EVIDENCE);
    }

    function test_a_gap_is_all_that_is_claimed() public {
        Receivable memory r = _soldAsInR54(1);
        _warp(START + 60 days);
        _pay(r, buyer.addr, 8_100_000);
        _warp(START + 80 days);
        _expectClaim(r, ClaimReason.Recourse, 56_667, EVIDENCE);
        _chargeBackAs(factor.addr, r, ClaimReason.Recourse, EVIDENCE);
    }

    function test_nothing_is_claimed_of_a_deal_that_is_repaid() public {
        Receivable memory r = _soldAsInR54(1);
        _pay(r, buyer.addr, 8_050_000);
        _warp(START + 100 days);
        for (uint256 i; i < 4; ++i) {
            vm.expectRevert(_nothingOutstanding(r));
            _chargeBackAs(factor.addr, r, ClaimReason(i), EVIDENCE);
        }
    }

    // ------------------------------------------------------------------------------------------------------ dilution

    function test_a_dilution_is_claimed_up_to_what_was_credited_since_the_sale() public {
        Receivable memory r = _ready(1);
        _credit(r, 100_000);
        _sell(_single(r));
        _refused(r, ClaimReason.Dilution, "credited");
        _creditSold(r, 30_000);
        _expectClaim(r, ClaimReason.Dilution, 30_000, EVIDENCE);
        _chargeBackAs(factor.addr, r, ClaimReason.Dilution, EVIDENCE);
    }

    function test_a_dilution_is_claimed_up_to_what_is_outstanding() public {
        Receivable memory r = _soldAsInR54(1);
        _creditSold(r, 9_999_999);
        _expectClaim(r, ClaimReason.Dilution, 8_050_000, EVIDENCE);
        _chargeBackAs(factor.addr, r, ClaimReason.Dilution, EVIDENCE);
    }

    function test_a_dilution_of_an_earlier_deal_is_none_of_a_later_one() public {
        Receivable memory r = _soldAsInR54(1);
        _creditSold(r, 300_000);
        _boughtBack(r);
        _sell(_single(r, _conditions(77)));
        _refused(r, ClaimReason.Dilution, "credited");
        _creditSold(r, 5);
        _expectClaim(r, ClaimReason.Dilution, 5, EVIDENCE);
        _chargeBackAs(factor.addr, r, ClaimReason.Dilution, EVIDENCE);
    }

    // ------------------------------------------------------------------------------------- warranty, misdirected, who

    function test_a_breach_of_warranty_is_claimed_at_any_time_and_once() public {
        Receivable memory r = _soldAsInR54(1);
        _expectClaim(r, ClaimReason.Warranty, 8_050_000, EVIDENCE);
        _chargeBackAs(factor.addr, r, ClaimReason.Warranty, EVIDENCE);
        _refused(r, ClaimReason.Warranty, "raised");
        _warp(START + 100 days);
        _chargeBackAs(factor.addr, r, ClaimReason.Recourse, EVIDENCE);
    }

    function test_every_claim_names_its_evidence() public {
        Receivable memory r = _soldAsInR54(1);
        _creditSold(r, 5);
        _warp(START + 100 days);
        for (uint256 i; i < 3; ++i) {
            vm.expectRevert(_claimForbidden(r, "evidence"));
            _chargeBackAs(factor.addr, r, ClaimReason(i), 0);
        }
    }

    function test_what_was_misdirected_is_claimed_by_its_receipt_alone() public {
        Receivable memory r = _soldAsInR54(1);
        _refused(r, ClaimReason.Misdirected, "advice");
    }

    function test_nobody_but_the_factor_and_its_agent_claims() public {
        Receivable memory r = _soldAsInR54(1);
        address[4] memory others = [supplier.addr, buyer.addr, stranger.addr, agent.addr];
        for (uint256 i; i < 4; ++i) {
            vm.expectRevert(_notCaller(others[i], factor.addr));
            _chargeBackAs(others[i], r, ClaimReason.Warranty, EVIDENCE);
        }
        _giveMandate(factor.addr, agent.addr, Verb.ChargeBack);
        _chargeBackAs(agent.addr, r, ClaimReason.Warranty, EVIDENCE);
    }

    function test_a_claim_moves_nothing_and_stops_no_payment() public {
        Receivable memory r = _soldAsInR54(1);
        _warp(START + 100 days);
        _chargeBackAs(factor.addr, r, ClaimReason.Recourse, EVIDENCE);
        _chargeBackAs(factor.addr, r, ClaimReason.Warranty, EVIDENCE);
        _got(0, 0);
        _pay(r, buyer.addr, MAX);
        _got(8_000_000 + 177_778 + 50_000, 2_000_000 - 227_778);
    }

    function test_a_claim_about_nothing_sold_or_other_terms_is_refused() public {
        (Receivable memory r, Receivable memory other) = (_soldAsInR54(1), _ready(2));
        vm.expectRevert(_noDeal(other));
        _chargeBackAs(factor.addr, other, ClaimReason.Warranty, EVIDENCE);
        r.terms.dueDay -= 1;
        vm.expectRevert();
        _chargeBackAs(factor.addr, r, ClaimReason.Warranty, EVIDENCE);
    }

    // ---------------------------------------------------------------------------------------------------- paying it

    function test_the_seller_pays_a_claim_in_parts() public {
        Receivable memory r = _soldAsInR54(1);
        _enrich(supplier.addr);
        _warp(START + 60 days);
        _look();
        _eq(_repayAs(supplier.addr, r, 3_000_000), 3_000_000, "a part");
        _eq(_repayAs(supplier.addr, r, 5_000_001), 5_000_001, "another");
        _outstanding(r, 0, 156_666);
        _eq(_repayAs(supplier.addr, r, MAX), 156_666, "the rest, and no more");
        _eq(coin.balanceOf(factor.addr) - before.factor, 8_156_667, "the factor got");
        _eq(before.seller - coin.balanceOf(supplier.addr), 8_156_667, "of the seller");
        vm.expectRevert(_nothingOutstanding(r));
        _repayAs(supplier.addr, r, MAX);
    }

    function test_a_guarantor_pays_for_the_seller() public {
        Receivable memory r = _soldAsInR54(1);
        _enrich(stranger.addr);
        _look();
        _eq(_repayAs(stranger.addr, r, MAX), 8_050_000, "paid");
        _got(8_050_000, 0);
        _reassignAs(stranger.addr, r);
        _eq(token.ownerOf(uint256(_id(r))), supplier.addr, "the receivable is the seller's all the same");
    }

    function test_nothing_is_paid_of_nothing() public {
        Receivable memory r = _soldAsInR54(1);
        _enrich(supplier.addr);
        vm.expectRevert(_nothingOutstanding(r));
        _repayAs(supplier.addr, r, 0);
    }

    function test_who_has_no_cash_repays_nothing() public {
        Receivable memory r = _soldAsInR54(1);
        vm.expectRevert();
        _repayAs(stranger.addr, r, MAX);
        _outstanding(r, 8_000_000, 50_000);
    }

    function test_nobody_repays_from_anothers_allowance() public {
        Receivable memory r = _soldAsInR54(1);
        _enrich(supplier.addr);
        OpenTerms memory opened = _openTerms(r);
        vm.expectRevert(_notCaller(stranger.addr, supplier.addr));
        vm.prank(stranger.addr);
        desk.buyBack(_id(r), opened);
        vm.expectRevert();
        _repayAs(stranger.addr, r, 1);
    }
}
