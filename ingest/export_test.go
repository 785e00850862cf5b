package ingest

// Samples are small files of other people's formats, with what their first import makes of the rows.
var Samples = map[string]struct {
	Text             string
	Created, Updated int
}{
	"gdelt":      {gdeltSample, 3, 2},
	"quadruples": {quadrupleSample, 7, 2},
	"visits":     {coltSample, 4, 1},
}
