// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ILedger} from "../../../contracts/interfaces/ILedger.sol";
import {Consent} from "../../../contracts/types/Types.sol";
import {ConsentSubject} from "./ConsentSubject.sol";
import {Typed} from "./Typed.sol";

/// @notice One signature over any number of receivables.
abstract contract RootBehaviour is ConsentSubject {
    bytes32 private constant SIBLING = keccak256("a sibling");
    bytes32 private constant AUNT = keccak256("an aunt");

    /// @dev Struct hash of the root message in the name of `principal`, with no policy.
    function _rootStruct(bytes32 root, uint256 count, uint256 deadline) internal view virtual returns (bytes32);

    /// @dev The same message for the other verb that takes roots.
    function _otherRootStruct(bytes32 root, uint256 count, uint256 deadline) internal view virtual returns (bytes32);

    /// @dev What a leaf is made of.
    function _leafSubject() internal view virtual returns (bytes32);

    // -------------------------------------------------------------------------------------------------------- accepts

    function test_a_leaf_of_a_signed_root_counts() public {
        Party memory party = _prepared();
        _succeeds(relayer.addr, _one(_leaf(party, _path(2), 4)), party.addr);
    }

    function test_a_root_of_one_counts() public {
        Party memory party = _prepared();
        _succeeds(relayer.addr, _one(_leaf(party, _path(0), 1)), party.addr);
    }

    function test_a_root_leaves_its_nonce_unspent_and_does_not_read_it() public {
        Party memory party = _prepared();
        Consent memory c = _leaf(party, _path(2), 4);
        vm.prank(party.addr);
        ledger.spendNonce(0);
        _succeeds(relayer.addr, _one(c), party.addr);
    }

    function test_an_agent_with_an_uncapped_mandate_signs_roots() public {
        Party memory party = _prepared();
        _giveMandate(party.addr, agent.addr, _verb());
        _succeeds(relayer.addr, _one(_leaf(agent, _path(2), 4)), agent.addr);
    }

    function test_the_deepest_proof_for_a_count_is_accepted() public {
        Party memory party = _prepared();
        _succeeds(relayer.addr, _one(_leaf(party, _path(3), 5)), party.addr);
    }

    function test_a_root_of_2_to_the_63_and_more_counts() public {
        Party memory party = _prepared();
        _succeeds(relayer.addr, _one(_leaf(party, _path(63), MAX)), party.addr);
    }

    // -------------------------------------------------------------------------------------------------------- refuses

    function test_a_capped_agent_signs_no_roots() public {
        Party memory party = _prepared();
        _giveCapped(UNCAPPED - 1, address(coin));
        _fails(relayer.addr, _one(_leaf(agent, _path(2), 4)), _refused(party.addr, agent.addr));
    }

    function test_a_root_of_a_stranger_is_refused() public {
        Party memory party = _prepared();
        _fails(relayer.addr, _one(_leaf(stranger, _path(2), 4)), _refused(party.addr, stranger.addr));
    }

    function test_a_proof_too_long_for_the_count_is_refused() public {
        Party memory party = _prepared();
        uint256[2][6] memory cases = [
            [uint256(1), 1],
            [uint256(2), 2],
            [uint256(3), 4],
            [uint256(3), 3],
            [uint256(64), MAX],
            [uint256(63), 1 << 62]
        ];
        for (uint256 i; i < cases.length; ++i) {
            (uint256 length, uint256 count) = (cases[i][0], cases[i][1]);
            bytes memory fault = abi.encodeWithSelector(ILedger.ProofTooLong.selector, length, count);
            _fails(relayer.addr, _one(_leaf(party, _path(length), count)), fault);
        }
    }

    function test_a_root_that_its_signer_revoked_is_refused() public {
        Party memory party = _prepared();
        Consent memory c = _leaf(party, _path(2), 4);
        bytes32 root = _climb(_path(2));
        vm.prank(party.addr);
        ledger.revoke(root);
        _fails(relayer.addr, _one(c), abi.encodeWithSelector(ILedger.RootIsRevoked.selector, party.addr, root));
    }

    function test_a_root_of_one_that_its_signer_revoked_is_refused() public {
        Party memory party = _prepared();
        bytes32 root = _climb(_path(0));
        vm.prank(party.addr);
        ledger.revoke(root);
        bytes memory fault = abi.encodeWithSelector(ILedger.RootIsRevoked.selector, party.addr, root);
        _fails(relayer.addr, _one(_leaf(party, _path(0), 1)), fault);
    }

    function test_a_root_that_somebody_else_revoked_counts() public {
        Party memory party = _prepared();
        bytes32 root = _climb(_path(2));
        vm.prank(stranger.addr);
        ledger.revoke(root);
        _succeeds(relayer.addr, _one(_leaf(party, _path(2), 4)), party.addr);
    }

    function test_a_root_counts_at_its_deadline() public {
        Party memory party = _prepared();
        Consent memory c = _leaf(party, _path(2), 4);
        _warp(c.deadline);
        _succeeds(relayer.addr, _one(c), party.addr);
    }

    function test_a_root_is_void_after_its_deadline() public {
        Party memory party = _prepared();
        Consent memory c = _leaf(party, _path(2), 4);
        _warp(c.deadline + 1);
        bytes memory fault = abi.encodeWithSelector(ILedger.ConsentExpired.selector, party.addr, c.deadline);
        _fails(relayer.addr, _one(c), fault);
    }

    function test_the_count_that_was_signed_counts() public {
        Party memory party = _prepared();
        Consent memory c = _leaf(party, _path(2), 4);
        c.count = 5;
        _fails(relayer.addr, _one(c), _invalid(party.addr, _rootStruct(_climb(_path(2)), 5, c.deadline)));
    }

    function test_a_leaf_that_is_not_in_the_tree_is_refused() public {
        Party memory party = _prepared();
        Consent memory c = _leaf(party, _path(2), 4);
        c.proof[1] = keccak256("another aunt");
        _fails(relayer.addr, _one(c), _invalid(party.addr, _rootStruct(_climb(c.proof), 4, c.deadline)));
    }

    function test_what_a_leaf_is_made_of_is_no_root() public {
        Party memory party = _prepared();
        Consent memory c = _leaf(party, _path(0), 1);
        c.signature = _sign(party.key, _digest(_rootStruct(_leafSubject(), 1, c.deadline)));
        _fails(relayer.addr, _one(c), _invalid(party.addr, _rootStruct(_climb(_path(0)), 1, c.deadline)));
    }

    function test_a_root_for_the_other_verb_is_refused() public {
        Party memory party = _prepared();
        Consent memory c = _leaf(party, _path(2), 4);
        bytes32 root = _climb(_path(2));
        c.signature = _sign(party.key, _digest(_otherRootStruct(root, 4, c.deadline)));
        _fails(relayer.addr, _one(c), _invalid(party.addr, _rootStruct(root, 4, c.deadline)));
    }

    function test_a_root_that_an_agent_signed_for_another_party_is_refused() public {
        Party memory party = _prepared();
        _giveMandate(party.addr, agent.addr, _verb());
        principal = stranger.addr;
        Consent memory c = _leaf(agent, _path(2), 4);
        principal = party.addr;
        _fails(relayer.addr, _one(c), _invalid(agent.addr, _rootStruct(_climb(_path(2)), 4, c.deadline)));
    }

    function test_a_root_is_no_single_message() public {
        Party memory party = _prepared();
        Consent memory c = _leaf(party, _path(0), 1);
        (c.count, c.nonce) = (0, NONCE);
        _fails(relayer.addr, _one(c), _invalid(c));
    }

    function test_a_single_message_is_no_root() public {
        Party memory party = _prepared();
        Consent memory c = _signedBy(party);
        c.count = 1;
        _fails(relayer.addr, _one(c), _invalid(party.addr, _rootStruct(_climb(_path(0)), 1, c.deadline)));
    }

    function test_a_root_for_another_chain_is_invalid() public {
        Party memory party = _prepared();
        Consent memory c = _leaf(party, _path(2), 4);
        _moveToChain(5);
        _fails(relayer.addr, _one(c), _invalid(party.addr, _rootStruct(_climb(_path(2)), 4, c.deadline)));
    }

    // -------------------------------------------------------------------------------------------------------- helpers

    /// @dev Siblings from the leaf to the root.
    function _path(uint256 length) internal pure returns (bytes32[] memory proof) {
        proof = new bytes32[](length);
        for (uint256 i; i < length; ++i) {
            proof[i] = i % 2 == 0 ? SIBLING : AUNT;
        }
    }

    function _climb(bytes32[] memory proof) internal view returns (bytes32 root) {
        root = Typed.leaf(_leafSubject());
        for (uint256 i; i < proof.length; ++i) {
            root = Typed.node(root, proof[i]);
        }
    }

    function _leaf(
        Party memory signer,
        bytes32[] memory proof,
        uint256 count
    ) internal view returns (Consent memory c) {
        (c.signer, c.deadline, c.count, c.proof) = (signer.addr, clock + 1 days, count, proof);
        c.signature = _sign(signer.key, _digest(_rootStruct(_climb(proof), count, c.deadline)));
    }
}

/// @notice Of the acts that are signed one by one.
abstract contract NoRootBehaviour is ConsentSubject {
    function test_a_root_is_not_allowed() public {
        Party memory party = _prepared();
        Consent memory c = _signedBy(party);
        c.count = 1;
        _fails(relayer.addr, _one(c), abi.encodeWithSelector(ILedger.RootNotAllowed.selector, _verb()));
    }
}
