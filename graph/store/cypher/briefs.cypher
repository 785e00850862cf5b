CALL () { {all} }
WITH DISTINCT {x} ORDER BY {x}.sk
// Collected apart: beside an aggregate, the ids would be a key of groups, and no events no row.
WITH collect([{x}.id, {x}.kind, {x}.edtf, {x}.sk, {x}.root]) AS rows
RETURN rows, {unknown} AS missing, {cut} AS cut
