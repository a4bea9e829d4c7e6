-- The number of members that the organisation board reports is the cells' sum.
-- rule: R4-DANG-VIEN
-- family: R4
-- severity: warning
-- message: {unit} ghi tổng số {value} đảng viên; cộng báo cáo đã nhận của các chi bộ là {expected}. Đối chiếu lại hai nơi.
SELECT
    own.unit,
    own.indicator,
    own.value,
    SUM(other.value) AS expected,
    own.value - SUM(other.value) AS difference
FROM current_fact AS own
JOIN current_fact AS other
    ON other.office = own.office
    AND other.period = own.period
    AND other.basis = own.basis
    AND other.indicator = 'CB-03a'
WHERE own.office = :office
    AND own.period = :period
    AND own.indicator = 'BXC-12'
    AND own.basis = 'month'
GROUP BY own.unit, own.indicator, own.value
HAVING own.value <> SUM(other.value);
