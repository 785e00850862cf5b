package graph

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var someCast = Cast{
	{ID: "official:Q15031", Roles: []Role{Host, Speaker}, Via: ViaDirect},
	{ID: "official:习近平", Roles: []Role{Participant}, Via: ViaDirect},
	{ID: "org:un", Roles: []Role{}, Via: ViaDirect},
	{ID: "country:CHN", Roles: []Role{Host}, Via: ViaOfficial},
}

func TestCast_Pack(t *testing.T) {
	got, err := UnpackCast(someCast.Pack())
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(someCast, got); d != "" {
		t.Error(d)
	}
}

// Every role can be packed: its number is stored.
func TestCast_roles(t *testing.T) {
	if d := cmp.Diff(Roles, castRoles); d != "" {
		t.Errorf("a role without a number, or a number that changed: %s", d)
	}
}

// What is broken is an error and never a panic.
func FuzzUnpackCast(f *testing.F) {
	packed := someCast.Pack()
	f.Add(packed)
	f.Add(packed[:len(packed)-1])
	f.Add([]byte{0})
	f.Add([]byte{1, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1})
	f.Fuzz(func(t *testing.T, packed []byte) {
		if _, err := UnpackCast(packed); err != nil && !errors.Is(err, ErrInternal) {
			t.Error(err)
		}
	})
}
