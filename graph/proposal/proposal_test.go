package proposal_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"demarche/graph"
	"demarche/graph/edtf"
	"demarche/graph/proposal"
)

// Composed and decomposed letters make one record: of one id, with one text.
func TestUpdate_Normalize(t *testing.T) {
	date, err := edtf.Parse("2020-02-02")
	if err != nil {
		t.Fatal(err)
	}
	inputs := func(name string) []proposal.Input {
		sources := []proposal.SourceInput{{Title: name, Publisher: name, Quote: name}}
		return []proposal.Input{
			proposal.OfficialInput{Name: name, NativeName: name, Aliases: []string{name, "x"}, Born: proposal.GivenDate{Date: date}, Sources: sources},
			proposal.EventInput{
				Event: graph.Event{Title: name, Summary: name, Kind: graph.Meeting, Participants: []graph.Participation{{Actor: "official:x"}}},
				Date:  proposal.GivenDate{Date: date}, Sources: sources,
			},
		}
	}
	for _, pair := range [][2]string{{"Jos\u00e9", "Jose\u0301"}, {"김정은", "\u1100\u1175\u11b7\u110c\u1165\u11bc\u110b\u1173\u11ab"}, {"й", "и\u0306"}, {"が", "か\u3099"}} {
		composed, decomposed := inputs(pair[0]), inputs(pair[1])
		for i := range composed {
			u, v := composed[i].Propose(), decomposed[i].Propose()
			u.Normalize()
			v.Normalize()
			if u.Record != v.Record {
				t.Errorf("%q: %s and %s", pair, u.Record, v.Record)
			}
			if d := cmp.Diff(u.Update, v.Update, cmp.Comparer(func(a, b edtf.Date) bool { return a.String() == b.String() }), cmp.Comparer(time.Time.Equal)); d != "" {
				t.Error(d)
			}
		}
	}
}
