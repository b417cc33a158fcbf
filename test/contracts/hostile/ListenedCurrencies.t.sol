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
import {ListenerBehaviour} from "../support/ListenerBehaviour.sol";

contract PlainCurrencyToListenersTest is ListenerBehaviour {
    function _newCurrency() internal override returns (Currency) {
        return new Currency();
    }
}

contract SilentCurrencyToListenersTest is ListenerBehaviour {
    function _newCurrency() internal override returns (Currency) {
        return new SilentCurrency();
    }
}

contract FalseCurrencyToListenersTest is ListenerBehaviour {
    function _newCurrency() internal override returns (Currency) {
        return new FalseCurrency();
    }
}

contract VerboseCurrencyToListenersTest is ListenerBehaviour {
    function _newCurrency() internal override returns (Currency) {
        return new VerboseCurrency();
    }
}

contract NeverZeroCurrencyToListenersTest is ListenerBehaviour {
    function _newCurrency() internal override returns (Currency) {
        return new NeverZeroCurrency();
    }
}

contract LimitedCurrencyToListenersTest is ListenerBehaviour {
    function _newCurrency() internal override returns (Currency) {
        return new LimitedCurrency();
    }
}

contract HookedCurrencyToListenersTest is ListenerBehaviour {
    function _newCurrency() internal override returns (Currency) {
        return new HookedCurrency();
    }
}
