// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import * as OpenZeppelin from "@openzeppelin/contracts/utils/cryptography/verifiers/ERC7913WebAuthnVerifier.sol";

/// @title Verifier of passkeys
/// @notice Verifies WebAuthn assertions of P-256 keys for any account (ERC-7913): user present and verified, the digest
/// as the challenge. It keeps nothing and belongs to nobody; one per chain is enough. What the authenticator itself
/// vouches for (origin, relying party) is not looked at again.
contract PasskeyVerifier is OpenZeppelin.ERC7913WebAuthnVerifier {}
