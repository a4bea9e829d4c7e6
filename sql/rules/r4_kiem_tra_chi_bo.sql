-- The number of members inspected that the Inspection Committee reports is the cells' sum.
-- rule: R4-KIEM-TRA
-- family: R4
-- severity: warning
-- message: {unit} ghi {value} đảng viên được chi bộ kiểm tra; cộng báo cáo đã nhận của các chi bộ là {expected}. Đối chiếu lại hai nơi.
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
    AND other.indicator = 'CB-01'
WHERE own.office = :office
    AND own.period = :period
    AND own.indicator = 'UBKT-03'
    AND own.basis = 'month'
GROUP BY own.unit, own.indicator, own.value
HAVING own.value <> SUM(other.value);
