// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {
    Currency,
    FalseCurrency,
    HookedCurrency,
    LimitedCurrency,
    NeverZeroCurrency,
    SilentCurrency,
    VerboseCurrency
} from "../mocks/Currencies.sol";
import {Permit2Behaviour} from "../support/Permit2Behaviour.sol";

contract PlainCurrencyByPermit2Test is Permit2Behaviour {
    function _newCurrency() internal override returns (Currency) {
        return new Currency();
    }
}

contract SilentCurrencyByPermit2Test is Permit2Behaviour {
    function _newCurrency() internal override returns (Currency) {
        return new SilentCurrency();
    }
}

contract FalseCurrencyByPermit2Test is Permit2Behaviour {
    function _newCurrency() internal override returns (Currency) {
        return new FalseCurrency();
    }
}

contract VerboseCurrencyByPermit2Test is Permit2Behaviour {
    function _newCurrency() internal override returns (Currency) {
        return new VerboseCurrency();
    }
}

contract NeverZeroCurrencyByPermit2Test is Permit2Behaviour {
    function _newCurrency() internal override returns (Currency) {
        return new NeverZeroCurrency();
    }
}

contract LimitedCurrencyByPermit2Test is Permit2Behaviour {
    function _newCurrency() internal override returns (Currency) {
        return new LimitedCurrency();
    }
}

contract HookedCurrencyByPermit2Test is Permit2Behaviour {
    function _newCurrency() internal override returns (Currency) {
        return new HookedCurrency();
    }
}
