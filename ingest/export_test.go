package ingest

// Samples are small files of other people's formats, with what their first import makes of the rows.
var Samples = []struct {
	Format, Text               string
	Created, Updated, Rejected int
}{
	{"gdelt", gdeltSample, 3, 2, 0},
	{"quadruples", quadrupleSample, 7, 2, 0},
	{"quadruples", icewsSample, 3, 1, 1},
	{"visits", coltSample, 4, 1, 0},
}

// SetRowsAtOnce sets how many rows a transaction has, and returns what sets it back.
func SetRowsAtOnce(n int) (back func()) {
	before := rowsAtOnce
	rowsAtOnce = n
	return func() { rowsAtOnce = before }
}
