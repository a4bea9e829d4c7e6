-- Candidates appraised by the organisation board are those of the Front's consultation list.
-- rule: R6-UNG-CU
-- family: R6
-- severity: warning
-- message: {unit} ghi thẩm định {value} nhân sự ứng cử; Mặt trận Tổ quốc ghi {expected} người ứng cử sau hiệp thương. Hai nơi phải khớp, hoặc ghi rõ số tự ứng cử.
-- shared: reported
SELECT
    own.unit,
    own.indicator,
    own.value,
    total.value AS expected,
    own.value - total.value AS difference
FROM reported AS own
JOIN total ON total.indicator = 'MT-03a'
WHERE own.indicator = 'BXC-10'
    AND own.value <> total.value;
