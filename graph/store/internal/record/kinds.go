package record

import "demarche/graph"

// A Kind is a sort of record: its name in a tally, and its rows.
type Kind struct {
	Name string
	Rows []Row
}

// KindsOf lists a batch's records in an order in which each is written after what it refers to.
func KindsOf(b graph.Batch) []Kind {
	return []Kind{
		{"sources", RowsOf(b.Sources, SourceRow)},
		{"countries", RowsOf(b.Countries, countryRow)},
		{"aggregates", RowsOf(b.Aggregates, aggregateRow)},
		{"places", RowsOf(b.Places, placeRow)},
		{"organizations", RowsOf(b.Organizations, organizationRow)},
		{"posts", RowsOf(b.Posts, postRow)},
		{"officials", RowsOf(b.Officials, officialRow)},
		{"tenures", RowsOf(b.Tenures, tenureRow)},
		{"commodities", RowsOf(b.Commodities, commodityRow)},
		{"series", RowsOf(b.Series, seriesRow)},
		{"figures", RowsOf(b.Figures, figureRow)},
		{"events", RowsOf(b.Events, EventRow)},
	}
}

// RowsOf returns the rows of records.
func RowsOf[T any](in []T, f func(T) Row) []Row {
	out := make([]Row, len(in))
	for i, v := range in {
		out[i] = f(v)
	}
	return out
}
