package graph

import (
	"reflect"

	"golang.org/x/text/unicode/norm"
)

// NFC is a text in the one normal form in which texts are stored, compared and hashed: é is one character, whether it came as
// one or as two.
func NFC(text string) string { return norm.NFC.String(text) }

// Normalize puts every text of the batch's records into NFC. All that writes calls it before anything is compared.
func (b *Batch) Normalize() { normalize(reflect.ValueOf(b).Elem()) }

// Normalize puts every text of the update's records into NFC.
func (u *Update) Normalize() {
	for _, b := range []*Batch{&u.Put, &u.Merge, &u.Ensure} {
		b.Normalize()
	}
}

// normalize changes the texts of a value, in place.
func normalize(v reflect.Value) {
	switch v.Kind() { //nolint:exhaustive // nothing else holds a text
	case reflect.String:
		if s := v.String(); v.CanSet() && !norm.NFC.IsNormalString(s) {
			v.SetString(norm.NFC.String(s))
		}
	case reflect.Slice:
		for i := range v.Len() {
			normalize(v.Index(i))
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if f := v.Field(i); f.CanSet() { // dates and numbers hide theirs
				normalize(f)
			}
		}
	case reflect.Pointer:
		if !v.IsNil() {
			normalize(v.Elem())
		}
	}
}
