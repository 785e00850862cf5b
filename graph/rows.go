package graph

// Rows holds rows of a table. Values are texts, int64, float64, bool, Day, lists of those, or nil.
type Rows struct {
	Columns []string
	Rows    [][]any
}
