// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Consent, OpenTerms, PaymentOrder, Permit2Consent, Receivable} from "../../../contracts/types/Types.sol";
import {Currency} from "../mocks/Currencies.sol";
import {Listener} from "../mocks/Listener.sol";
import {Permit2World} from "./Permit2World.sol";
import {Typed} from "./Typed.sol";

/// @notice A world with a holder that listens, and every way in which cash reaches it.
abstract contract ListenerWorld is Permit2World {
    /// @dev By the payer itself, by its carried signature, in a batch, through Permit2.
    enum Way {
        Own,
        Carried,
        Batch,
        Permit2
    }

    uint256 internal constant WAYS = 4;
    uint256 internal constant HOOK_GAS = 300_000;
    uint256 internal constant DELIVERY_GAS = 700_000;

    Listener internal listener;
    uint256 private _lastNonce;

    function setUp() public virtual override {
        super.setUp();
        _trade(new Currency());
        listener = new Listener();
    }

    /// @dev The currency of what follows, of which the buyer has enough and allows all.
    function _trade(Currency currency) internal {
        _use(currency);
        _allow(buyer.addr, address(currency));
    }

    /// @dev An accepted receivable in the odd currency, held by the listener.
    function _listened(uint256 number) internal returns (Receivable memory r, bytes32 id) {
        (r, id) = _owed(number, address(listener));
        _listenTo(id);
    }

    function _listenTo(bytes32 id) internal {
        listener.act(address(ledger), abi.encodeCall(ledger.listen, (id)));
    }

    function _payIn(Way way, Receivable memory r, uint256 cash) internal returns (uint256) {
        if (way == Way.Own) return _pay(r, buyer.addr, cash);
        if (way == Way.Permit2) return _payWith(r, cash, _permittedAnew(r, cash));
        PaymentOrder[] memory orders = new PaymentOrder[](1);
        orders[0] = _order(r);
        orders[0].maxCash = cash;
        OpenTerms memory opened = _openTerms(r);
        Consent[] memory consent = _signed(buyer, Typed.payment(Typed.hash(r), cash), ++_lastNonce);
        vm.prank(way == Way.Batch ? buyer.addr : relayer.addr);
        if (way == Way.Batch) return ledger.payMany(orders)[0];
        return ledger.pay(Typed.idOf(r.header), opened, cash, consent);
    }

    function _permittedAnew(Receivable memory r, uint256 cash) internal returns (Permit2Consent memory) {
        return _permitted(buyer.addr, buyer.key, r, cash, ++_lastNonce);
    }

    function _kept(bytes32 id) internal view returns (uint256) {
        return _kept(address(listener), id);
    }

    function _received() internal view returns (uint256) {
        return _held(address(listener));
    }

    /// @dev What it was told last, by the ledger, after the cash had come.
    function _wasTold(bytes32 id, uint256 cash) internal view {
        (bytes32 told, address currency, uint256 sum, address from, , bool came) = listener.heard(listener.times() - 1);
        _true(from == address(ledger) && told == id && currency == address(odd), "by whom, of what");
        _eq(sum, cash, "how much");
        _true(came, "it has it already");
    }

    function _gasGiven() internal view returns (uint256 given) {
        (, , , , given, ) = listener.heard(listener.times() - 1);
    }
}
