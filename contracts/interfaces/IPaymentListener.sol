// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title A holder that is told which receivable its cash belongs to
/// @notice What a contract answers that holds receivables and listens on them (`IReceivablesCore.listen`). It is called
/// by the ledger after the cash has arrived, in the transaction that pays, with bounded gas. If it fails, so does the
/// transfer of the cash, which the ledger then keeps for it; the receivable is paid all the same.
interface IPaymentListener {
    /// @notice Cash arrived for a receivable. Whoever implements this trusts no caller but its ledger.
    /// @param id The receivable. @param currency An ERC-20. @param cash What arrived, minor units, above zero.
    /// @return The selector of this function; anything else is a failure.
    function onReceivablePaid(bytes32 id, address currency, uint256 cash) external returns (bytes4);
}
