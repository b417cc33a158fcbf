// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {DemoCurrency} from "../../contracts/demo/DemoCurrency.sol";
import {Base} from "./support/Base.sol";

contract DemoCurrencyTest is Base {
    function test_it_has_the_name_and_decimals_it_was_made_with() public {
        for (uint8 decimals; decimals < 19; decimals += 6) {
            DemoCurrency coin = DemoCurrency(_deploy("DemoCurrency", abi.encode("Demo", "DEM", decimals)));
            _eq(coin.decimals(), decimals, "decimals");
            _eq(keccak256(bytes(coin.name())), keccak256("Demo"), "name");
            _eq(keccak256(bytes(coin.symbol())), keccak256("DEM"), "symbol");
        }
    }

    function test_anybody_gives_away_what_is_worth_nothing() public {
        DemoCurrency coin = DemoCurrency(_deploy("DemoCurrency", abi.encode("Demo", "DEM", uint8(2))));
        address holder = vm.addr(_keyOf("holder"));
        coin.mint(holder, 5);
        coin.mint(holder, 2);
        _true(coin.balanceOf(holder) == 7 && coin.totalSupply() == 7, "minted");
    }
}
