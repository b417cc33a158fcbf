// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ILedger} from "../../../contracts/interfaces/ILedger.sol";
import {OpenTerms, Quote, Receivable} from "../../../contracts/types/Types.sol";
import {Typed} from "../support/Typed.sol";
import {World} from "../support/World.sol";

/// @notice Quotes and raw words; `stateOf` is checked wherever a verb is.
contract LensTest is World {
    function test_a_quote_tells_what_is_due_at_an_instant() public {
        Receivable memory r = _make(1);
        bytes32 id = _accepted(r);
        OpenTerms memory opened = _openTerms(r);
        Quote memory q = lens.quote(id, opened, START + 10 days);
        _true(q.open == AMOUNT && q.discount == 20_000 && q.charges == 0 && q.daysLate == 0, "first tier");
        _eq(q.payoff, 980_000, "payoff");
        q = lens.quote(id, opened, START + 11 days);
        _true(q.discount == 10_000 && q.payoff == 990_000, "second tier");
        q = lens.quote(id, opened, START + 30 days);
        _true(q.discount == 0 && q.payoff == AMOUNT, "due day");
        q = lens.quote(id, opened, START + 127 days);
        _true(q.discount == 0 && q.charges == 30_974 && q.daysLate == 97, "late");
        _eq(q.payoff, 1_030_974, "payoff");
    }

    function test_a_quote_is_what_a_payment_takes(uint96 first, uint16 wait, uint16 later, bool parts) public {
        Receivable memory r = _make(1);
        r.terms.discountOnParts = parts;
        _accepted(r);
        _warp(START + uint256(wait % 100) * 1 days);
        _pay(r, buyer.addr, _bound(first, 1, AMOUNT / 2));
        _warp(clock + uint256(later % 100) * 1 days);
        uint256 payoff = _quote(r).payoff;
        _eq(_pay(r, buyer.addr, MAX), payoff, "cash");
        _true(_state(r).closed && _quote(r).payoff == 0, "closed");
    }

    function test_a_quote_for_the_past_is_reckoned_on_the_position_of_now() public {
        Receivable memory r = _make(1);
        bytes32 id = _accepted(r);
        OpenTerms memory opened = _openTerms(r);
        _pay(r, buyer.addr, 500_000);
        _warp(START + 127 days);
        _eq(lens.quote(id, opened, START).payoff, 480_000, "payoff");
    }

    function test_a_quote_needs_the_terms_that_were_agreed() public {
        Receivable memory r = _make(1);
        bytes32 id = _accepted(r);
        r.terms.amount += 1;
        OpenTerms memory opened = _openTerms(r);
        vm.expectRevert(abi.encodeWithSelector(ILedger.CommitmentMismatch.selector, id, Typed.hash(r)));
        lens.quote(id, opened, START);
        r = _make(2);
        (id, opened) = (Typed.idOf(r.header), _openTerms(r));
        vm.expectRevert(abi.encodeWithSelector(ILedger.CommitmentMismatch.selector, id, Typed.hash(r)));
        lens.quote(id, opened, START);
    }

    function test_a_quote_for_any_instant_exists(uint256 instant) public {
        Receivable memory r = _make(1);
        bytes32 id = _accepted(r);
        lens.quote(id, _openTerms(r), instant);
    }

    function test_nothing_is_kept_spent_or_revoked_at_first(address who, address what, bytes32 id) public view {
        _eq(lens.keptFor(who, what, id), 0, "kept");
        _false(lens.isSpent(who, uint256(id)) || lens.isRevoked(who, id), "spent");
    }

    function test_raw_words_are_those_of_the_storage(bytes32[3] memory slots) public {
        bytes32[] memory asked = new bytes32[](3);
        for (uint256 i; i < 3; ++i) {
            asked[i] = slots[i];
            vm.store(address(ledger), slots[i], keccak256(abi.encode(slots[i])));
        }
        bytes32[] memory words = ledger.extSloads(asked);
        for (uint256 i; i < 3; ++i) {
            _eq(words[i], keccak256(abi.encode(slots[i])), "word");
        }
        _eq(ledger.extSloads(new bytes32[](0)).length, 0, "none");
    }
}
