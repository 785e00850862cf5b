package answer

import (
	"maps"
	"slices"
)

// A computedType describes an object type whose fields are written from one Go value.
type computedType struct {
	// decode returns the pointer that the fields are written from. It gets the value that a store returned and the
	// selection and arguments of its field. nil means that the value is that pointer already.
	decode func(s *Selection, v any, args Args) (any, error)
	fields map[string]fieldWriter
	// partial says that a store returns rows of this type too, with the fields that the table lacks.
	partial bool
}

// A fieldWriter appends the value of f, a field of the object v. It returns false if that value is null, has failed, or
// became null by propagation.
type fieldWriter func(r *renderer, f *Field, v any) bool

// fieldsOf are the writers of the fields of an object type that is written from a *T.
type fieldsOf[T any] map[string]func(r *renderer, f *Field, v *T) bool

func (fs fieldsOf[T]) writers() map[string]fieldWriter {
	out := make(map[string]fieldWriter, len(fs))
	for name, write := range fs {
		out[name] = func(r *renderer, f *Field, v any) bool { return write(r, f, v.(*T)) }
	}
	return out
}

// computedTypes are the object types whose fields are written from one Go value.
var computedTypes = map[string]*computedType{
	"FuzzyDate":          {decode: decodeDate, fields: dateFields.writers()},
	"GapDays":            {decode: decodeGap, fields: gapFields.writers()},
	"Change":             {decode: decodeChange, fields: changeFields.writers()},
	"Dispute":            {decode: decodeDispute, fields: disputeFields.writers()},
	"DisputedValue":      {fields: disputedFields.writers()},
	"EventConnection":    {decode: decodeEvents, fields: connectionFields.writers()},
	"EventEdge":          {fields: edgeFields.writers()},
	"OfficialConnection": {decode: decodeOfficials, fields: connectionFields.writers()},
	"OfficialEdge":       {fields: edgeFields.writers()},
	"PageInfo":           {fields: pageInfoFields.writers()},
	"RelationshipMap":    {fields: mapFields.writers()},
	"MapNode":            {fields: mapNodeFields.writers()},
	"MapEdge":            {fields: mapEdgeFields.writers()},
	"MapFrame":           {fields: mapFrameFields.writers()},
	"Omitted":            {fields: omittedFields.writers()},
	"KindCount":          {fields: kindCountFields.writers()},
	"HistogramBucket":    {fields: bucketFields.writers()},
	"Participation":      {fields: participationFields.writers(), partial: true},
	"Actor":              {fields: actorFields.writers(), partial: true},
}

// A ComputedType lists the fields of an object type that this package computes.
type ComputedType struct {
	Name    string
	Fields  []string // in the order of their names
	Partial bool     // whether the type has other fields too, which a store returns
}

// ComputedTypes returns the object types that this package computes, in the order of their names.
func ComputedTypes() []ComputedType {
	var out []ComputedType
	for _, name := range slices.Sorted(maps.Keys(computedTypes)) {
		t := computedTypes[name]
		out = append(out, ComputedType{name, slices.Sorted(maps.Keys(t.fields)), t.partial})
	}
	return out
}

// Items returns a list of structs as the value of a field. Their type is one of the computed types.
func Items[T any](in []T) any { return listOf[T](in) }

// A list writes itself as the value of a list field.
type list interface {
	write(r *renderer, f *Field, item *Type) bool
}

type listOf[T any] []T

func (l listOf[T]) write(r *renderer, f *Field, item *Type) bool { return items(r, f, item, l) }

// items appends a list of structs. It allocates nothing for an item.
func items[T any](r *renderer, f *Field, item *Type, in []T) bool {
	return r.items(f, item, len(in), func(i int) any { return &in[i] })
}
