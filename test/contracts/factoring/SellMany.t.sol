// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Conditions, Sale} from "../../../contracts/types/FactoringTypes.sol";
import {Receivable, Terms} from "../../../contracts/types/Types.sol";
import {Vm} from "../support/Vm.sol";
import {IToken} from "../support/World.sol";
import {FactoringWorld} from "./FactoringWorld.sol";
import {TypedOffers} from "./TypedOffers.sol";

/// @notice Many at once by a seller that approved the desk, and what one transaction remembers.
contract SellManyTest is FactoringWorld {
    function setUp() public override {
        super.setUp();
        vm.prank(supplier.addr);
        token.setApprovalForAll(address(desk), true);
    }

    function _offered(uint256 count) private returns (Sale[] memory) {
        return _several(_readyMany(count), _conditions());
    }

    function _sellManyAs(address sender, Sale[] memory sales) private returns (uint256) {
        vm.prank(sender);
        return desk.sellMany(sales);
    }

    /// @dev What was signed if the count is another.
    function _offerOf(Sale memory s) private pure returns (bytes32) {
        bytes32 node = TypedOffers.leaf(s.index, s.receivable);
        for (uint256 i; i < s.proof.length; ++i) {
            bytes32 beside = s.proof[i];
            node = keccak256(node < beside ? abi.encode(node, beside) : abi.encode(beside, node));
        }
        return TypedOffers.several(node, s.count, s.conditions);
    }

    function test_many_are_sold_for_one_transfer_of_cash() public {
        Sale[] memory sales = _offered(10);
        vm.recordLogs();
        _eq(_sellManyAs(supplier.addr, sales), 10 * ADVANCE, "advance");
        uint256 transfers;
        Vm.Log[] memory logs = vm.getRecordedLogs();
        for (uint256 i; i < logs.length; ++i) {
            if (logs[i].emitter == address(coin)) ++transfers;
        }
        _eq(transfers, 1, "transfers of cash");
        _eq(coin.balanceOf(supplier.addr), 10 * ADVANCE, "seller");
        _eq(coin.balanceOf(factor.addr), CASH - 10 * ADVANCE, "factor");
        for (uint256 i; i < 10; ++i) {
            _true(_isSold(sales[i].receivable) && _state(sales[i].receivable).listening, "held and listened to");
            _eq(_fundsOf(sales[i].receivable), ADVANCE, "funds");
        }
    }

    function test_many_may_be_sold_under_offers_of_every_kind() public {
        Sale[] memory sales = new Sale[](3);
        Receivable[] memory one = new Receivable[](1);
        (sales[0], sales[1], one[0]) = (_single(_ready(1)), _draw(_ready(2)), _ready(3));
        sales[2] = _several(one, _conditions())[0];
        _eq(_sellManyAs(supplier.addr, sales), 3 * ADVANCE, "advance");
    }

    function test_many_of_nothing_is_nothing() public {
        _eq(_sellManyAs(stranger.addr, new Sale[](0)), 0, "advance");
    }

    function test_many_are_not_sold_without_an_approval() public {
        Sale[] memory sales = _offered(2);
        vm.prank(supplier.addr);
        token.setApprovalForAll(address(desk), false);
        vm.expectRevert(IToken.NotOwnerNorApproved.selector);
        _sellManyAs(supplier.addr, sales);
    }

    function test_nobody_sells_what_another_holds_although_it_approved_the_desk() public {
        Sale[] memory sales = _offered(2);
        address[2] memory others = [stranger.addr, factor.addr];
        for (uint256 i; i < 2; ++i) {
            vm.expectRevert(IToken.TransferFromIncorrectOwner.selector);
            _sellManyAs(others[i], sales);
        }
    }

    function test_one_named_twice_is_not_sold_at_all() public {
        Sale[] memory sales = _offered(2);
        sales[1] = sales[0];
        vm.expectRevert(IToken.TransferFromIncorrectOwner.selector);
        _sellManyAs(supplier.addr, sales);
        _eq(coin.balanceOf(supplier.addr), 0, "no advance");
    }

    function test_many_are_sold_in_one_currency() public {
        Sale[] memory sales = new Sale[](2);
        Terms memory t = _plainTerms();
        t.currency = _deploy("DemoCurrency", abi.encode("Other", "OTH", uint8(2)));
        Receivable memory r = _make(2, t);
        _accepted(r);
        Conditions memory c = _conditions();
        c.currency = t.currency;
        (sales[0], sales[1]) = (_single(_ready(1)), _single(r, c));
        vm.expectRevert(_notSaleable(r, "currency"));
        _sellManyAs(supplier.addr, sales);
    }

    function test_one_that_cannot_be_sold_keeps_all_of_them_from_being_sold() public {
        Sale[] memory sales = _offered(3);
        _disputeOf(sales[2].receivable, 1);
        vm.expectRevert(_notSaleable(sales[2].receivable, "disputed"));
        _sellManyAs(supplier.addr, sales);
        _false(_isSold(sales[0].receivable), "the first stays");
        _false(desk.isSpent(OFFER_NONCE), "its nonce");
    }

    // ---------------------------------------------------------------------------------------- what a transaction
    // remembers

    function test_one_signature_is_enough_for_one_transaction() public {
        Sale[] memory sales = _offered(3);
        (sales[1].signature, sales[2].signature) = ("", "");
        _eq(_sellManyAs(supplier.addr, sales), 3 * ADVANCE, "advance");
    }

    function test_nothing_else_passes_beside_what_was_signed() public {
        Sale[] memory sales = _offered(3);
        (sales[1].signature, sales[1].count) = ("", 4);
        vm.expectRevert(_notSigned(_offerOf(sales[1])));
        _sellManyAs(supplier.addr, sales);
        (sales[1].count, sales[1].conditions.price.advanceRate) = (3, 1_000_000);
        vm.expectRevert(_notSigned(_offerOf(sales[1])));
        _sellManyAs(supplier.addr, sales);
    }

    function test_a_nonce_is_spent_once_within_a_transaction_too() public {
        Receivable[] memory all = _readyMany(2);
        Conditions memory c = _conditions();
        Sale[] memory sales = new Sale[](2);
        (sales[0], sales[1]) = (_single(all[0], c), _single(all[1], c));
        vm.expectRevert(_nonceTaken(OFFER_NONCE));
        _sellManyAs(supplier.addr, sales);
    }

    function test_what_was_refused_is_not_remembered_as_signed() public {
        Sale[] memory sales = _offered(2);
        _disputeOf(sales[1].receivable, 1);
        vm.expectRevert(_notSaleable(sales[1].receivable, "disputed"));
        _sellManyAs(supplier.addr, sales);
        sales[0].signature = "";
        _refuses(sales[0], _notSigned(_offerOf(sales[0])));
    }

    function test_another_desk_remembers_nothing_of_this_one() public {
        Sale[] memory sales = _offered(2);
        _sell(sales[0]);
        Party memory rival = _party("rival");
        address rivals = address(_openDesk(rival.addr));
        bytes memory data = abi.encode(sales[1]);
        vm.expectRevert();
        _sendAs(supplier.addr, supplier.addr, rivals, _id(sales[1].receivable), data);
        _eq(coin.balanceOf(rival.addr), CASH, "nothing spent");
    }
}
