-- reported: what each unit's report that counts says of the month.
-- total: the sum of a figure over every unit that the roster asks for it. It is unknown, and what
-- is compared with it is silent, until each of them has reported it: a blank is no 0, and what has
-- not come is told of by THIEU-DON-VI.
WITH reported AS (
    SELECT unit, indicator, value
    FROM current_fact
    WHERE office = :office
        AND period = :period
        AND basis = 'month'
),
total AS (
    SELECT asked.indicator, SUM(reported.value) AS value
    FROM UNNEST(CAST(:asked_units AS text[]), CAST(:asked_figures AS text[]))
        AS asked (unit, indicator)
    LEFT JOIN reported
        ON reported.unit = asked.unit
        AND reported.indicator = asked.indicator
    GROUP BY asked.indicator
    HAVING COUNT(reported.value) = COUNT(*)
)
