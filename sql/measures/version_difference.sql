-- The cells in which two versions of a workbook differ: what was there and what is there now.
SELECT
    COALESCE(newer.kind, older.kind) AS kind,
    COALESCE(newer."row", older."row") AS "row",
    COALESCE(newer."column", older."column") AS "column",
    COALESCE(older.raw, '') AS before,
    COALESCE(newer.raw, '') AS after,
    COALESCE(newer.sheet, older.sheet) AS sheet,
    COALESCE(newer.cell, older.cell) AS cell
FROM (SELECT * FROM cell WHERE submission_id = :older) AS older
FULL JOIN (SELECT * FROM cell WHERE submission_id = :newer) AS newer
    ON newer.kind = older.kind
    AND newer."row" = older."row"
    AND newer."column" = older."column"
WHERE newer.raw IS DISTINCT FROM older.raw
ORDER BY kind, "row", "column";
