package answer

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"demarche/graph"
)

var someMembers = []SnapshotMember{
	{ID: "official:Q15031", Roles: []graph.Role{graph.Host, graph.Speaker}, Via: graph.ViaDirect},
	{ID: "official:习近平", Roles: []graph.Role{graph.Participant}, Via: graph.ViaDirect},
	{ID: `org:"un"`, Roles: []graph.Role{}, Via: graph.ViaDirect},
	{ID: "country:CHN", Roles: []graph.Role{graph.Host}, Via: graph.ViaOfficial},
}

// participantsField is participants { roles via actor { id name } }, with arguments.
func participantsField(args map[string]any) Projection {
	actor := NewSelection("Actor", true)
	keys := []Key{{`"id":`, "id", 0}, {`"is":`, "is", Typename}, {`"name":`, "name", 1}}
	for _, typ := range []string{"Official", "Country", "Organization"} {
		actor.Add(&Field{Name: "id", Arg: NoArgs, Type: Type{NonNull: true}}, typ)
		actor.Add(&Field{Name: "name", Arg: NoArgs, Type: Type{NonNull: true}}, typ)
		actor.SetLayout(typ, keys)
	}
	member := NewSelection("Participation", false)
	for _, f := range []*Field{{Name: "roles", Arg: NoArgs}, {Name: "via", Arg: NoArgs}, {Name: "actor", Arg: NoArgs, Of: actor}} {
		member.Add(f, "Participation")
	}
	member.SetLayout("Participation", []Key{{`"roles":`, "roles", 0}, {`"via":`, "via", 1}, {`"of":`, "of", Typename}, {`"actor":`, "actor", 2}})
	list := Type{NonNull: true, Item: &Type{NonNull: true}}
	return Projection{Field: &Field{Name: "participants", Type: list, Of: member}, Args: []Args{{Values: args}}}
}

// What was packed is written as it was, with names that were known and names that were found later.
func TestParticipantSnapshot(t *testing.T) {
	var known, found ActorNames
	known.Add("official:习近平", "Xi \"Jinping\"")
	known.Add("country:CHN", "China")
	var unknown []string
	c, err := ReadSnapshot(PackSnapshot(someMembers), known, func(id string) { unknown = append(unknown, id) })
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff([]string{"official:Q15031", `org:"un"`}, unknown); d != "" {
		t.Error(d)
	}
	found.Add("official:Q15031", "Ann")
	found.Add(`org:"un"`, "UN")
	c.Name(found)
	const (
		ann   = `{"roles":["HOST","SPEAKER"],"via":"DIRECT","of":"Participation","actor":{"id":"official:Q15031","is":"Official","name":"Ann"}}`
		xi    = `{"roles":["PARTICIPANT"],"via":"DIRECT","of":"Participation","actor":{"id":"official:习近平","is":"Official","name":"Xi \"Jinping\""}}`
		un    = `{"roles":[],"via":"DIRECT","of":"Participation","actor":{"id":"org:\"un\"","is":"Organization","name":"UN"}}`
		china = `{"roles":["HOST"],"via":"OFFICIAL","of":"Participation","actor":{"id":"country:CHN","is":"Country","name":"China"}}`
	)
	for _, tt := range []struct {
		args map[string]any
		want string
	}{
		{nil, ann + "," + xi + "," + un + "," + china},
		{map[string]any{"first": int64(2)}, ann + "," + xi},
		{map[string]any{"first": int64(0)}, ""},
		{map[string]any{"via": "OFFICIAL"}, china},
		{map[string]any{"via": "DIRECT", "first": int64(50)}, ann + "," + xi + "," + un},
		{map[string]any{"roles": []any{"SPEAKER", "PARTICIPANT"}}, ann + "," + xi},
		{map[string]any{"roles": []any{"HOST"}, "first": int64(1)}, ann},
		{map[string]any{"roles": []any{"GUEST"}}, ""},
	} {
		if got := string(participantsField(tt.args).Write(c).JSON); got != "["+tt.want+"]" {
			t.Errorf("%v: %s, want [%s]", tt.args, got, tt.want)
		}
	}
}

// Every role can be packed: its number is stored.
func TestParticipantSnapshot_roles(t *testing.T) {
	if d := cmp.Diff(graph.Roles, snapshotRoles); d != "" {
		t.Errorf("a role without a number, or a number that changed: %s", d)
	}
}

// What is broken is an error and never a panic, neither then nor when it is written.
func FuzzReadSnapshot(f *testing.F) {
	packed := PackSnapshot(someMembers)
	f.Add(packed)
	f.Add(packed[:len(packed)-1])
	f.Add([]byte{0})
	f.Add([]byte{1, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1})
	f.Add([]byte{1, 1, 'x', 1, 99})
	f.Fuzz(func(t *testing.T, packed []byte) {
		c, err := ReadSnapshot(packed, ActorNames{}, func(string) {})
		if err == nil {
			participantsField(nil).Write(c)
		} else if !errors.Is(err, graph.ErrInternal) {
			t.Error(err)
		}
	})
}
