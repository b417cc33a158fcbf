// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {BalanceReply, IStatements, Posting, Roots, Statement} from "../../../contracts/interfaces/IStatements.sol";
import {ILedger} from "../../../contracts/interfaces/ILedger.sol";
import {Consent, Verb} from "../../../contracts/types/Types.sol";
import {Typed} from "../support/Typed.sol";
import {StatementWorld} from "./StatementWorld.sol";
import {TypedStatements} from "./TypedStatements.sol";

/// @notice A side states its open items, once and again.
contract PostTest is StatementWorld {
    bytes32 private constant LATER = keccak256("the root after a correction");

    function test_a_first_root_stands_with_version_1_and_no_reply() public {
        _post(_first(supplier.addr, ROOT));
        _stands(supplier.addr, ROOT, 1, BalanceReply.NoReply);
        _stands(buyer.addr, 0, 0, BalanceReply.NoReply);
        _false(statements.isSameRoot(_statement()), "the other is silent");
    }

    function test_equal_roots_say_so_whoever_posts_last() public {
        _post(_first(buyer.addr, ROOT));
        _false(statements.isSameRoot(_statement()), "not yet");
        _post(_first(supplier.addr, ROOT));
        _true(statements.isSameRoot(_statement()), "same");
        _stands(supplier.addr, ROOT, 1, BalanceReply.NoReply);
    }

    function test_roots_that_differ_are_not_the_same() public {
        _bothPosted(OTHER);
        _false(statements.isSameRoot(_statement()), "differ");
    }

    function test_statements_of_other_pairs_currencies_and_instants_are_others() public {
        _bothPosted(ROOT);
        Statement[4] memory others = [_statement(), _statement(), _statement(), _statement()];
        (others[0].supplier, others[0].buyer) = (buyer.addr, supplier.addr);
        (others[1].currency, others[2].cutOff, others[3].buyer) = (address(156), uint40(START), factor.addr);
        for (uint256 i; i < 4; ++i) {
            _eq(statements.postedOf(others[i], others[i].supplier).version, 0, "nothing");
            _false(statements.isSameRoot(others[i]), "nothing is not the same");
        }
    }

    // ------------------------------------------------------------------------------------------------------- versions

    function test_a_later_version_names_the_root_that_it_replaces() public {
        _post(_first(supplier.addr, ROOT));
        _post(_posting(supplier.addr, LATER, ROOT));
        _stands(supplier.addr, LATER, 2, BalanceReply.NoReply);
    }

    function test_a_version_that_names_another_root_is_refused() public {
        _post(_first(supplier.addr, ROOT));
        _refused(_first(supplier.addr, LATER), _superseded(supplier.addr, 0, 1));
        _refused(_posting(supplier.addr, LATER, OTHER), _superseded(supplier.addr, OTHER, 1));
        _refused(_posting(buyer.addr, LATER, ROOT), _superseded(buyer.addr, ROOT, 0));
    }

    function test_a_first_root_replaces_nothing() public {
        _refused(_posting(supplier.addr, ROOT, OTHER), _superseded(supplier.addr, OTHER, 0));
    }

    function test_the_root_that_stands_is_not_posted_again() public {
        _post(_first(supplier.addr, ROOT));
        bytes memory unchanged = abi.encodeWithSelector(IStatements.RootUnchanged.selector, _id(), supplier.addr, ROOT);
        _refused(_posting(supplier.addr, ROOT, ROOT), unchanged);
    }

    function test_a_rejected_root_is_posted_again_by_who_stands_by_it() public {
        _reject(buyer.addr, _bothPosted(0));
        _post(_posting(supplier.addr, ROOT, ROOT));
        _stands(supplier.addr, ROOT, 2, BalanceReply.NoReply);
    }

    function test_a_root_of_long_ago_returns_as_a_version_of_its_own() public {
        _post(_first(supplier.addr, ROOT));
        bytes memory message = TypedStatements.posting(_statement(), _second(), 2);
        Consent[] memory consent = _signed(supplier, message, 1);
        _post(_second());
        _post(_posting(supplier.addr, ROOT, LATER));
        _stands(supplier.addr, ROOT, 3, BalanceReply.NoReply);
        bytes32 fourth = Typed.single(TypedStatements.posting(_statement(), _second(), 4), 1, clock + 1 days);
        vm.expectRevert(abi.encodeWithSelector(ILedger.SignatureInvalid.selector, supplier.addr, _digest(fourth)));
        statements.post(_statement(), _second(), consent);
    }

    function test_the_last_version_is_16383() public {
        bytes32 slot = keccak256(abi.encode(_id(), uint256(3)));
        vm.store(address(statements), slot, bytes32(uint256(bytes32(bytes30(ROOT))) | (16_382 << 2)));
        _post(_posting(supplier.addr, OTHER, ROOT));
        _stands(supplier.addr, OTHER, 16_383, BalanceReply.NoReply);
        bytes memory fault = abi.encodeWithSelector(IStatements.VersionsTooMany.selector, _id(), supplier.addr);
        _refused(_posting(supplier.addr, ROOT, OTHER), fault);
    }

    // ----------------------------------------------------------------------------------------- what becomes of replies

    function test_a_new_version_has_no_reply() public {
        Roots memory r = _bothPosted(0);
        _agree(buyer.addr, buyer.addr, r, _none());
        _post(_posting(supplier.addr, LATER, ROOT));
        _stands(supplier.addr, LATER, 2, BalanceReply.NoReply);
    }

    function test_a_side_that_posts_other_books_has_not_agreed_any_more() public {
        _agree(buyer.addr, buyer.addr, _bothPosted(0), _none());
        _post(_first(buyer.addr, OTHER));
        _stands(supplier.addr, ROOT, 1, BalanceReply.NoReply);
    }

    function test_a_side_that_posts_what_it_agreed_to_still_agrees() public {
        _agree(buyer.addr, buyer.addr, _bothPosted(0), _none());
        _post(_first(buyer.addr, ROOT));
        _stands(supplier.addr, ROOT, 1, BalanceReply.Agreed);
    }

    // ---------------------------------------------------------------------------------------------------------- faults

    function test_only_the_two_parties_post() public {
        bytes memory fault = abi.encodeWithSelector(IStatements.PartyInvalid.selector, _id(), factor.addr);
        _refused(_first(factor.addr, ROOT), fault);
    }

    function test_nobody_has_a_statement_with_itself() public {
        Statement memory s = _statement();
        s.buyer = s.supplier;
        bytes32 id = TypedStatements.idOf(s);
        vm.expectRevert(abi.encodeWithSelector(IStatements.PartyInvalid.selector, id, s.supplier));
        vm.prank(s.supplier);
        statements.post(s, _first(s.supplier, ROOT), _none());
        _false(statements.isSameRoot(s), "same");
        vm.expectRevert(abi.encodeWithSelector(IStatements.PartyInvalid.selector, id, s.supplier));
        statements.postedOf(s, s.supplier);
    }

    function test_a_stranger_cannot_post_first_in_the_name_of_a_side() public {
        bytes memory fault = abi.encodeWithSelector(
            ILedger.NotAuthorised.selector,
            supplier.addr,
            stranger.addr,
            Verb.PostStatement
        );
        Posting memory p = _first(supplier.addr, ROOT);
        vm.expectRevert(fault);
        vm.prank(stranger.addr);
        statements.post(_statement(), p, _none());
    }

    function test_a_cut_off_counts_once_it_has_come() public {
        Statement memory s = _statement();
        s.cutOff = uint40(START + 1);
        vm.expectRevert(abi.encodeWithSelector(IStatements.CutOffInFuture.selector, s.cutOff));
        vm.prank(supplier.addr);
        statements.post(s, _first(supplier.addr, ROOT), _none());
        _warp(START + 1);
        vm.prank(supplier.addr);
        statements.post(s, _first(supplier.addr, ROOT), _none());
    }

    function test_a_root_is_not_zero_in_the_part_that_is_kept() public {
        _refused(_first(supplier.addr, 0), abi.encodeWithSelector(IStatements.RootInvalid.selector, bytes32(0)));
        bytes32 low = bytes32(uint256(type(uint16).max));
        _refused(_first(supplier.addr, low), abi.encodeWithSelector(IStatements.RootInvalid.selector, low));
        _post(_first(supplier.addr, bytes32(uint256(1) << 16)));
    }

    function test_any_root_stands_as_its_first_30_bytes_and_touches_nothing_else(bytes32 root, bytes32 other) public {
        root |= bytes32(uint256(1) << 16);
        other |= bytes32(uint256(1) << 17);
        _post(_first(supplier.addr, root));
        _post(_first(buyer.addr, other));
        _stands(supplier.addr, root, 1, BalanceReply.NoReply);
        _stands(buyer.addr, other, 1, BalanceReply.NoReply);
        _true(statements.isSameRoot(_statement()) == (bytes30(root) == bytes30(other)), "same");
    }

    // -------------------------------------------------------------------------------------------------------- helpers

    function _second() private view returns (Posting memory) {
        return _posting(supplier.addr, LATER, ROOT);
    }

    function _refused(Posting memory p, bytes memory fault) private {
        vm.expectRevert(fault);
        _post(p);
    }
}
