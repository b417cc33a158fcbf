// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Conditions, DealTerms} from "../../../contracts/types/FactoringTypes.sol";
import {Receivable} from "../../../contracts/types/Types.sol";
import {FactoringWorld} from "./FactoringWorld.sol";

/// @notice Terms that many deals share have one word: each deal finds its own, whatever lies where it would.
contract SellTermsTest is FactoringWorld {
    uint256 private constant PLACES = 2 ** 31;
    uint256 private constant PROBES = 8;
    uint256 private constant FOREIGN = 1;

    function _word(DealTerms memory t) private pure returns (uint256) {
        uint256 offset = uint256(uint16(t.utcOffset)) << 224;
        uint256 days_ = (uint256(t.recourseDays) << 208) | (uint256(t.basis) << 192);
        return offset | days_ | (uint256(t.feeRate) << 160) | uint160(t.seller);
    }

    function _shared() private view returns (DealTerms memory) {
        return DealTerms(supplier.addr, 80_000, 360, 10, 60);
    }

    /// @dev Where the first probe looks.
    function _placeOf(DealTerms memory t) private pure returns (uint256) {
        return uint256(keccak256(abi.encode(_word(t), 0))) % PLACES;
    }

    /// @dev The slot of the mapping, found by what the first sale wrote there.
    function _mapping() private view returns (uint256 slot) {
        while (_at(slot, _placeOf(_shared())) != _word(_shared())) {
            ++slot;
            require(slot < 32, "no mapping of terms");
        }
    }

    function _slot(uint256 mapping_, uint256 place) private pure returns (bytes32) {
        return keccak256(abi.encode(place % PLACES, mapping_));
    }

    function _at(uint256 mapping_, uint256 place) private view returns (uint256) {
        return uint256(vm.load(address(desk), _slot(mapping_, place)));
    }

    /// @dev As if other terms lay in the first `count` places of those with another rate.
    function _occupy(uint256 count) private returns (uint256 mapping_, Conditions memory c, DealTerms memory t) {
        _sold(1);
        mapping_ = _mapping();
        (c, t) = (_conditions(), _shared());
        (c.price.feeRate, t.feeRate) = (90_000, 90_000);
        for (uint256 i; i < count; ++i) {
            vm.store(address(desk), _slot(mapping_, _placeOf(t) + i), bytes32(FOREIGN));
        }
    }

    function test_deals_that_agree_in_everything_share_a_word() public {
        Receivable memory first = _sold(1);
        Receivable memory second = _sold(2);
        uint256 mapping_ = _mapping();
        _eq(_at(mapping_, _placeOf(_shared()) + 1), 0, "no second word");
        _eq(_word(_termsOf(first)), _word(_shared()), "first");
        _eq(_word(_termsOf(second)), _word(_shared()), "second");
    }

    function test_deals_that_differ_keep_each_its_own() public {
        Receivable[] memory all = _readyMany(5);
        for (uint256 i; i < 5; ++i) {
            Conditions memory c = _conditions(i);
            if (i == 1) c.price.feeRate = 80_001;
            if (i == 2) c.price.basis = 365;
            if (i == 3) c.price.recourseDays = 11;
            if (i == 4) c.utcOffset = -60;
            _sell(_single(all[i], c));
        }
        _eq(_word(_termsOf(all[0])), _word(_shared()), "shared");
        _eq(_termsOf(all[1]).feeRate, 80_001, "rate");
        _eq(_termsOf(all[2]).basis, 365, "basis");
        _eq(_termsOf(all[3]).recourseDays, 11, "recourse");
        _true(_termsOf(all[4]).utcOffset == -60, "zone");
    }

    function test_terms_whose_place_is_taken_lie_in_the_next_free_one() public {
        (uint256 mapping_, Conditions memory c, DealTerms memory t) = _occupy(PROBES - 1);
        (Receivable memory first, Receivable memory second) = (_ready(2), _ready(3));
        _sell(_single(first, c));
        c.nonce += 1;
        _sell(_single(second, c));
        _eq(_at(mapping_, _placeOf(t) + PROBES - 1), _word(t), "the last place");
        _eq(_at(mapping_, _placeOf(t)), FOREIGN, "what lay there before");
        _eq(_word(_termsOf(first)), _word(t), "terms");
        _eq(_word(_termsOf(second)), _word(t), "terms of the second");
    }

    function test_terms_that_find_no_place_are_refused() public {
        (, Conditions memory c, DealTerms memory t) = _occupy(PROBES);
        Receivable memory r = _ready(2);
        _refuses(_single(r, c), _offerInvalid("price", _word(t)));
        c.price.feeRate += 1;
        _sell(_single(r, c));
    }
}
