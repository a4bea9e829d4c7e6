-- Accepted submissions of which the month has not been told yet: a collection that was to tell
-- it stored them, and no later line of the log says that it did.
SELECT accepted.office, accepted.unit, accepted.period, accepted.detail ->> 'file' AS id
FROM event AS accepted
WHERE accepted.what IN ('accepted', 'accepted_with_warnings')
    AND accepted.detail ->> 'announce' = '1'
    AND NOT EXISTS (
        SELECT
        FROM event AS told
        WHERE told.what = 'announced'
            AND told.office = accepted.office
            AND told.unit = accepted.unit
            AND told.period = accepted.period
            AND told.number > accepted.number
    )
ORDER BY accepted.office, accepted.number;
