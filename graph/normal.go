package graph

import (
	"reflect"

	"golang.org/x/text/unicode/norm"
)

// NFC returns the text in Unicode normal form C, in which texts are stored, compared and hashed: é is one character.
func NFC(text string) string { return norm.NFC.String(text) }

// Normalize converts every text of the batch to NFC. Every write calls it before it compares anything.
func (b *Batch) Normalize() { Normalize(b) }

// Normalize converts every text of the update to NFC.
func (u *Update) Normalize() {
	for _, b := range []*Batch{&u.Put, &u.Merge, &u.Ensure} {
		b.Normalize()
	}
}

// Normalize converts every text of the struct that a pointer leads to, to NFC.
func Normalize(pointer any) { normalize(reflect.ValueOf(pointer).Elem()) }

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
		for _, f := range v.Fields() {
			if f.CanSet() { // dates and numbers hide theirs
				normalize(f)
			}
		}
	case reflect.Pointer:
		if !v.IsNil() {
			normalize(v.Elem())
		}
	}
}
