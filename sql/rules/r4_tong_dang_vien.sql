-- The number of members that the organisation board reports is the cells' sum.
-- rule: R4-DANG-VIEN
-- family: R4
-- severity: warning
-- message: {unit} ghi tổng số {value} đảng viên; cộng báo cáo của các chi bộ là {expected}. Đối chiếu lại hai nơi.
-- shared: reported
SELECT
    own.unit,
    own.indicator,
    own.value,
    total.value AS expected,
    own.value - total.value AS difference
FROM reported AS own
JOIN total ON total.indicator = 'CB-03a'
WHERE own.indicator = 'BXC-12'
    AND own.value <> total.value;
