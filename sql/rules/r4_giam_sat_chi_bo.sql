-- The number of members supervised that the Inspection Committee reports is the cells' sum.
-- rule: R4-GIAM-SAT
-- family: R4
-- severity: warning
-- message: {unit} ghi {value} đảng viên được chi bộ giám sát; cộng báo cáo đã nhận của các chi bộ là {expected}. Đối chiếu lại hai nơi.
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
    AND other.indicator = 'CB-02'
WHERE own.office = :office
    AND own.period = :period
    AND own.indicator = 'UBKT-04'
    AND own.basis = 'month'
GROUP BY own.unit, own.indicator, own.value
HAVING own.value <> SUM(other.value);
