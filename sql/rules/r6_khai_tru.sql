-- Members expelled by the Inspection Committee are among those the organisation board counts out.
-- rule: R6-KHAI-TRU
-- family: R6
-- severity: warning
-- message: {unit} ghi {value} đảng viên bị xóa tên, khai trừ, cho ra khỏi Đảng; riêng số bị khai trừ theo Ủy ban Kiểm tra đã là {expected}. Đối chiếu lại hai nơi.
-- shared: reported
SELECT
    own.unit,
    own.indicator,
    own.value,
    total.value AS expected,
    own.value - total.value AS difference
FROM reported AS own
JOIN total ON total.indicator = 'UBKT-02f'
WHERE own.indicator = 'BXC-19f'
    AND own.value < total.value;
