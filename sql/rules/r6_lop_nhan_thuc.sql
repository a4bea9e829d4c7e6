-- People in the class for future members agree between the organisation board and the Centre.
-- rule: R6-LOP-NHAN-THUC
-- family: R6
-- severity: warning
-- message: {unit} ghi {value} quần chúng học lớp nhận thức về Đảng; Trung tâm Chính trị ghi {expected} học viên. Đối chiếu lại hai nơi.
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
    AND other.indicator = 'TTCT-03a'
WHERE own.office = :office
    AND own.period = :period
    AND own.indicator = 'BXC-20'
    AND own.basis = 'month'
GROUP BY own.unit, own.indicator, own.value
HAVING own.value <> MAX(other.value);
