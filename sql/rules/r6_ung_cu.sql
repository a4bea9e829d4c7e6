-- Candidates appraised by the organisation board are those of the Front's consultation list.
-- rule: R6-UNG-CU
-- family: R6
-- severity: warning
-- message: {unit} ghi thẩm định {value} nhân sự ứng cử; Mặt trận Tổ quốc ghi {expected} người ứng cử sau hiệp thương. Hai nơi phải khớp, hoặc ghi rõ số tự ứng cử.
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
    AND other.indicator = 'MT-03a'
WHERE own.office = :office
    AND own.period = :period
    AND own.indicator = 'BXC-10'
    AND own.basis = 'month'
GROUP BY own.unit, own.indicator, own.value
HAVING own.value <> MAX(other.value);
