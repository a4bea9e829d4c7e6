-- The number of app users that the organisation board reports is the cells' sum.
-- rule: R4-SO-TAY
-- family: R4
-- severity: warning
-- message: {unit} ghi {value} đảng viên dùng Sổ tay điện tử; cộng báo cáo của các chi bộ là {expected}. Đối chiếu lại hai nơi.
-- shared: reported
SELECT
    own.unit,
    own.indicator,
    own.value,
    total.value AS expected,
    own.value - total.value AS difference
FROM reported AS own
JOIN total ON total.indicator = 'CB-03c'
WHERE own.indicator = 'BXC-13'
    AND own.value <> total.value;
