-- Every unit of the month's roster has a report that counts.
-- rule: THIEU-DON-VI
-- family: R13
-- severity: critical
-- message: Chưa có bản nộp hợp lệ của {unit}. Đôn đốc, hoặc ghi rõ lý do trước khi trình.
SELECT
    wanted.unit,
    '' AS indicator,
    0 AS value,
    1 AS expected,
    -1 AS difference
FROM UNNEST(CAST(:roster AS text[])) AS wanted (unit)
WHERE NOT EXISTS (
    SELECT
    FROM current_submission AS sent
    WHERE sent.office = :office
        AND sent.period = :period
        AND sent.unit = wanted.unit
);
