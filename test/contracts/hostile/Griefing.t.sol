// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ILedger} from "../../../contracts/interfaces/ILedger.sol";
import {Consent, OpenHeader, OpenTerms, PaymentOrder} from "../../../contracts/types/Types.sol";
import {Receivable, Status, Verb} from "../../../contracts/types/Types.sol";
import {ReceiptWorld} from "../support/ReceiptWorld.sol";
import {Typed} from "../support/Typed.sol";

/// @notice What somebody can do to make others pay more gas, or to stop them: nothing that lasts. Costs are measured as
/// gas of one call; an act after the attack costs at most one percent more than before it.
contract GriefingTest is ReceiptWorld {
    // --------------------------------------------------------------------------------------------- cost that grows

    function test_ten_thousand_dust_payments_make_the_last_no_dearer_than_the_first() public {
        Receivable memory r = _make(1);
        r.terms.discountOnParts = true;
        bytes32 id = _accepted(r);
        (OpenTerms memory opened, Consent[] memory none) = (_openTerms(r), _none());
        for (uint256 i; i < 3; ++i) _dust(id, opened, none);
        uint256 first = _dust(id, opened, none);
        for (uint256 i; i < 9_995; ++i) _dust(id, opened, none);
        _noDearer(first, _dust(id, opened, none));
        vm.assertGe(_state(r).settled, 10_000, "all of it counts");
    }

    function test_ten_thousand_dust_payments_when_late_make_the_last_no_dearer_than_the_first() public {
        Receivable memory r = _make(1);
        r.terms.allocation = 1;
        bytes32 id = _accepted(r);
        _warp(START + 127 days);
        (OpenTerms memory opened, Consent[] memory none) = (_openTerms(r), _none());
        for (uint256 i; i < 3; ++i) _dust(id, opened, none);
        uint256 first = _dust(id, opened, none);
        for (uint256 i; i < 9_995; ++i) _dust(id, opened, none);
        _noDearer(first, _dust(id, opened, none));
        _true(_state(r).settled == 10_000 && _quote(r).charges == 30_974, "and costs what one payment would have");
    }

    function test_as_many_advices_as_there_can_be_make_neither_payment_nor_receipt_dearer() public {
        (Receivable memory a, Receivable memory b) = (_make(1), _make(2));
        (bytes32 first, bytes32 second) = (_accepted(a), _accepted(b));
        for (uint256 i; i < 63; ++i) _adviseAs(buyer.addr, b, _receipt(i, 5, TODAY));
        (OpenTerms memory ofA, OpenTerms memory ofB, Consent[] memory none) = (_openTerms(a), _openTerms(b), _none());
        _dust(first, ofA, none);
        _dust(second, ofB, none);
        _noDearer(_dust(first, ofA, none), _dust(second, ofB, none));
        vm.prank(supplier.addr);
        uint256 before = gasleft();
        ledger.recordReceipt(first, ofA, _receipt(500, 5, TODAY), none);
        uint256 plain = before - gasleft();
        vm.prank(supplier.addr);
        before = gasleft();
        ledger.recordReceipt(second, ofB, _receipt(500, 5, TODAY), none);
        _noDearer(plain, before - gasleft());
        _pay(b, buyer.addr, MAX);
        _true(_state(b).closed, "advices stop no payment");
    }

    function test_sealed_content_of_any_length_makes_no_later_act_dearer() public {
        (Receivable memory a, Receivable memory b) = (_make(1), _make(2));
        (OpenHeader memory ofA, OpenHeader memory ofB, Consent[] memory none) = (
            _openHeader(a),
            _openHeader(b),
            _none()
        );
        vm.prank(supplier.addr);
        ledger.issueSealed(ofA, "", none, none);
        vm.prank(supplier.addr);
        ledger.issueSealed(ofB, new bytes(100_000), none, none);
        vm.prank(buyer.addr);
        uint256 before = gasleft();
        ledger.accept(ofA, _unopened(), none);
        uint256 plain = before - gasleft();
        vm.prank(buyer.addr);
        before = gasleft();
        ledger.accept(ofB, _unopened(), none);
        _noDearer(plain, before - gasleft());
    }

    function test_a_hundred_parts_make_paying_one_no_dearer() public {
        (Receivable memory a, Receivable memory b) = (_make(1, _plainTerms()), _make(2, _plainTerms()));
        b.header.policy = 4;
        (bytes32 first, ) = (_accepted(a), _accepted(b));
        uint96[] memory amounts = new uint96[](100);
        for (uint256 i; i < 100; ++i) amounts[i] = AMOUNT / 100;
        vm.prank(supplier.addr);
        ledger.split(b, amounts, _none());
        Receivable memory part = _part(b, 99, AMOUNT / 100);
        (bytes32 last, OpenTerms memory opened, Consent[] memory none) = (
            Typed.idOf(part.header),
            _openTerms(part),
            _none()
        );
        OpenTerms memory whole = _openTerms(a);
        _dust(first, whole, none);
        _dust(last, opened, none);
        _noDearer(_dust(first, whole, none), _dust(last, opened, none));
    }

    function test_spent_nonces_of_others_make_no_consent_dearer() public {
        Receivable memory r = _make(1);
        bytes32 id = _accepted(r);
        for (uint256 i; i < 1_000; ++i) {
            vm.prank(stranger.addr);
            ledger.spendNonce(i);
        }
        Consent[] memory consent = _signed(supplier, Typed.credit(Typed.hash(r), supplier.addr, 5, REASON), 7);
        ledger.credit(id, _openTerms(r), 5, REASON, consent);
        _eq(_state(r).credited, 5, "credited");
    }

    // ------------------------------------------------------------------------------------------ acts that are stopped

    function test_one_bad_leaf_stops_no_other_leaf_of_the_root() public {
        Receivable[3] memory r = [_make(1), _make(2), _make(3)];
        bytes32[3] memory leaves;
        for (uint256 i; i < 3; ++i) {
            _issue(r[i]);
            leaves[i] = Typed.leaf(Typed.hash(r[i]));
        }
        _reject(r[1]);
        bytes32 pair = Typed.node(leaves[0], leaves[1]);
        Consent memory c;
        (c.signer, c.count, c.deadline) = (buyer.addr, 3, clock + 1 days);
        bytes32 root = Typed.node(pair, leaves[2]);
        c.signature = _sign(buyer.key, _digest(Typed.acceptanceRoot(root, 3, buyer.addr, 0, c.deadline)));
        bytes[] memory calls = new bytes[](3);
        for (uint256 i; i < 3; ++i) {
            c.proof = new bytes32[](i == 2 ? 1 : 2);
            c.proof[0] = i == 2 ? pair : leaves[1 - i];
            if (i != 2) c.proof[1] = leaves[2];
            calls[i] = abi.encodeCall(ledger.accept, (_openHeader(r[i]), _unopened(), _one(c)));
        }
        vm.expectRevert(
            abi.encodeWithSelector(
                ILedger.StatusForbids.selector,
                Typed.idOf(r[1].header),
                Status.Rejected,
                Verb.Accept
            )
        );
        ledger.multicall(calls);
        bytes[] memory good = new bytes[](2);
        (good[0], good[1]) = (calls[0], calls[2]);
        vm.prank(relayer.addr);
        ledger.multicall(good);
        _true(_state(r[0]).status == Status.Accepted && _state(r[2]).status == Status.Accepted, "accepted");
    }

    /// @dev Who settles an order first stops nothing; a holder that splits one does, and loses nothing but time by it.
    function test_a_batch_with_one_order_that_its_holder_split_is_paid_without_it() public {
        (Receivable memory a, Receivable memory b) = (_make(1), _make(2, _plainTerms()));
        b.header.policy = 4;
        PaymentOrder[] memory orders = new PaymentOrder[](2);
        orders[0] = PaymentOrder(_accepted(a), _openTerms(a), MAX);
        orders[1] = PaymentOrder(_accepted(b), _openTerms(b), MAX);
        _split(b, 400_000);
        vm.expectRevert(abi.encodeWithSelector(ILedger.StatusForbids.selector, orders[1].id, Status.Split, Verb.Pay));
        vm.prank(buyer.addr);
        ledger.payMany(orders);
        _eq(coin.balanceOf(buyer.addr), 1e15, "nothing is taken");
        Receivable memory part = _part(b, 0, 400_000);
        orders[1] = PaymentOrder(Typed.idOf(part.header), _openTerms(part), MAX);
        vm.prank(buyer.addr);
        ledger.payMany(orders);
        _true(_state(a).closed && _state(part).closed, "closed");
    }

    function test_a_known_invoice_hash_is_not_registered_by_anyone_else_first() public {
        Receivable memory r = _make(1);
        Receivable memory other = _make(1);
        other.terms.amount += 1;
        address[3] memory others = [stranger.addr, buyer.addr, factor.addr];
        for (uint256 i; i < 3; ++i) {
            vm.expectRevert(
                abi.encodeWithSelector(ILedger.NotAuthorised.selector, supplier.addr, others[i], Verb.Issue)
            );
            vm.prank(others[i]);
            ledger.issue(other, _none(), _none());
            Receivable memory own = _make(1);
            (own.header.supplier, own.header.buyer) = (others[i], agent.addr);
            _true(_issue(own) != Typed.idOf(r.header), "under its own name it takes another id");
        }
        _issue(r);
        _eq(bytes32(_state(r).commitment), bytes32(bytes30(Typed.hash(r))), "as the supplier wrote it");
    }

    function test_an_issue_that_somebody_carried_first_is_the_same_issue() public {
        Receivable memory r = _make(1);
        Consent[] memory consent = _signed(supplier, Typed.issuance(Typed.hash(r), 0), 1);
        vm.prank(stranger.addr);
        bytes32 id = ledger.issue(r, consent, _none());
        vm.expectRevert(abi.encodeWithSelector(ILedger.AlreadyIssued.selector, id));
        ledger.issue(r, consent, _none());
        _true(_state(r).holder == supplier.addr && _state(r).status == Status.Issued, "the supplier's");
        _accept(r);
    }

    function test_a_buyer_that_never_answers_binds_nobody() public {
        (Receivable memory a, Receivable memory b) = (_make(1), _make(2));
        bytes32 id = _issue(a);
        _issue(b);
        _warp(START + 3_650 days);
        _transfer(id, factor.addr);
        _creditAs(factor.addr, a, 5);
        _cancelAs(factor.addr, a);
        _cancelAs(supplier.addr, b);
        _true(_state(a).status == Status.Cancelled && _state(b).status == Status.Cancelled, "taken back");
    }

    function test_a_storm_of_cancellations_and_issues_touches_no_other_receivable() public {
        Receivable memory r = _make(1);
        _accepted(r);
        bytes32 state = keccak256(abi.encode(_state(r)));
        for (uint256 i = 2; i < 200; ++i) {
            Receivable memory other = _make(i);
            _issue(other);
            _cancelAs(supplier.addr, other);
        }
        _eq(keccak256(abi.encode(_state(r))), state, "state");
        _eq(_pay(r, buyer.addr, MAX), 980_000, "cash");
    }

    function test_a_buyer_that_advises_all_it_can_does_not_stop_the_holder_from_recording() public {
        Receivable memory r = _make(1);
        bytes32 id = _accepted(r);
        for (uint256 i; i < 63; ++i) _adviseAs(buyer.addr, r, _receipt(i, 5, TODAY));
        _recordAs(supplier.addr, r, _receipt(999, 5, TODAY));
        for (uint256 i; i < 63; ++i) _recordAs(supplier.addr, r, _receipt(i, 1, TODAY));
        _true(_advices(id) == 0 && _state(r).settled == 68, "all answered");
    }

    function test_a_query_every_hour_stops_neither_credit_nor_cancellation() public {
        Receivable memory r = _make(1);
        _issue(r);
        for (uint256 i; i < 100; ++i) _query(r);
        _creditAs(supplier.addr, r, 5);
        _cancelAs(supplier.addr, r);
        _true(_state(r).status == Status.Cancelled, "cancelled");
    }

    // --------------------------------------------------------------------------------------------------------- helpers

    /// @dev A payment of one unit. @return used Gas of the call.
    function _dust(bytes32 id, OpenTerms memory opened, Consent[] memory none) private returns (uint256 used) {
        vm.prank(buyer.addr);
        used = gasleft();
        ledger.pay(id, opened, 1, none);
        used -= gasleft();
    }

    function _noDearer(uint256 before, uint256 afterwards) private pure {
        vm.assertLe(afterwards, before + before / 100, "at most one percent dearer");
    }
}
