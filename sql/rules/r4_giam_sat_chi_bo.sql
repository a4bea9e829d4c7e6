-- The number of members supervised that the Inspection Committee reports is the cells' sum.
-- rule: R4-GIAM-SAT
-- family: R4
-- severity: warning
-- message: {unit} ghi {value} đảng viên được chi bộ giám sát; cộng báo cáo của các chi bộ là {expected}. Đối chiếu lại hai nơi.
-- shared: reported
SELECT
    own.unit,
    own.indicator,
    own.value,
    total.value AS expected,
    own.value - total.value AS difference
FROM reported AS own
JOIN total ON total.indicator = 'CB-02'
WHERE own.indicator = 'UBKT-04'
    AND own.value <> total.value;
