package ingest_test

import (
	"testing"

	"demarche/ingest"
	"demarche/internal/graphtest"
)

// Importing a file again changes nothing, and what is stored is sound.
func TestFile_samples(t *testing.T) {
	s := graphtest.Fresh(t)
	for _, sample := range ingest.Samples {
		path := file(t, sample.Format, []byte(sample.Text))
		first := load(t, s, ingest.Auto, path)
		counted(t, first, sample.Created, sample.Updated, 0, sample.Rejected)
		if first.Format != sample.Format {
			t.Errorf("%s was taken for %s", sample.Format, first.Format)
		}
		counted(t, load(t, s, ingest.Auto, path), 0, 0, sample.Created+sample.Updated, sample.Rejected)
	}
	sound(t, s)
}
