// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC721Receiver} from "@openzeppelin/contracts/token/ERC721/IERC721Receiver.sol";
import {Sale} from "../../../contracts/types/FactoringTypes.sol";
import {Receivable} from "../../../contracts/types/Types.sol";
import {FactoringWorld} from "./FactoringWorld.sol";

/// @dev A collection of anybody, whose tokens have the ids of receivables.
contract OtherCollection {
    function send(address from, address to, uint256 id, bytes calldata data) external {
        IERC721Receiver(to).onERC721Received(from, from, id, data);
    }
}

/// @notice What reaches a desk without being a sale, and sales whose encoding was tampered with.
contract SellHostileTest is FactoringWorld {
    /// @dev Words of an encoded sale of one receivable, after the word that says where it begins.
    uint256 private constant KIND_WORD = 39;
    uint256 private constant INDEX_WORD = 40;
    uint256 private constant FIRST_OFFSET = 42;

    Receivable private r;
    bytes private data;

    function setUp() public override {
        super.setUp();
        r = _ready(1);
        data = abi.encode(_single(r));
    }

    function _send(bytes memory sent) private returns (bool ok) {
        address[2] memory ends = [supplier.addr, address(desk)];
        bytes memory call = abi.encodeWithSignature(
            "safeTransferFrom(address,address,uint256,bytes)",
            ends[0],
            ends[1],
            uint256(_id(r)),
            sent
        );
        vm.prank(supplier.addr);
        (ok, ) = address(ledger).call(call);
    }

    /// @dev Either nothing happened, or exactly what the factor signed.
    function _isNothingOrTheSale(bool ok) private view {
        if (!ok) {
            _eq(token.ownerOf(uint256(_id(r))), supplier.addr, "still the seller's");
            _eq(coin.balanceOf(factor.addr), CASH, "nothing spent");
            return;
        }
        _eq(coin.balanceOf(factor.addr), CASH - ADVANCE, "the advance and no more");
        _eq(coin.balanceOf(supplier.addr), ADVANCE, "to the seller");
        _true(_isSold(r), "against the receivable");
        _eq(_fundsOf(r), ADVANCE, "funds");
        _eq(_feesOf(r), COMMISSION, "fees");
        _eq(_termsOf(r).seller, supplier.addr, "terms");
        _true(desk.isSpent(uint256(_id(r))), "under its nonce");
    }

    // ------------------------------------------------------------------------------------------------- not a sale at
    // all

    function test_the_hook_answers_the_ledger_alone() public {
        vm.expectRevert(_notCaller(supplier.addr, address(ledger)));
        vm.prank(supplier.addr);
        desk.onERC721Received(supplier.addr, supplier.addr, uint256(_id(r)), data);
    }

    function test_a_token_of_another_collection_is_not_bought() public {
        OtherCollection other = new OtherCollection();
        vm.expectRevert(_notCaller(address(other), address(ledger)));
        other.send(supplier.addr, address(desk), uint256(_id(r)), data);
    }

    function test_the_payment_hook_answers_the_ledger_alone() public {
        _sell(_single(r));
        vm.expectRevert(_notCaller(buyer.addr, address(ledger)));
        vm.prank(buyer.addr);
        desk.onReceivablePaid(_id(r), address(coin), AMOUNT);
    }

    function test_a_token_without_data_is_refused() public {
        vm.expectRevert(_offerInvalid("data", 0));
        vm.prank(supplier.addr);
        token.safeTransferFrom(supplier.addr, address(desk), uint256(_id(r)));
    }

    function test_a_token_sent_without_the_hook_is_no_deal_and_costs_the_factor_nothing() public {
        _transfer(_id(r), address(desk));
        vm.expectRevert(_noDeal(r));
        desk.dealOf(_id(r), clock);
        _eq(coin.balanceOf(factor.addr), CASH, "factor");
        _false(_state(r).listening, "the desk does not listen");
        _pay(r, buyer.addr, MAX);
        _eq(coin.balanceOf(address(desk)), AMOUNT, "its cash stays, as the manual says");
        _eq(desk.owedTo(factor.addr, address(coin)), 0, "and is nobody's");
    }

    function test_data_that_does_not_begin_where_a_sale_begins_is_refused() public {
        bytes memory sent = data;
        assembly ("memory-safe") {
            mstore(add(sent, 0x20), 0x40)
        }
        vm.expectRevert(_offerInvalid("data", sent.length));
        _sendAs(supplier.addr, supplier.addr, address(desk), _id(r), sent);
    }

    function test_what_follows_a_sale_changes_nothing() public {
        _true(_send(bytes.concat(data, hex"deadbeef")), "sold");
        _isNothingOrTheSale(true);
    }

    // ---------------------------------------------------------------------------------------------------- malformed
    // data

    function testFuzz_bytes_are_never_a_sale(bytes calldata sent) public {
        _false(_send(sent), "refused");
        _isNothingOrTheSale(false);
    }

    function testFuzz_bytes_that_begin_as_a_sale_are_never_one(bytes calldata sent) public {
        _false(_send(bytes.concat(bytes32(uint256(0x20)), sent)), "refused");
        _isNothingOrTheSale(false);
    }

    function testFuzz_a_sale_that_is_cut_off_is_none_or_the_same(uint256 length) public {
        length = _bound(length, 0, data.length - 1);
        bytes memory sent = data;
        assembly ("memory-safe") {
            mstore(sent, length)
        }
        _isNothingOrTheSale(_send(sent));
    }

    function testFuzz_a_sale_with_another_word_is_none_or_the_same(uint256 word, bytes32 value) public {
        word = _bound(word, 0, data.length / 32 - 1);
        bytes memory sent = data;
        assembly ("memory-safe") {
            mstore(add(add(sent, 0x20), mul(word, 0x20)), value)
        }
        _isNothingOrTheSale(_send(sent));
    }

    function testFuzz_a_sale_with_another_bit_is_none_or_the_same(uint256 bit) public {
        bit = _bound(bit, 0, data.length * 8 - 1);
        bytes memory sent = data;
        sent[bit / 8] ^= bytes1(uint8(1 << (bit % 8)));
        _isNothingOrTheSale(_send(sent));
    }

    /// @dev Where proof, buyers and signature begin, and the kind of offer.
    function testFuzz_offsets_that_point_anywhere_make_none_or_the_same(uint256[3] calldata to, uint8 kind) public {
        bytes memory sent = data;
        for (uint256 i; i < 3; ++i) {
            uint256 offset = to[i] % 2 == 0 ? to[i] : to[i] % (2 * sent.length);
            _put(sent, FIRST_OFFSET + i, offset);
        }
        if (kind % 4 != 0) _put(sent, KIND_WORD, kind % 4);
        _isNothingOrTheSale(_send(sent));
    }

    function _put(bytes memory sent, uint256 word, uint256 value) private pure {
        assembly ("memory-safe") {
            mstore(add(add(sent, 0x40), mul(word, 0x20)), value)
        }
    }

    function test_a_kind_that_there_is_not_is_refused() public {
        bytes memory sent = data;
        _put(sent, KIND_WORD, 3);
        _false(_send(sent), "refused");
        _isNothingOrTheSale(false);
    }

    function test_an_index_that_is_no_number_of_its_size_is_refused() public {
        bytes memory sent = data;
        _put(sent, INDEX_WORD, 1 << 32);
        _false(_send(sent), "refused");
        _isNothingOrTheSale(false);
    }

    function test_a_signature_may_lie_elsewhere_and_is_the_same() public {
        Sale memory s = _single(r);
        bytes memory sent = bytes.concat(abi.encode(s), abi.encode(s.signature));
        _put(sent, FIRST_OFFSET + 2, data.length);
        _true(_send(sent), "sold");
        _isNothingOrTheSale(true);
    }
}
