-- Members expelled by the Inspection Committee are among those the organisation board counts out.
-- rule: R6-KHAI-TRU
-- family: R6
-- severity: warning
-- message: {unit} ghi {value} đảng viên bị xóa tên, khai trừ, cho ra khỏi Đảng; riêng số bị khai trừ theo Ủy ban Kiểm tra đã là {expected}. Đối chiếu lại hai nơi.
SELECT
    own.unit,
    own.indicator,
    own.value,
    MAX(other.value) AS expected,
    own.value - MAX(other.value) AS difference
FROM current_fact AS own
JOIN current_fact AS other
    ON other.office = own.office
    AND other.period = own.period
    AND other.basis = own.basis
    AND other.indicator = 'UBKT-02f'
WHERE own.office = :office
    AND own.period = :period
    AND own.indicator = 'BXC-19f'
    AND own.basis = 'month'
GROUP BY own.unit, own.indicator, own.value
HAVING own.value < MAX(other.value);
