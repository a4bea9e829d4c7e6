-- What given units reported, figure by figure, in the months before given ones, oldest first.
-- Years to date are left out: they grow by themselves.
-- Bound: offices, units, periods and since (first month wanted), four arrays of equal length.
SELECT
    wanted.office,
    wanted.unit,
    wanted.period,
    current_fact.indicator,
    current_fact.basis,
    array_agg(current_fact.period ORDER BY current_fact.period) AS months,
    array_agg(current_fact.value ORDER BY current_fact.period) AS amounts
FROM unnest(
    CAST(:offices AS text[]), CAST(:units AS text[]), CAST(:periods AS text[]),
    CAST(:since AS text[])
) AS wanted (office, unit, period, since)
JOIN current_fact
    ON current_fact.office = wanted.office
    AND current_fact.unit = wanted.unit
    AND current_fact.period >= wanted.since
    AND current_fact.period < wanted.period
    AND current_fact.basis <> 'ytd'
GROUP BY
    wanted.office,
    wanted.unit,
    wanted.period,
    current_fact.indicator,
    current_fact.basis
