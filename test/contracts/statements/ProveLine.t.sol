// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Line, Statement} from "../../../contracts/interfaces/IStatements.sol";
import {Typed} from "../support/Typed.sol";
import {StatementWorld} from "./StatementWorld.sol";
import {TypedStatements} from "./TypedStatements.sol";

/// @notice One line out of a posted root.
contract ProveLineTest is StatementWorld {
    bytes32 private constant SIBLING = keccak256("another line");

    Line private line = Line(keccak256("an invoice"), -42, SALT);

    function test_a_line_of_the_last_root_is_proven() public {
        bytes32[] memory proof = _posted(line);
        _true(statements.proveLine(_statement(), supplier.addr, line, proof), "proven");
        _false(statements.proveLine(_statement(), buyer.addr, line, proof), "of the other side");
    }

    function test_any_line_alone_is_its_own_root(bytes32 document, int256 amount, bytes32 salt) public {
        Line memory single = Line(document, amount, salt);
        _post(_first(buyer.addr, TypedStatements.leaf(_statement(), single)));
        _true(statements.proveLine(_statement(), buyer.addr, single, new bytes32[](0)), "proven");
    }

    function test_a_line_with_another_document_amount_or_salt_is_not() public {
        bytes32[] memory proof = _posted(line);
        Line[3] memory others = [line, line, line];
        (others[0].document, others[1].amount, others[2].salt) = (ROOT, 42, ROOT);
        for (uint256 i; i < 3; ++i) {
            _false(statements.proveLine(_statement(), supplier.addr, others[i], proof), "changed");
        }
    }

    function test_a_line_of_another_currency_or_cut_off_is_not() public {
        bytes32[] memory proof = _posted(line);
        Statement memory s = _statement();
        s.currency = address(156);
        _false(statements.proveLine(s, supplier.addr, line, proof), "currency");
        s = _statement();
        s.cutOff -= 1;
        vm.prank(supplier.addr);
        statements.post(s, _first(supplier.addr, _root(line)), _none());
        _false(statements.proveLine(s, supplier.addr, line, proof), "cut-off");
    }

    function test_a_line_of_a_replaced_root_is_not() public {
        bytes32[] memory proof = _posted(line);
        _post(_posting(supplier.addr, OTHER, _root(line)));
        _false(statements.proveLine(_statement(), supplier.addr, line, proof), "replaced");
    }

    function test_nothing_is_proven_where_nothing_is_posted() public view {
        _false(statements.proveLine(_statement(), supplier.addr, line, new bytes32[](0)), "nothing");
    }

    function _posted(Line memory single) private returns (bytes32[] memory proof) {
        _post(_first(supplier.addr, _root(single)));
        proof = new bytes32[](1);
        proof[0] = SIBLING;
    }

    function _root(Line memory single) private view returns (bytes32) {
        return Typed.node(TypedStatements.leaf(_statement(), single), SIBLING);
    }
}
