-- People in the class for future members agree between the organisation board and the Centre.
-- rule: R6-LOP-NHAN-THUC
-- family: R6
-- severity: warning
-- message: {unit} ghi {value} quần chúng học lớp nhận thức về Đảng; Trung tâm Chính trị ghi {expected} học viên. Đối chiếu lại hai nơi.
-- shared: reported
SELECT
    own.unit,
    own.indicator,
    own.value,
    total.value AS expected,
    own.value - total.value AS difference
FROM reported AS own
JOIN total ON total.indicator = 'TTCT-03a'
WHERE own.indicator = 'BXC-20'
    AND own.value <> total.value;
