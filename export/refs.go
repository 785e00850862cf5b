package export

import "demarche/graph"

// referredTo returns the ids that the records of a batch refer to. Some may be empty or repeated.
func referredTo(b graph.Batch) (out []string) {
	cite := func(of []graph.Citation) {
		for _, c := range of {
			out = append(out, c.Source)
		}
	}
	refer := func(of []graph.Citation, ids ...string) {
		out = append(out, ids...)
		cite(of)
	}
	for _, r := range b.Countries {
		cite(r.Sources)
	}
	for _, r := range b.Aggregates {
		cite(r.Sources)
	}
	for _, r := range b.Places {
		refer(r.Sources, r.Country)
	}
	for _, r := range b.Organizations {
		refer(r.Sources, r.Country)
	}
	for _, r := range b.Posts {
		refer(r.Sources, r.Organization)
	}
	for _, r := range b.Officials {
		refer(r.Sources, r.Country)
	}
	for _, r := range b.Tenures {
		refer(r.Sources, r.Official, r.Post)
	}
	for _, r := range b.Commodities {
		refer(r.Sources, r.Parent)
	}
	for _, r := range b.Series {
		refer(r.Sources, r.Reporter, r.Partner, r.Commodity)
	}
	for _, r := range b.Figures {
		refer(r.Sources, r.Series)
		for _, d := range r.DerivedFrom {
			out = append(out, d.Figure)
		}
	}
	for _, r := range b.Events {
		refer(r.Sources, r.Place, r.PartOf)
		out = append(out, r.About...)
		for _, p := range r.Participants {
			out = append(out, p.Actor)
		}
	}
	for _, r := range b.Merges {
		refer(r.Sources, r.Keep, r.Merged)
	}
	for _, r := range b.Links {
		refer(r.Sources, r.From, r.To)
	}
	return out
}
