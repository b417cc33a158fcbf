// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ICollections} from "../../../contracts/interfaces/ICollections.sol";
import {ILens} from "../../../contracts/interfaces/ILens.sol";
import {IReceivables} from "../../../contracts/interfaces/IReceivables.sol";
import {Consent} from "../../../contracts/types/Types.sol";
import {FlippingWallet, Wallet} from "../mocks/Wallets.sol";
import {ConsentSubject} from "../support/ConsentSubject.sol";
import {World} from "../support/World.sol";
import {CollectionWorld} from "./CollectionWorld.sol";
import {TypedCollections} from "./TypedCollections.sol";

/// @notice What the acts of collection have in common. What `World` asks of ledger and lens about signatures and
/// nonces, it asks of the collections here.
abstract contract CollectionSubject is ConsentSubject, CollectionWorld {
    IReceivables private book;
    uint256 internal made;

    function setUp() public virtual override(World, CollectionWorld) {
        CollectionWorld.setUp();
        book = ledger;
        _askCollections();
    }

    function _askLedger() internal {
        ledger = book;
    }

    function _askCollections() internal {
        (ledger, lens) = (IReceivables(address(collections)), ILens(address(collections)));
    }

    /// @dev Accepted by `buyer_` and held by `holder`.
    function _heldBy(address holder, address buyer_) internal {
        _askLedger();
        subject = _make(++made, _plainTerms());
        subject.header.buyer = buyer_;
        _accepted(subject);
        if (holder != supplier.addr) _transfer(_id(subject), holder);
        _askCollections();
    }

    /// @dev What the act needs to have been recorded before.
    function _arrange() internal virtual {}

    /// @dev Makes the act one about something else.
    function _change() internal virtual {
        _prepare();
    }

    function _opensTerms() internal pure override returns (bool) {
        return false;
    }

    function _spendsNonce() internal pure override returns (bool) {
        return true;
    }

    function _replayError() internal view virtual override returns (bytes memory) {
        return _nonceSpent();
    }

    // -------------------------------------------------------------------- a signature is for one chain and one
    // contract

    function test_a_signature_for_another_chain_is_invalid() public {
        Consent memory c = _signedBy(_prepared());
        _moveToChain(5);
        _fails(relayer.addr, _one(c), _invalid(c));
    }

    function test_a_signature_for_another_contract_is_invalid() public {
        Consent memory c = _signedBy(_prepared());
        collections = ICollections(_deploy("Collections", abi.encode(book)));
        _askCollections();
        _arrange();
        _fails(relayer.addr, _one(c), _invalid(c));
    }

    function test_a_signature_about_something_else_is_invalid() public {
        Consent memory c = _signedBy(_prepared());
        _change();
        _fails(relayer.addr, _one(c), _invalid(c));
    }

    function test_a_signature_for_another_act_is_invalid() public {
        Party memory party = _prepared();
        bytes32[10] memory kinds = TypedCollections.all();
        uint256 others;
        for (uint256 i; i < 10; ++i) {
            bytes memory message = _message();
            bytes32 kind = kinds[i];
            if (bytes32(message) == kind) continue;
            assembly ("memory-safe") {
                mstore(add(message, 0x20), kind)
            }
            Consent memory c = _signed(party.addr, party.key, message, NONCE, clock + 1 days);
            _fails(relayer.addr, _one(c), _invalid(c));
            ++others;
        }
        _eq(others, 9, "every other act");
    }

    function test_what_an_account_answers_when_it_is_recorded_decides() public {
        FlippingWallet wallet = new FlippingWallet();
        _begin(address(wallet));
        Consent memory c = _signed(address(wallet), stranger.key, _message(), NONCE, clock + 1 days);
        wallet.flip();
        _fails(relayer.addr, _one(c), _invalid(c));
        wallet.flip();
        _succeeds(relayer.addr, _one(c), address(wallet));
    }

    function test_a_delegated_account_keeps_its_own_key() public {
        Party memory party = _prepared();
        vm.etch(party.addr, abi.encodePacked(hex"ef0100", address(new Wallet(stranger.addr))));
        _succeeds(relayer.addr, _one(_signedBy(party)), party.addr);
    }
}
