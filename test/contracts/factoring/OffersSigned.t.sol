// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IFactoringDesk} from "../../../contracts/interfaces/IFactoringDesk.sol";
import {ILedger} from "../../../contracts/interfaces/ILedger.sol";
import {Conditions, Sale} from "../../../contracts/types/FactoringTypes.sol";
import {Receivable} from "../../../contracts/types/Types.sol";
import {
    FlippingWallet,
    GasBurningWallet,
    OddAnswerWallet,
    PassphraseDelegate,
    RevertBombWallet,
    Wallet
} from "../mocks/Wallets.sol";
import {FactoringWorld} from "./FactoringWorld.sol";
import {TypedOffers} from "./TypedOffers.sol";

/// @notice Who signs for a factor: its key, its contract, its delegated code.
contract OffersSignedTest is FactoringWorld {
    uint256 private constant ORDER = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141;

    Receivable private r;
    bytes32 private offer;

    function setUp() public override {
        super.setUp();
        r = _ready(1);
        offer = TypedOffers.single(r, _conditions());
    }

    function _with(bytes memory signature) private view returns (Sale memory s) {
        s = _single(r, _conditions());
        s.signature = signature;
    }

    function _sendTo(IFactoringDesk to, Sale memory s) private {
        _sendAs(supplier.addr, supplier.addr, address(to), _id(r), abi.encode(s));
    }

    function _invalidOf(address factor_, IFactoringDesk at_) private view returns (bytes memory) {
        return abi.encodeWithSelector(ILedger.SignatureInvalid.selector, factor_, _digestFor(at_, offer));
    }

    function _refusesAt(IFactoringDesk at_, address factor_, bytes memory signature) private {
        Sale memory s = _with(signature);
        vm.expectRevert(_invalidOf(factor_, at_));
        _sendTo(at_, s);
        _eq(token.ownerOf(uint256(_id(r))), supplier.addr, "still the seller's");
        _eq(coin.balanceOf(factor_), CASH, "nothing spent");
    }

    // ------------------------------------------------------------------------------------------------------------ keys

    function test_a_signature_of_another_key_is_invalid() public {
        _refuses(_with(_signOffer(stranger.key, offer)), _notSigned(offer));
    }

    function test_an_agent_does_not_sign_offers_whatever_its_mandate() public {
        vm.prank(factor.addr);
        directory.giveMandate(agent.addr, _mandate(type(uint32).max, UNCAPPED, address(0)));
        _refuses(_with(_signOffer(agent.key, offer)), _notSigned(offer));
    }

    function test_a_signature_of_another_length_is_invalid() public {
        bytes memory whole = _signOffer(factor.key, offer);
        uint256[5] memory lengths = [uint256(0), 1, 32, 63, 64];
        for (uint256 i; i < lengths.length; ++i) {
            bytes memory cut = bytes.concat(whole);
            uint256 length = lengths[i];
            assembly ("memory-safe") {
                mstore(cut, length)
            }
            _refuses(_with(cut), _notSigned(offer));
        }
        _refuses(_with(bytes.concat(whole, hex"00")), _notSigned(offer));
    }

    function test_the_other_signature_of_the_same_key_is_invalid() public {
        (uint8 v, bytes32 first, bytes32 second) = vm.sign(factor.key, _digestFor(desk, offer));
        bytes32 mirrored = bytes32(ORDER - uint256(second));
        _refuses(_with(abi.encodePacked(first, mirrored, v == 27 ? uint8(28) : uint8(27))), _notSigned(offer));
    }

    function test_a_signature_with_another_recovery_bit_is_invalid() public {
        bytes memory signature = _signOffer(factor.key, offer);
        signature[64] = bytes1(uint8(signature[64]) - 27);
        _refuses(_with(signature), _notSigned(offer));
    }

    function test_a_signature_of_nobody_is_not_that_of_the_code_of_desks() public {
        Sale memory s = _with(_sign(factor.key, _digestFor(IFactoringDesk(deskCode), offer)));
        IFactoringDesk code = IFactoringDesk(deskCode);
        address nobody = code.factor();
        vm.expectRevert(_invalidOf(nobody, code));
        _sendTo(code, s);
    }

    // --------------------------------------------------------------------------------------------------------
    // contracts

    function test_a_contract_factor_buys_by_its_owners_signature() public {
        Wallet wallet = new Wallet(factor.addr);
        IFactoringDesk desk_ = _openDesk(address(wallet));
        _sendTo(desk_, _with(_sign(factor.key, _digestFor(desk_, offer))));
        _eq(coin.balanceOf(address(wallet)), CASH - ADVANCE, "its cash");
        _eq(coin.balanceOf(factor.addr), CASH, "not its owner's");
    }

    function test_a_contract_factor_that_changed_its_owner_keeps_no_offer_of_the_old_one() public {
        Wallet wallet = new Wallet(factor.addr);
        IFactoringDesk desk_ = _openDesk(address(wallet));
        bytes memory signature = _sign(factor.key, _digestFor(desk_, offer));
        wallet.setOwner(stranger.addr);
        _refusesAt(desk_, address(wallet), signature);
    }

    function test_an_offer_of_a_contract_that_later_says_no_is_not_taken() public {
        FlippingWallet wallet = new FlippingWallet();
        IFactoringDesk desk_ = _openDesk(address(wallet));
        wallet.flip();
        _refusesAt(desk_, address(wallet), "whatever");
        wallet.flip();
        _sendTo(desk_, _with("whatever"));
        _eq(coin.balanceOf(supplier.addr), ADVANCE, "sold when it says yes");
    }

    function test_a_contract_that_answers_oddly_has_not_signed() public {
        address[4] memory wallets = [
            address(new OddAnswerWallet(31, bytes32(bytes4(0x1626ba7e)))),
            address(new OddAnswerWallet(32, bytes32(uint256(1)))),
            address(new GasBurningWallet()),
            address(new RevertBombWallet())
        ];
        for (uint256 i; i < wallets.length; ++i) {
            _refusesAt(_openDesk(wallets[i]), wallets[i], "whatever");
        }
    }

    // ---------------------------------------------------------------------------------------------------------
    // EIP-7702

    function test_a_factor_that_delegates_its_code_keeps_its_own_key() public {
        vm.etch(factor.addr, abi.encodePacked(hex"ef0100", address(new Wallet(stranger.addr))));
        _sell(_with(_signOffer(factor.key, offer)));
        _true(_isSold(r), "sold");
    }

    function test_the_code_that_a_factor_delegates_to_signs_for_it_too() public {
        vm.etch(factor.addr, abi.encodePacked(hex"ef0100", address(new PassphraseDelegate("open sesame"))));
        _refuses(_with("open poppy"), _notSigned(offer));
        _sell(_with("open sesame"));
        _true(_isSold(r), "sold");
    }

    // ------------------------------------------------------------------------------------------- standing allowances

    function testFuzz_a_standing_allowance_is_spent_by_no_signature_but_the_factors(bytes calldata signature) public {
        _refuses(_with(signature), _notSigned(offer));
        _eq(coin.allowance(factor.addr, address(desk)), MAX, "the allowance");
    }

    function testFuzz_a_signature_over_anything_else_is_invalid(bytes32 signed) public {
        vm.assume(signed != offer);
        _refuses(_with(_signOffer(factor.key, signed)), _notSigned(offer));
    }

    function testFuzz_conditions_that_nobody_signed_are_refused(uint32 rate, uint16 days_, uint96 limit) public {
        Conditions memory c = _conditions();
        Sale memory s = _single(r, c);
        s.conditions.price.advanceRate = uint32(_bound(rate, 1, 1_000_000));
        (s.conditions.price.recourseDays, s.conditions.limit) = (days_, limit);
        bytes32 other = TypedOffers.single(r, s.conditions);
        vm.assume(other != offer);
        vm.expectRevert();
        _sell(s);
        _eq(coin.balanceOf(factor.addr), CASH, "nothing spent");
    }
}
