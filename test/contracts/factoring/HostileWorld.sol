// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {HookedCurrency} from "../mocks/Currencies.sol";
import {Reenterer} from "../mocks/Reenterer.sol";
import {SettlingWorld} from "./SettlingWorld.sol";

/// @notice An account that says yes to every signature, and does what it was told whenever cash comes or goes.
contract HostileParty is Reenterer {
    function isValidSignature(bytes32, bytes calldata) external pure returns (bytes4) {
        return this.isValidSignature.selector;
    }
}

/// @notice Seller, factor and buyer are contracts, and the currency calls them before and after it moves.
abstract contract HostileWorld is SettlingWorld {
    HostileParty internal seller;
    HostileParty internal financier;
    HostileParty internal debtor;

    function setUp() public virtual override {
        super.setUp();
        (seller, financier, debtor) = (new HostileParty(), new HostileParty(), new HostileParty());
        (supplier.addr, factor.addr, buyer.addr) = (address(seller), address(financier), address(debtor));
        desk = factoring.open(factor.addr);
        HookedCurrency hooked = new HookedCurrency();
        _useCurrency(address(hooked));
        _enrich(supplier.addr);
        hooked.setHooked(supplier.addr);
        hooked.setHooked(factor.addr);
        hooked.setHooked(buyer.addr);
    }
}
