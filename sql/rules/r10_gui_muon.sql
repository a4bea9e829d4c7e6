-- The report of a unit that counts came in by the end of the due day.
-- rule: GUI-MUON
-- family: R10
-- severity: info
-- message: {unit} gửi báo cáo ngày {value}, sau hạn {expected}. Nhắc đơn vị gửi đúng hạn kỳ sau.
SELECT
    sent.unit,
    '' AS indicator,
    CAST(sent.received_at AT TIME ZONE 'Asia/Ho_Chi_Minh' AS date) AS value,
    CAST(:due AS date) AS expected,
    CAST(sent.received_at AT TIME ZONE 'Asia/Ho_Chi_Minh' AS date) - CAST(:due AS date) AS difference
FROM current_submission AS sent
WHERE sent.office = :office
    AND sent.period = :period
    AND CAST(sent.received_at AT TIME ZONE 'Asia/Ho_Chi_Minh' AS date) > CAST(:due AS date);
