// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ILedger} from "../../../contracts/interfaces/ILedger.sol";
import {Receivable, Status, Terms} from "../../../contracts/types/Types.sol";
import {Typed} from "../support/Typed.sol";
import {World} from "../support/World.sol";

/// @notice Which terms may be newly agreed in the open: each field at its limit and beyond it.
contract IssueTermsTest is World {
    uint96 private constant MAX_AMOUNT = 2 ** 92 - 1;
    uint256 private constant FIELDS = 17;

    uint256 private number;

    function test_currency() public {
        Terms memory t = _terms();
        t.currency = address(0);
        _refuses(t, "currency", 0);
        t.currency = address(1);
        _takes(t);
    }

    function test_amount() public {
        Terms memory t = _plainTerms();
        t.amount = 0;
        _refuses(t, "amount", 0);
        t.amount = MAX_AMOUNT + 1;
        _refuses(t, "amount", uint256(MAX_AMOUNT) + 1);
        t.amount = MAX_AMOUNT;
        _takes(t);
        t.amount = 1;
        _takes(t);
    }

    function test_due_day() public {
        Terms memory t = _plainTerms();
        t.dueDay = 0;
        _refuses(t, "dueDay", 0);
        t.dueDay = 2 ** 20;
        _refuses(t, "dueDay", 2 ** 20);
        t.dueDay = 2 ** 20 - 1;
        _takes(t);
        t.dueDay = 1;
        _takes(t);
    }

    function test_utc_offset() public {
        Terms memory t = _plainTerms();
        t.utcOffset = -721;
        _refuses(t, "utcOffset", uint16(int16(-721)));
        t.utcOffset = 841;
        _refuses(t, "utcOffset", 841);
        t.utcOffset = -720;
        _takes(t);
        t.utcOffset = 840;
        _takes(t);
    }

    function test_rates() public {
        Terms memory t = _plainTerms();
        t.slidingRate = 1_000_001;
        _refuses(t, "slidingRate", 1_000_001);
        (t.slidingRate, t.lateRate) = (1_000_000, 1_000_001);
        _refuses(t, "lateRate", 1_000_001);
        t.lateRate = 1_000_000;
        _takes(t);
    }

    function test_basis() public {
        Terms memory t = _plainTerms();
        uint16[4] memory bad = [uint16(0), 359, 361, 366];
        for (uint256 i; i < bad.length; ++i) {
            t.basis = bad[i];
            _refuses(t, "basis", bad[i]);
        }
        t.basis = 360;
        _takes(t);
    }

    function test_grace_and_acceleration() public {
        Terms memory t = _plainTerms();
        t.graceDays = 366;
        _refuses(t, "graceDays", 366);
        (t.graceDays, t.accelerationDays) = (365, 366);
        _refuses(t, "accelerationDays", 366);
        t.accelerationDays = 365;
        _takes(t);
    }

    function test_fixed_sum() public {
        Terms memory t = _plainTerms();
        t.fixedSum = MAX_AMOUNT + 1;
        _refuses(t, "fixedSum", uint256(MAX_AMOUNT) + 1);
        t.fixedSum = MAX_AMOUNT;
        _takes(t);
    }

    function test_allocation() public {
        Terms memory t = _plainTerms();
        t.allocation = 2;
        _refuses(t, "allocation", 2);
        t.allocation = 1;
        _takes(t);
    }

    function test_first_tier() public {
        Terms memory t = _plainTerms();
        (t.discountDay1, t.discount1) = (t.dueDay + 1, 1);
        _refuses(t, "discountDay1", t.dueDay + 1);
        (t.discountDay1, t.discount1) = (t.dueDay, 0);
        _refuses(t, "discountDay1", t.dueDay);
        (t.discountDay1, t.discount1) = (0, 1);
        _refuses(t, "discountDay1", 0);
        (t.discountDay1, t.discount1) = (t.dueDay, t.amount + 1);
        _refuses(t, "discount1", t.amount + 1);
        (t.discountDay1, t.discount1) = (t.dueDay, t.amount);
        _takes(t);
    }

    function test_second_tier() public {
        Terms memory t = _terms();
        t.discountDay2 = t.dueDay + 1;
        _refuses(t, "discountDay2", t.dueDay + 1);
        t.discountDay2 = t.discountDay1;
        _refuses(t, "discountDay2", t.discountDay1);
        (t.discountDay2, t.discount2) = (t.dueDay, 0);
        _refuses(t, "discountDay2", t.dueDay);
        (t.discountDay2, t.discount2) = (0, 1);
        _refuses(t, "discountDay2", 0);
        (t.discountDay2, t.discount2) = (t.dueDay, t.discount1);
        _refuses(t, "discount2", t.discount1);
        t.discount2 = t.discount1 - 1;
        _takes(t);
    }

    function test_a_second_tier_without_a_first() public {
        Terms memory t = _plainTerms();
        (t.discountDay2, t.discount2) = (t.dueDay, 1);
        _refuses(t, "discount2", 1);
    }

    function test_discount_on_parts_without_a_discount() public {
        Terms memory t = _plainTerms();
        t.discountOnParts = true;
        _refuses(t, "discountOnParts", 1);
        t.slidingRate = 1;
        _takes(t);
        (t.slidingRate, t.discountDay1, t.discount1) = (0, t.dueDay, 1);
        _takes(t);
    }

    /// @dev Every word that is no value of its field is refused, so that no event and no commitment carries it.
    function test_dirty_words_of_terms_and_header_are_refused() public {
        bytes memory call = abi.encodeCall(ledger.issue, (_make(1), _none(), _none()));
        for (uint256 word; word < 6 + FIELDS; ++word) {
            if (word == 2 || word == 6 + FIELDS - 1) continue; // The invoice and the salt take any word.
            _callWithDirt(call, word);
        }
        vm.prank(supplier.addr);
        (bool ok, ) = address(ledger).call(call);
        _true(ok, "clean");
    }

    function test_dirty_words_of_a_header_are_refused_when_sealed_or_accepted() public {
        Receivable memory r = _make(1);
        bytes memory seal = abi.encodeCall(ledger.issueSealed, (_openHeader(r), "", _none(), _none()));
        for (uint256 word; word < 6; ++word) {
            if (word != 2) _callWithDirt(seal, word);
        }
        _issue(r);
        bytes memory accept = abi.encodeCall(ledger.accept, (_openHeader(r), _unopened(), _none()));
        for (uint256 word; word < 6; ++word) {
            _callWithDirt(accept, word);
        }
        _true(_state(r).status == Status.Issued, "issued");
    }

    /// @dev Sets the highest bit of a word of the first argument.
    function _callWithDirt(bytes memory call, uint256 word) private {
        bytes memory dirty = bytes.concat(call);
        dirty[4 + 32 * word] = bytes1(uint8(dirty[4 + 32 * word]) ^ 0x80);
        vm.prank(supplier.addr);
        (bool ok, ) = address(ledger).call(dirty);
        _false(ok, string.concat("word ", vm.toString(word)));
    }

    function _refuses(Terms memory t, bytes32 field, uint256 value) private {
        vm.expectRevert(abi.encodeWithSelector(ILedger.TermsInvalid.selector, field, value));
        _issue(_make(++number, t));
    }

    function _takes(Terms memory t) private {
        Receivable memory r = _make(++number, t);
        _issue(r);
        _eq(bytes32(_state(r).commitment), bytes32(bytes30(Typed.hash(r))), "commitment");
    }
}
