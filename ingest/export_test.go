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
