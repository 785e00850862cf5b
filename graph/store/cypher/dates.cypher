CALL () { {all} }
WITH DISTINCT {x}
WITH {x}.edtf AS edtf, count(*) AS n
WITH collect([edtf, n]) AS dates
// The driver keeps a buffer as large as the largest record: many dates come in several.
UNWIND range(0, size(dates), 5000) AS first
RETURN dates[first..first + 5000] AS dates, CASE first WHEN 0 THEN {unknown} END AS missing, CASE first WHEN 0 THEN {cut} END AS cut
