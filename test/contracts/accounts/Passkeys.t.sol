// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Call, IOrganisation} from "../../../contracts/accounts/IOrganisation.sol";
import {Consent, Receivable, Status} from "../../../contracts/types/Types.sol";
import {Typed} from "../support/Typed.sol";
import {IAccount} from "./OrganisationWorld.sol";
import {Passkeys} from "./Passkeys.sol";

/// @notice A treasurer's telephone is a signer.
contract OrganisationPasskeysTest is Passkeys {
    uint256 private passkey;
    IAccount private modern;

    function setUp() public override {
        super.setUp();
        passkey = _keyOf("telephone") >> 8;
        modern = _deployed(_only(_passkey(passkey)), 1, _members(watchers), 2, DELAY);
    }

    function test_a_passkey_accepts() public {
        Receivable memory r = _make(1);
        r.header.buyer = address(modern);
        _issue(r);
        Content memory content = _acceptanceContent(Typed.hash(r), 3, clock);
        Consent memory c;
        (c.signer, c.nonce, c.deadline) = (address(modern), 3, clock);
        bytes32 digest = _nested(address(modern), content);
        bytes memory multi = _multiOf(_passkey(passkey), _encoded(_assertion(passkey, digest, PRESENT_VERIFIED)));
        c.signature = _wrapped(multi, content);
        vm.prank(relayer.addr);
        ledger.accept(_openHeader(r), _unopened(), _one(c));
        _true(_state(r).status == Status.Accepted, "accepted");
    }

    function test_a_passkey_and_a_key_execute_together() public {
        bytes[] memory signers = new bytes[](2);
        (signers[0], signers[1]) = (_passkey(passkey), _memberOf(keys[0]));
        modern = _deployed(signers, 2, _members(watchers), 2, DELAY);
        bytes32 digest = _digestOf(1);
        bytes[] memory signatures = new bytes[](2);
        signatures[0] = _encoded(_assertion(passkey, digest, PRESENT_VERIFIED));
        signatures[1] = _sign(keys[0], digest);
        (signers, signatures) = _sorted(signers, signatures);
        modern.execute(new Call[](0), 1, clock, abi.encode(signers, signatures));
        _true(modern.isSpent(1), "executed");
    }

    function test_a_user_that_was_not_verified_does_not_count() public {
        _refuses(_assertion(passkey, _digestOf(1), 0x01));
        _refuses(_assertion(passkey, _digestOf(1), 0x04));
    }

    function test_an_assertion_for_something_else_does_not_count() public {
        _refuses(_assertion(passkey, _digestOf(2), PRESENT_VERIFIED));
    }

    function test_another_passkey_does_not_count() public {
        _refuses(_assertion(passkey + 1, _digestOf(1), PRESENT_VERIFIED));
    }

    function test_a_registration_is_no_signature() public {
        Assertion memory a = _assertion(passkey, _digestOf(1), PRESENT_VERIFIED);
        bytes memory json = bytes(a.clientDataJSON);
        // "webauthn.get" becomes "webauthn.set".
        json[18] = "s";
        _refuses(_signedAssertion(passkey, a));
    }

    /// hardhat-config: fuzz.runs = 1000
    function test_what_the_browser_said_cannot_be_exchanged(uint256 position) public {
        Assertion memory a = _assertion(passkey, _digestOf(1), PRESENT_VERIFIED);
        bytes memory json = bytes(a.clientDataJSON);
        position = _bound(position, 0, json.length - 1);
        json[position] ^= 0x01;
        _refuses(a);
    }

    function test_the_mirrored_signature_does_not_count() public {
        Assertion memory a = _assertion(passkey, _digestOf(1), PRESENT_VERIFIED);
        a.s = bytes32(P256_ORDER - uint256(a.s));
        _refuses(a);
    }

    function test_a_key_of_another_length_never_signs() public {
        (uint256 x, ) = accountVm.publicKeyP256(passkey);
        bytes memory half = abi.encodePacked(verifier, x);
        modern = _deployed(_only(half), 1, _members(watchers), 2, DELAY);
        Assertion memory a = _assertion(passkey, _digestOf(1), PRESENT_VERIFIED);
        _refuses(_multiOf(half, _encoded(a)));
    }

    function test_a_guardian_may_be_a_passkey() public {
        modern = _deployed(_members(keys), 2, _only(_passkey(passkey)), 1, DELAY);
        bytes[] memory next = _members(_keys("next"));
        bytes32 digest = _proposalDigest(address(modern), next, 2, 1, clock);
        bytes[] memory signatures = _only(_encoded(_assertion(passkey, digest, PRESENT_VERIFIED)));
        modern.proposeRecovery(next, 2, clock, _only(_passkey(passkey)), signatures);
        _eq(modern.recovery().proposal, 1, "proposed");
    }

    function _digestOf(uint256 nonce) private view returns (bytes32) {
        return _executionDigest(address(modern), new Call[](0), nonce, clock, 1);
    }

    function _refuses(Assertion memory a) private {
        _refuses(_multiOf(_passkey(passkey), _encoded(a)));
    }

    function _refuses(bytes memory multi) private {
        vm.expectRevert(abi.encodeWithSelector(IOrganisation.SignatureInvalid.selector, _digestOf(1)));
        modern.execute(new Call[](0), 1, clock, multi);
    }
}
