-- The number of members inspected that the Inspection Committee reports is the cells' sum.
-- rule: R4-KIEM-TRA
-- family: R4
-- severity: warning
-- message: {unit} ghi {value} đảng viên được chi bộ kiểm tra; cộng báo cáo của các chi bộ là {expected}. Đối chiếu lại hai nơi.
-- shared: reported
SELECT
    own.unit,
    own.indicator,
    own.value,
    total.value AS expected,
    own.value - total.value AS difference
FROM reported AS own
JOIN total ON total.indicator = 'CB-01'
WHERE own.indicator = 'UBKT-03'
    AND own.value <> total.value;
