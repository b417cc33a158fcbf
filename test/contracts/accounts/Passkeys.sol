// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Base64} from "@openzeppelin/contracts/utils/Base64.sol";
import {OrganisationWorld} from "./OrganisationWorld.sol";

/// @notice Passkeys: P-256 keys that sign what a browser says it asked for.
abstract contract Passkeys is OrganisationWorld {
    /// @dev An assertion before it is encoded; the fields of OpenZeppelin's `WebAuthnAuth`.
    struct Assertion {
        bytes32 r;
        bytes32 s;
        uint256 challengeIndex;
        uint256 typeIndex;
        bytes authenticatorData;
        string clientDataJSON;
    }

    uint256 internal constant P256_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551;
    /// @dev User present and verified.
    bytes1 internal constant PRESENT_VERIFIED = 0x05;

    address internal verifier;

    function setUp() public virtual override {
        super.setUp();
        verifier = _deploy("PasskeyVerifier", "");
    }

    function _passkey(uint256 key) internal view returns (bytes memory) {
        (uint256 x, uint256 y) = accountVm.publicKeyP256(key);
        return abi.encodePacked(verifier, x, y);
    }

    /// @dev What an authenticator answers when a page of the organisation's asks it to sign.
    function _assertion(uint256 key, bytes32 digest, bytes1 flags) internal pure returns (Assertion memory a) {
        // solhint-disable quotes
        a.clientDataJSON = string.concat(
            '{"type":"webauthn.get","challenge":"',
            Base64.encodeURL(abi.encodePacked(digest)),
            '","origin":"https://treasury.example","crossOrigin":false}'
        );
        // solhint-enable quotes
        (a.typeIndex, a.challengeIndex) = (1, 23);
        a.authenticatorData = abi.encodePacked(sha256("treasury.example"), flags, uint32(7));
        return _signedAssertion(key, a);
    }

    function _signedAssertion(uint256 key, Assertion memory a) internal pure returns (Assertion memory) {
        bytes32 digest = sha256(abi.encodePacked(a.authenticatorData, sha256(bytes(a.clientDataJSON))));
        (a.r, a.s) = accountVm.signP256(key, digest);
        if (uint256(a.s) > P256_ORDER / 2) a.s = bytes32(P256_ORDER - uint256(a.s));
        return a;
    }

    function _encoded(Assertion memory a) internal pure returns (bytes memory) {
        return abi.encode(a.r, a.s, a.challengeIndex, a.typeIndex, a.authenticatorData, a.clientDataJSON);
    }

    function _multiOf(bytes memory member, bytes memory signature) internal pure returns (bytes memory) {
        return abi.encode(_only(member), _only(signature));
    }
}
