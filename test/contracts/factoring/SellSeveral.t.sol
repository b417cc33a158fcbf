// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Conditions, Sale} from "../../../contracts/types/FactoringTypes.sol";
import {Receivable} from "../../../contracts/types/Types.sol";
import {FactoringWorld} from "./FactoringWorld.sol";
import {TypedOffers} from "./TypedOffers.sol";

/// @notice One signature of the factor over a root, and named receivables under it.
contract SellSeveralTest is FactoringWorld {
    function _offered(uint256 count) private returns (Sale[] memory) {
        return _several(_readyMany(count), _conditions());
    }

    function _offerOf(Sale memory s, bytes32 root) private pure returns (bytes32) {
        return TypedOffers.several(root, s.count, s.conditions);
    }

    /// @dev The root that the proof of a sale leads to.
    function _rootIn(Sale memory s) private pure returns (bytes32 node) {
        node = TypedOffers.leaf(s.index, s.receivable);
        for (uint256 i; i < s.proof.length; ++i) {
            bytes32 beside = s.proof[i];
            node = keccak256(node < beside ? abi.encode(node, beside) : abi.encode(beside, node));
        }
    }

    function test_ten_are_sold_in_one_transaction() public {
        Sale[] memory sales = _offered(10);
        _sellMany(sales);
        for (uint256 i; i < 10; ++i) {
            _true(_isSold(sales[i].receivable), "sold");
            _eq(_fundsOf(sales[i].receivable), ADVANCE, "funds");
            _true(desk.isSpent(OFFER_NONCE + i), "nonce of its own");
        }
        _false(desk.isSpent(OFFER_NONCE + 10), "no other nonce");
        _eq(coin.balanceOf(supplier.addr), 10 * ADVANCE, "advances");
    }

    function test_they_are_sold_in_any_order_and_not_all_need_to_be() public {
        Sale[] memory sales = _offered(5);
        _sell(sales[3]);
        _sell(sales[0]);
        _sell(sales[4]);
        _false(_isSold(sales[1].receivable), "the second stays");
        _eq(coin.balanceOf(supplier.addr), 3 * ADVANCE, "advances");
    }

    function test_a_root_may_hold_one_alone() public {
        Sale[] memory sales = _offered(1);
        _eq(sales[0].proof.length, 0, "no proof");
        _sell(sales[0]);
    }

    function test_each_is_sold_under_the_root_once() public {
        Sale[] memory sales = _offered(3);
        _sell(sales[1]);
        _boughtBack(sales[1].receivable);
        vm.expectRevert(_nonceTaken(OFFER_NONCE + 1));
        _sell(sales[1]);
        _sell(sales[2]);
    }

    function test_a_root_that_names_one_twice_takes_it_again_after_a_buy_back() public {
        Receivable[] memory twice = new Receivable[](2);
        twice[0] = _ready(1);
        twice[1] = twice[0];
        Sale[] memory sales = _several(twice, _conditions());
        _sell(sales[0]);
        _boughtBack(twice[0]);
        _sell(sales[1]);
        _eq(_fundsOf(twice[0]), ADVANCE, "funds of the second deal");
    }

    function test_a_voided_nonce_takes_one_away_and_leaves_the_others() public {
        Sale[] memory sales = _offered(3);
        vm.prank(factor.addr);
        desk.spendNonces(OFFER_NONCE + 1, 1);
        vm.expectRevert(_nonceTaken(OFFER_NONCE + 1));
        _sell(sales[1]);
        _sell(sales[0]);
        _sell(sales[2]);
    }

    function test_one_that_cannot_be_sold_keeps_all_of_a_transaction_from_being_sold() public {
        Sale[] memory sales = _offered(3);
        _disputeOf(sales[2].receivable, 1);
        vm.expectRevert(_notSaleable(sales[2].receivable, "disputed"));
        _sellMany(sales);
        _false(_isSold(sales[0].receivable), "the first stays");
        _eq(coin.balanceOf(supplier.addr), 0, "no advance");
    }

    // ------------------------------------------------------------------------------------------------- limit of each

    function test_the_limit_is_for_each_of_the_root() public {
        Conditions memory c = _conditions();
        c.limit = uint96(ADVANCE);
        Receivable[] memory all = _readyMany(3);
        all[2] = _ready(77, AMOUNT + 2);
        Sale[] memory sales = _several(all, c);
        _sell(sales[0]);
        _sell(sales[1]);
        _refuses(sales[2], _beyond(ADVANCE, 0, ADVANCE + 1));
    }

    // -------------------------------------------------------------------------------------------- what is not in the
    // root

    function test_an_index_outside_the_count_is_not_in_the_root() public {
        Sale memory s = _offered(3)[2];
        s.index = 3;
        _refuses(s, _notSaleable(s.receivable, "root"));
        s.index = type(uint32).max;
        _refuses(s, _notSaleable(s.receivable, "root"));
    }

    function test_an_index_of_another_leads_to_another_root() public {
        Sale memory s = _offered(3)[2];
        s.index = 0;
        _refuses(s, _notSigned(_offerOf(s, _rootIn(s))));
    }

    function test_a_receivable_beside_the_root_leads_to_another_root() public {
        Sale memory s = _offered(3)[1];
        s.receivable = _ready(77);
        _refuses(s, _notSigned(_offerOf(s, _rootIn(s))));
    }

    function test_a_proof_with_another_step_leads_to_another_root() public {
        Sale memory s = _offered(4)[1];
        s.proof[1] = keccak256("another");
        _refuses(s, _notSigned(_offerOf(s, _rootIn(s))));
    }

    function test_another_count_than_the_signed_one_is_not_signed() public {
        Sale memory s = _offered(4)[1];
        s.count = 5;
        _refuses(s, _notSigned(_offerOf(s, _rootIn(s))));
    }

    function test_a_root_holds_no_more_than_its_factor_was_told() public {
        Receivable[] memory all = _readyMany(3);
        Sale[] memory sales = _several(all, _conditions());
        // The factor was told of two, and its root holds three.
        bytes memory signature = _signOffer(factor.key, TypedOffers.several(_rootIn(sales[0]), 2, sales[0].conditions));
        for (uint256 i; i < 2; ++i) {
            (sales[i].count, sales[i].signature) = (2, signature);
            _refuses(sales[i], _notSaleable(all[i], "root"));
        }
    }

    function test_a_proof_is_as_long_as_the_count_makes_it_and_no_longer() public {
        Sale[] memory sales = _offered(5);
        _eq(sales[0].proof.length, 3, "as deep as five are");
        _sell(sales[0]);
        Sale memory s = sales[1];
        s.proof = _append(s.proof, keccak256("one step more"));
        _refuses(s, _notSaleable(s.receivable, "root"));
    }

    function test_no_proof_is_as_long_as_thirty_two_steps() public {
        Sale memory s = _offered(2)[0];
        s.count = type(uint32).max;
        s.proof = new bytes32[](32);
        _refuses(s, _notSaleable(s.receivable, "root"));
        s.proof = new bytes32[](31);
        _refuses(s, _notSigned(_offerOf(s, _rootIn(s))));
    }

    function test_an_offer_for_one_is_not_one_for_several() public {
        Sale memory s = _single(_ready(1));
        s.index = 1;
        _refuses(s, _notSaleable(s.receivable, "root"));
    }

    function test_nonces_beyond_the_last_do_not_begin_anew() public {
        Conditions memory c = _conditions(type(uint256).max);
        Sale[] memory sales = _several(_readyMany(2), c);
        vm.expectRevert(abi.encodeWithSignature("Panic(uint256)", 0x11));
        _sell(sales[1]);
        _sell(sales[0]);
        _true(desk.isSpent(type(uint256).max), "the last nonce");
        _false(desk.isSpent(0), "the first nonce");
    }
}
