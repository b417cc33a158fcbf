// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IFactoringDesk} from "../../../contracts/interfaces/IFactoringDesk.sol";
import {Sale} from "../../../contracts/types/FactoringTypes.sol";
import {Receivable} from "../../../contracts/types/Types.sol";
import {IToken} from "../support/World.sol";
import {FactoringWorld} from "./FactoringWorld.sol";
import {TypedOffers} from "./TypedOffers.sol";

/// @notice Two who would buy the same thing, and two factors beside each other.
contract SellTwiceTest is FactoringWorld {
    /// @dev A second factor's desk and its offer for what the supplier holds.
    function _rival() private returns (IFactoringDesk rivals, Party memory rival) {
        rival = _party("rival");
        rivals = _openDesk(rival.addr);
    }

    function _rivalOffer(Receivable memory r, IFactoringDesk rivals, uint256 key) private view returns (Sale memory s) {
        s = _single(r);
        s.signature = _sign(key, _digestFor(rivals, TypedOffers.single(r, s.conditions)));
    }

    function test_the_same_invoice_is_not_funded_twice_by_two_factors() public {
        Receivable memory r = _ready(1);
        (IFactoringDesk rivals, Party memory rival) = _rival();
        bytes memory data = abi.encode(_rivalOffer(r, rivals, rival.key));
        _sell(_single(r));
        vm.expectRevert(IToken.TransferFromIncorrectOwner.selector);
        _sendAs(supplier.addr, supplier.addr, address(rivals), _id(r), data);
        _eq(coin.balanceOf(supplier.addr), ADVANCE, "one advance");
        _eq(coin.balanceOf(rival.addr), CASH, "the second kept its money");
    }

    function test_the_same_invoice_is_not_funded_twice_by_one_factor() public {
        Receivable memory r = _ready(1);
        Sale memory second = _single(r, _conditions(OFFER_NONCE + 1));
        _sell(_single(r, _conditions()));
        _refuses(second, abi.encodeWithSelector(IToken.TransferFromIncorrectOwner.selector));
    }

    function test_two_sales_of_one_receivable_in_one_transaction_are_none() public {
        Receivable memory r = _ready(1);
        Sale[] memory sales = new Sale[](2);
        (sales[0], sales[1]) = (_single(r, _conditions()), _single(r, _conditions(OFFER_NONCE + 1)));
        vm.expectRevert(IToken.TransferFromIncorrectOwner.selector);
        _sellMany(sales);
        _eq(coin.balanceOf(supplier.addr), 0, "no advance");
    }

    function test_an_offer_for_another_factors_desk_is_worth_nothing_here() public {
        Receivable memory r = _ready(1);
        (IFactoringDesk rivals, Party memory rival) = _rival();
        Sale memory s = _rivalOffer(r, rivals, rival.key);
        _refuses(s, _notSigned(TypedOffers.single(r, s.conditions)));
    }

    function test_a_desk_spends_the_allowance_of_its_own_factor_alone() public {
        (IFactoringDesk rivals, Party memory rival) = _rival();
        Receivable memory r = _ready(1);
        _sell(_single(r));
        _eq(coin.balanceOf(rival.addr), CASH, "the rival after the factor bought");
        r = _ready(2);
        _sendAs(supplier.addr, supplier.addr, address(rivals), _id(r), abi.encode(_rivalOffer(r, rivals, rival.key)));
        _eq(coin.balanceOf(factor.addr), CASH - ADVANCE, "the factor after the rival bought");
        _eq(coin.balanceOf(rival.addr), CASH - ADVANCE, "the rival paid for its own");
    }
}
