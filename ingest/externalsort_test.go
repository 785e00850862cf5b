package ingest

import (
	"cmp"
	"fmt"
	"slices"
	"testing"
)

// However many runs there are, rows come sorted, those of one key as they were added.
func TestRuns(t *testing.T) {
	for _, rows := range []int{0, 1, 3, 2 * maxRuns, 5 * maxRuns} {
		r := runs{most: 3 * ofRow}
		var want []keyed
		for line := range rows {
			row := keyed{fmt.Append(nil, line*7%5), line, fmt.Append(nil, "text ", line)}
			if want = append(want, row); line%5 == 0 {
				want[line].text = []byte{}
			}
			if err := r.add(want[line].key, line, want[line].text); err != nil {
				t.Fatal(err)
			}
		}
		if rows > 3 && (len(r.done) < 2 || len(r.done) > maxRuns) {
			t.Errorf("%d rows are %d runs", rows, len(r.done))
		}
		slices.SortStableFunc(want, func(a, b keyed) int { return cmp.Compare(string(a.key), string(b.key)) })
		var got []keyed
		err := r.each(func(k keyed) error {
			got = append(got, k)
			return nil
		})
		said := func(k keyed) string { return fmt.Sprintf("%s %d %s", k.key, k.line, k.text) }
		if err != nil || !slices.EqualFunc(got, want, func(a, b keyed) bool { return said(a) == said(b) }) {
			t.Errorf("%d rows: %d come back, or in another order: %v", rows, len(got), err)
		}
		if err := r.close(); err != nil {
			t.Error(err)
		}
	}
}
