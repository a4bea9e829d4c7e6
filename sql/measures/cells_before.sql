-- What the versions of a unit's workbook before a given one hold, cell by cell, newest first.
SELECT
    submission.version,
    cell."row",
    cell."column",
    cell.raw
FROM submission
JOIN cell
    ON cell.office = submission.office
    AND cell.unit = submission.unit
    AND cell.period = submission.period
    AND cell.submission_id = submission.id
WHERE submission.office = :office
    AND submission.unit = :unit
    AND submission.period = :period
    AND submission.id <> :id
    AND submission.version < COALESCE(
        (
            SELECT known.version
            FROM submission AS known
            WHERE known.id = :id
        ),
        submission.version + 1
    )
ORDER BY submission.version DESC;
