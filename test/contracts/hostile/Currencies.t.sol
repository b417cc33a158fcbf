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
import {CurrencyBehaviour} from "../support/CurrencyBehaviour.sol";

contract PlainCurrencyTest is CurrencyBehaviour {
    function _newCurrency() internal override returns (Currency) {
        return new Currency();
    }
}

contract SilentCurrencyTest is CurrencyBehaviour {
    function _newCurrency() internal override returns (Currency) {
        return new SilentCurrency();
    }
}

contract FalseCurrencyTest is CurrencyBehaviour {
    function _newCurrency() internal override returns (Currency) {
        return new FalseCurrency();
    }
}

contract VerboseCurrencyTest is CurrencyBehaviour {
    function _newCurrency() internal override returns (Currency) {
        return new VerboseCurrency();
    }
}

contract NeverZeroCurrencyTest is CurrencyBehaviour {
    function _newCurrency() internal override returns (Currency) {
        return new NeverZeroCurrency();
    }
}

contract LimitedCurrencyTest is CurrencyBehaviour {
    function _newCurrency() internal override returns (Currency) {
        return new LimitedCurrency();
    }
}

contract HookedCurrencyTest is CurrencyBehaviour {
    function _newCurrency() internal override returns (Currency) {
        return new HookedCurrency();
    }
}
