// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ILedger} from "../../../contracts/interfaces/ILedger.sol";
import {Receivable, Status} from "../../../contracts/types/Types.sol";
import {AgreementWorld} from "../support/TypedAmendments.sol";

/// @notice The least part that a policy names (R69): ten to the power of its bits 3 to 7, in minor units.
contract SplitMinimumTest is AgreementWorld {
    function test_a_part_of_exactly_the_minimum_stands_and_one_unit_less_does_not() public {
        for (uint8 n = 1; n <= 5; ++n) {
            Receivable memory r = _with(n, n);
            bytes32 id = _accepted(r);
            uint96 minimum = uint96(10 ** uint256(n));
            uint96[] memory amounts = new uint96[](2);
            for (uint256 i; i < 2; ++i) {
                (amounts[i], amounts[1 - i]) = (minimum - 1, AMOUNT - minimum + 1);
                _tooSmall(r, amounts, i, minimum);
            }
            (amounts[0], amounts[1]) = (minimum, AMOUNT - minimum);
            Receivable[] memory parts = _partsOf(r, amounts);
            _splitAs(supplier.addr, r, amounts);
            _true(lens.stateOf(id).status == Status.Split && _state(parts[0]).status == Status.Accepted, "split");
        }
    }

    function test_without_a_minimum_a_part_is_one_unit_at_least() public {
        Receivable memory r = _splittable(1);
        _accepted(r);
        uint96[] memory amounts = new uint96[](2);
        (amounts[0], amounts[1]) = (AMOUNT, 0);
        _tooSmall(r, amounts, 1, 1);
        (amounts[0], amounts[1]) = (AMOUNT - 1, 1);
        _splitAs(supplier.addr, r, amounts);
    }

    function test_the_first_part_that_is_too_small_is_named() public {
        Receivable memory r = _with(1, 3);
        _accepted(r);
        uint96[] memory amounts = new uint96[](4);
        (amounts[0], amounts[1], amounts[2], amounts[3]) = (1_000, 999, 1, AMOUNT - 2_000);
        _tooSmall(r, amounts, 1, 1_000);
    }

    function test_parts_keep_the_minimum() public {
        Receivable memory r = _with(1, 5);
        _accepted(r);
        uint96[] memory amounts = new uint96[](3);
        (amounts[0], amounts[1], amounts[2]) = (600_000, 250_000, 150_000);
        Receivable memory part = _partsOf(r, amounts)[1];
        _splitAs(supplier.addr, r, amounts);
        _eq(part.header.policy, r.header.policy, "the policy is that of the whole");
        uint96[] memory smaller = new uint96[](2);
        (smaller[0], smaller[1]) = (160_000, 90_000);
        _tooSmall(part, smaller, 1, 100_000);
        (smaller[0], smaller[1]) = (150_000, 100_000);
        _splitAs(supplier.addr, part, smaller);
        _true(_state(part).status == Status.Split, "split again");
    }

    function test_what_was_paid_makes_what_is_left_too_small() public {
        Receivable memory r = _with(1, 5);
        r.terms = _plainTerms();
        _accepted(r);
        _pay(r, buyer.addr, AMOUNT - 199_999);
        uint96[] memory amounts = new uint96[](2);
        (amounts[0], amounts[1]) = (100_000, 99_999);
        _tooSmall(r, amounts, 1, 100_000);
    }

    function test_an_amendment_changes_it() public {
        Receivable memory r = _with(1, 5);
        _accepted(r);
        Receivable memory next = _next(r);
        next.header.policy = SPLITTABLE | (2 << 3);
        _agree(r, next);
        uint96[] memory amounts = new uint96[](2);
        (amounts[0], amounts[1]) = (AMOUNT - 100, 100);
        _splitAs(supplier.addr, next, amounts);
        _true(_state(next).status == Status.Split, "split");
    }

    function test_the_largest_amounts_have_the_largest_minimum() public {
        Receivable memory r = _with(1, 27);
        r.terms = _plainTerms();
        r.terms.amount = MOST;
        _accepted(r);
        uint96[] memory amounts = new uint96[](2);
        (amounts[0], amounts[1]) = (MOST - 10 ** 27 + 1, 10 ** 27 - 1);
        _tooSmall(r, amounts, 1, 10 ** 27);
        (amounts[0], amounts[1]) = (MOST - 10 ** 27, 10 ** 27);
        _splitAs(supplier.addr, r, amounts);
        _true(_state(r).status == Status.Split, "split");
    }

    function test_a_minimum_locks_nothing() public {
        Receivable memory r = _with(1, 9);
        bytes32 id = _accepted(r);
        _false(_state(r).locked, "free");
        _transfer(id, factor.addr);
    }

    /// hardhat-config: fuzz.runs = 1500
    function test_fuzz_parts_stand_if_none_is_below_the_minimum(uint8 n, uint96 a, uint96 b) public {
        n = 1 + (n % 5);
        uint256 minimum = 10 ** uint256(n);
        Receivable memory r = _with(1, n);
        bytes32 id = _accepted(r);
        uint96[] memory amounts = new uint96[](3);
        (amounts[0], amounts[1]) = (a % uint96(3 * minimum), b % uint96(3 * minimum));
        amounts[2] = AMOUNT - amounts[0] - amounts[1];
        uint256 small =
            amounts[0] < minimum
                ? 0
                : amounts[1] < minimum
                    ? 1
                    : amounts[2] < minimum
                        ? 2
                        : 3;
        if (small != 3) return _tooSmall(r, amounts, small, minimum);
        _splitAs(supplier.addr, r, amounts);
        _true(lens.stateOf(id).status == Status.Split, "split");
    }

    function _with(uint256 number, uint8 n) private view returns (Receivable memory r) {
        r = _make(number);
        r.header.policy = SPLITTABLE | (n << 3);
    }

    function _tooSmall(Receivable memory r, uint96[] memory amounts, uint256 part, uint256 minimum) private {
        vm.expectRevert(abi.encodeWithSelector(ILedger.PartTooSmall.selector, _id(r), part, amounts[part], minimum));
        _splitAs(supplier.addr, r, amounts);
    }
}
