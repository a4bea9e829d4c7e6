-- The figures that given units reported for given months, as they stand now.
-- Bound: offices, units and periods, three arrays of equal length.
SELECT
    wanted.office,
    wanted.unit,
    wanted.period,
    current_fact.indicator,
    current_fact.basis,
    current_fact.value
FROM unnest(
    CAST(:offices AS text[]), CAST(:units AS text[]), CAST(:periods AS text[])
) AS wanted (office, unit, period)
JOIN current_fact
    ON current_fact.office = wanted.office
    AND current_fact.unit = wanted.unit
    AND current_fact.period = wanted.period
