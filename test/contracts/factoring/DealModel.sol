// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice What R53 and R54 say of a deal, reckoned from the list of all that was repaid and of nothing else; shares
/// nothing with the desk.
abstract contract DealModel {
    /// @dev A part of the advance and the day until which it was in use; nothing once it was given back.
    struct Part {
        uint256 funds;
        uint256 day;
    }

    /// @dev `dues` are the commission and what the seller has got of money that the bank took back.
    struct Model {
        uint256 advance;
        uint256 dues;
        uint256 saleDay;
        uint256 feeRate;
        uint256 basis;
        uint256 feesPaid;
        Part[] parts;
    }

    /// @dev Who gets what of a sum; `part` is its place among the parts.
    struct Share {
        uint256 toFunds;
        uint256 toFees;
        uint256 toSeller;
        uint256 part;
    }

    function _modelFunds(Model storage m) internal view returns (uint256 funds) {
        funds = m.advance;
        for (uint256 i; i < m.parts.length; ++i) funds -= m.parts[i].funds;
    }

    /// @dev Commission, and for each part its days at the rate, all rounded half up together; less what was paid.
    function _modelFees(Model storage m, uint256 day) internal view returns (uint256) {
        uint256 sum = _modelFunds(m) * _daysInUse(m, day);
        for (uint256 i; i < m.parts.length; ++i) sum += m.parts[i].funds * _daysInUse(m, m.parts[i].day);
        uint256 year = 1_000_000 * m.basis;
        uint256 fee = (sum * m.feeRate) / year;
        if (2 * ((sum * m.feeRate) % year) >= year) fee += 1;
        return fee + m.dues > m.feesPaid ? fee + m.dues - m.feesPaid : 0;
    }

    function _modelTake(Model storage m, uint256 cash, uint256 day) internal returns (Share memory s) {
        (uint256 funds, uint256 fees) = (_modelFunds(m), _modelFees(m, day));
        s.toFunds = cash > funds ? funds : cash;
        s.toFees = cash - s.toFunds > fees ? fees : cash - s.toFunds;
        s.toSeller = cash - s.toFunds - s.toFees;
        s.part = m.parts.length;
        m.parts.push(Part(s.toFunds, day));
        m.feesPaid += s.toFees;
    }

    function _modelGiveBack(Model storage m, Share memory s, bool sellerKeeps) internal {
        delete m.parts[s.part];
        m.feesPaid -= s.toFees;
        if (sellerKeeps) m.dues += s.toSeller;
    }

    function _daysInUse(Model storage m, uint256 day) private view returns (uint256) {
        return day > m.saleDay ? day - m.saleDay : 0;
    }
}
