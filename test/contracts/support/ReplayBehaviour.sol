// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ILens} from "../../../contracts/interfaces/ILens.sol";
import {IReceivables} from "../../../contracts/interfaces/IReceivables.sol";
import {Consent} from "../../../contracts/types/Types.sol";
import {FlippingWallet, GasBurningWallet, OddAnswerWallet} from "../mocks/Wallets.sol";
import {PassphraseDelegate, RevertBombWallet, Wallet} from "../mocks/Wallets.sol";
import {ConsentSubject} from "./ConsentSubject.sol";
import {MessageTypes} from "./MessageTypes.sol";
import {IToken} from "./World.sol";
import {Typed} from "./Typed.sol";

/// @notice A signature is for one act, one ledger, one chain; and what counts as one of an account with code.
abstract contract ReplayBehaviour is ConsentSubject {
    uint256 private constant CURVE_ORDER = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141;

    function test_a_signature_for_another_chain_is_invalid() public {
        Party memory party = _prepared();
        Consent memory c = _signedBy(party);
        _moveToChain(5);
        _fails(relayer.addr, _one(c), _invalid(c));
    }

    function test_after_a_fork_a_signature_for_the_new_chain_counts() public {
        Party memory party = _prepared();
        _moveToChain(5);
        _succeeds(relayer.addr, _one(_signedBy(party)), party.addr);
    }

    function test_a_signature_for_another_ledger_is_invalid() public {
        Consent memory c = _signedBy(_prepared());
        ledger = IReceivables(_deployLedger(address(directory)));
        (token, lens) = (IToken(address(ledger)), ILens(_deploy("Lens", abi.encode(ledger))));
        _prepare();
        _fails(relayer.addr, _one(c), _invalid(c));
    }

    function test_a_signature_for_another_act_is_invalid() public {
        Party memory party = _prepared();
        bytes32[19] memory types = MessageTypes.all();
        uint256 others;
        for (uint256 i; i < types.length; ++i) {
            bytes memory message = _message();
            (bytes32 own, bytes32 other) = (bytes32(message), types[i]);
            if (own == other) continue;
            assembly ("memory-safe") {
                mstore(add(message, 0x20), other)
            }
            Consent memory c = _signed(party.addr, party.key, message, NONCE, clock + 1 days);
            _fails(relayer.addr, _one(c), _invalid(c));
            ++others;
        }
        _eq(others, 18, "every other act");
    }

    function test_a_signature_over_another_receivable_is_invalid() public {
        Party memory party = _prepared();
        bytes32 document = subject.document;
        subject.document = keccak256("another invoice");
        Consent memory c = _signedBy(party);
        subject.document = document;
        _fails(relayer.addr, _one(c), _invalid(c));
    }

    function test_a_signature_without_the_domain_is_invalid() public {
        Party memory party = _prepared();
        Consent memory c = _signedBy(party);
        c.signature = _sign(party.key, Typed.single(_message(), NONCE, c.deadline));
        _fails(relayer.addr, _one(c), _invalid(c));
    }

    // -------------------------------------------------------------------------------------------------- malleability

    function test_a_signature_with_high_s_is_invalid() public {
        Party memory party = _prepared();
        Consent memory c = _signedBy(party);
        (bytes32 r, uint256 s, uint8 v) = _parts(c.signature);
        c.signature = abi.encodePacked(r, CURVE_ORDER - s, v == 27 ? uint8(28) : uint8(27));
        _fails(relayer.addr, _one(c), _invalid(c));
    }

    function test_a_short_signature_of_EIP_2098_is_invalid() public {
        Party memory party = _prepared();
        Consent memory c = _signedBy(party);
        (bytes32 r, uint256 s, uint8 v) = _parts(c.signature);
        c.signature = abi.encodePacked(r, s | (uint256(v - 27) << 255));
        _fails(relayer.addr, _one(c), _invalid(c));
    }

    function test_a_signature_with_v_of_0_or_1_is_invalid() public {
        Party memory party = _prepared();
        Consent memory c = _signedBy(party);
        (bytes32 r, uint256 s, uint8 v) = _parts(c.signature);
        c.signature = abi.encodePacked(r, s, v - 27);
        _fails(relayer.addr, _one(c), _invalid(c));
    }

    function test_no_signature_and_zeros_are_invalid() public {
        Party memory party = _prepared();
        Consent memory c = _signedBy(party);
        c.signature = "";
        _fails(relayer.addr, _one(c), _invalid(c));
        c.signature = new bytes(65);
        _fails(relayer.addr, _one(c), _invalid(c));
    }

    function test_a_signature_with_a_tail_is_invalid() public {
        Party memory party = _prepared();
        Consent memory c = _signedBy(party);
        c.signature = bytes.concat(c.signature, hex"00");
        _fails(relayer.addr, _one(c), _invalid(c));
    }

    // ------------------------------------------------------------------------------------------------------- ERC-1271

    function test_the_owner_of_a_contract_account_signs_for_it() public {
        Party memory owner = _party("owner");
        Wallet wallet = new Wallet(owner.addr);
        _begin(address(wallet));
        Consent memory c = _signed(address(wallet), owner.key, _message(), NONCE, clock + 1 days);
        _succeeds(relayer.addr, _one(c), address(wallet));
    }

    function test_the_signature_of_a_former_owner_is_invalid() public {
        Party memory owner = _party("owner");
        Wallet wallet = new Wallet(owner.addr);
        _begin(address(wallet));
        Consent memory c = _signed(address(wallet), owner.key, _message(), NONCE, clock + 1 days);
        wallet.setOwner(stranger.addr);
        _fails(relayer.addr, _one(c), _invalid(c));
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

    function test_an_answer_of_31_bytes_is_a_no() public {
        _odd(31, bytes32(bytes4(0x1626ba7e)), false);
    }

    function test_an_answer_of_32_bytes_is_a_yes() public {
        _odd(32, bytes32(bytes4(0x1626ba7e)), true);
    }

    function test_an_answer_of_64_bytes_that_begins_with_a_yes_is_a_yes() public {
        _odd(64, bytes32(bytes4(0x1626ba7e)), true);
    }

    function test_an_answer_with_dirt_behind_the_selector_is_a_no() public {
        _odd(32, bytes32(bytes4(0x1626ba7e)) | bytes32(uint256(1)), false);
    }

    function test_the_word_true_is_a_no() public {
        _odd(32, bytes32(uint256(1)), false);
    }

    function test_an_account_that_burns_all_gas_answers_no() public {
        _begin(address(new GasBurningWallet()));
        Consent memory c = _signed(principal, stranger.key, _message(), NONCE, clock + 1 days);
        _fails(relayer.addr, _one(c), _invalid(c));
    }

    function test_an_account_that_reverts_with_a_megabyte_answers_no() public {
        _begin(address(new RevertBombWallet()));
        Consent memory c = _signed(principal, stranger.key, _message(), NONCE, clock + 1 days);
        _fails(relayer.addr, _one(c), _invalid(c));
    }

    // ------------------------------------------------------------------------------------------------------- EIP-7702

    function test_a_delegated_account_keeps_its_own_key() public {
        Party memory party = _prepared();
        _delegate(party.addr, address(new PassphraseDelegate("open sesame")));
        _succeeds(relayer.addr, _one(_signedBy(party)), party.addr);
    }

    function test_a_delegated_account_consents_by_its_code_too() public {
        Party memory party = _prepared();
        _delegate(party.addr, address(new PassphraseDelegate("open sesame")));
        Consent memory c = _signedBy(party);
        c.signature = "open sesame";
        _succeeds(relayer.addr, _one(c), party.addr);
    }

    function test_a_delegated_account_refuses_what_neither_key_nor_code_signed() public {
        Party memory party = _prepared();
        _delegate(party.addr, address(new PassphraseDelegate("open sesame")));
        Consent memory c = _signed(party.addr, stranger.key, _message(), NONCE, clock + 1 days);
        _fails(relayer.addr, _one(c), _invalid(c));
    }

    function test_an_account_that_ended_its_delegation_answers_by_its_key_alone() public {
        Party memory party = _prepared();
        _delegate(party.addr, address(new PassphraseDelegate("open sesame")));
        vm.etch(party.addr, "");
        Consent memory c = _signedBy(party);
        c.signature = "open sesame";
        _fails(relayer.addr, _one(c), _invalid(c));
        _succeeds(relayer.addr, _one(_signedBy(party)), party.addr);
    }

    // -------------------------------------------------------------------------------------------------------- helpers

    function _delegate(address account, address code) private {
        vm.etch(account, abi.encodePacked(hex"ef0100", code));
    }

    function _odd(uint256 length, bytes32 word, bool yes) private {
        _begin(address(new OddAnswerWallet(length, word)));
        Consent memory c = _signed(principal, stranger.key, _message(), NONCE, clock + 1 days);
        if (yes) _succeeds(relayer.addr, _one(c), principal);
        else _fails(relayer.addr, _one(c), _invalid(c));
    }

    function _parts(bytes memory signature) private pure returns (bytes32 r, uint256 s, uint8 v) {
        assembly ("memory-safe") {
            r := mload(add(signature, 0x20))
            s := mload(add(signature, 0x40))
            v := byte(0, mload(add(signature, 0x60)))
        }
    }
}
