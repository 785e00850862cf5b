package resolvers

import (
	"context"
	"fmt"
	"hash/fnv"
	"reflect"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"

	"demarche/graph"
	"demarche/graph/answer"
	"demarche/graph/edtf"
	"demarche/internal/gen"
	"demarche/internal/gqltype"
	"demarche/internal/reference"
)

// memory answers by projection, as the store does, from plain structs.
type memory struct {
	gen.ResolverRoot
	*plans
	records *reference.Graph
	faults  faults
}

func newMemory(w *reference.Graph, f faults) memory {
	return memory{plans: newPlans(schemaOf()), records: w, faults: f}
}

func schemaOf() *ast.Schema { return gen.NewExecutableSchema(gen.Config{}).Schema() }

func (m memory) Query() gen.QueryResolver       { return memoryQuery{memory: m} }
func (memory) DateRange() gen.DateRangeResolver { return dateRange{} }

type memoryQuery struct {
	gen.QueryResolver // the roots that are computed: never asked for
	memory
}

func found[T any](ctx context.Context, q memoryQuery, v T, err error) (*gqltype.Answer, error) {
	if err != nil {
		return nil, err
	}
	w := q.projection(ctx)
	return gqltype.Resolve(ctx, w.Write(q.value(w, w.Field, reflect.ValueOf(v))))
}

func (q memoryQuery) Node(ctx context.Context, id string) (*gqltype.Answer, error) {
	v, err := q.records.Node(ctx, id)
	return found(ctx, q, v, err)
}

func (q memoryQuery) Nodes(ctx context.Context, ids []string) (*gqltype.Answer, error) {
	v, err := q.records.Nodes(ctx, ids)
	return found(ctx, q, v, err)
}

func (q memoryQuery) Event(ctx context.Context, id string) (*gqltype.Answer, error) {
	v, err := q.records.Event(ctx, id)
	return found(ctx, q, v, err)
}

func (q memoryQuery) Official(ctx context.Context, id, wikidata *string) (*gqltype.Answer, error) {
	v, err := q.records.Official(ctx, id, wikidata)
	return found(ctx, q, v, err)
}

func (q memoryQuery) Country(ctx context.Context, code string) (*gqltype.Answer, error) {
	v, err := q.records.Country(ctx, code)
	return found(ctx, q, v, err)
}

func (q memoryQuery) Organization(ctx context.Context, id string) (*gqltype.Answer, error) {
	v, err := q.records.Organization(ctx, id)
	return found(ctx, q, v, err)
}

func (q memoryQuery) Post(ctx context.Context, id string) (*gqltype.Answer, error) {
	v, err := q.records.Post(ctx, id)
	return found(ctx, q, v, err)
}

func (q memoryQuery) Commodity(
	ctx context.Context,
	code string,
	classification *graph.Classification,
) (*gqltype.Answer, error) {
	v, err := q.records.Commodity(ctx, code, classification)
	return found(ctx, q, v, err)
}

func (q memoryQuery) Source(ctx context.Context, id string) (*gqltype.Answer, error) {
	v, err := q.records.Source(ctx, id)
	return found(ctx, q, v, err)
}

func (q memoryQuery) Timeline(
	ctx context.Context,
	filter *graph.Filter,
	order *graph.Order,
	first *int32,
	after *string,
	last *int32,
	before *string,
) (*gqltype.Answer, error) {
	v, err := q.records.Timeline(ctx, filter, order, first, after, last, before)
	return found(ctx, q, v, err)
}

func (q memoryQuery) Officials(
	ctx context.Context,
	country, post *string,
	asOf *edtf.Date,
	text *string,
	first *int32,
	after *string,
) (*gqltype.Answer, error) {
	v, err := q.records.Officials(ctx, country, post, asOf, text, first, after)
	return found(ctx, q, v, err)
}

func (q memoryQuery) TradeSeries(
	ctx context.Context,
	reporter, partner string,
	flow graph.Flow,
	commodity *string,
	frequency *graph.Frequency,
	classification *graph.Classification,
	valuation *graph.Valuation,
	publisher *string,
) (*gqltype.Answer, error) {
	v, err := q.records.TradeSeries(
		ctx, reporter, partner, flow, commodity, frequency, classification, valuation, publisher,
	)
	return found(ctx, q, v, err)
}

// faults break the contract: a field of some objects is null, has a null item, or fails. 0 breaks nothing.
type faults uint32

var errBroken = fmt.Errorf("%w: broken on purpose", graph.ErrInternal)

// computed are the types whose objects have no row: what they are computed from is always whole.
const computed = "FuzzyDate GapDays Change EventConnection EventEdge OfficialConnection OfficialEdge PageInfo Query"

// spoil breaks the value v of a field of the object on.
func (f faults) spoil(typ, field string, on, v any) (any, error) {
	if f == 0 || strings.Contains(computed, typ) || strings.HasPrefix(typ, "__") {
		return v, nil
	}
	h := fnv.New32a()
	id := ""
	if n, ok := on.(reference.Node); ok {
		id = n.NodeID()
	}
	fmt.Fprint(h, uint32(f), typ, field, id)
	switch h.Sum32() % 150 {
	case 0, 1:
		return nil, nil
	case 2:
		return nil, errBroken
	case 3, 4:
		return withNull(v), nil
	}
	return v, nil
}

// withNull returns a list with null for one of its items, where an item can be null.
func withNull(v any) any {
	list := reflect.ValueOf(v)
	if list.Kind() != reflect.Slice || list.Len() == 0 {
		return v
	}
	if k := list.Type().Elem().Kind(); k != reflect.Pointer && k != reflect.Interface {
		return v
	}
	out := reflect.MakeSlice(list.Type(), list.Len(), list.Len())
	reflect.Copy(out, list)
	out.Index(list.Len() / 2).SetZero()
	return out.Interface()
}

// value is what a store returns for the value v of a field: rows of objects, plain values of leaves.
func (m memory) value(w answer.Projection, f *answer.Field, v reflect.Value) any {
	for v.Kind() == reflect.Interface && !v.IsNil() {
		v = v.Elem()
	}
	switch {
	case !v.IsValid(), (v.Kind() == reflect.Pointer || v.Kind() == reflect.Interface) && v.IsNil():
		return nil
	case v.Kind() == reflect.Slice:
		out := make([]any, v.Len())
		for i := range out {
			out[i] = m.value(w, f, v.Index(i))
		}
		return out
	case f.Of == nil:
		return leaf(v)
	case f.Of.Computed():
		return m.computed(w, f, v)
	}
	return m.row(w, f.Of, v)
}

// leaf returns a plain value. An empty text is null, as it is for the plain execution.
func leaf(v reflect.Value) any {
	v = reflect.Indirect(v)
	if v.Kind() == reflect.String && v.Len() == 0 {
		return nil
	}
	if _, named := reflect.TypeAssert[fmt.Stringer](v); !named && v.Kind() == reflect.String {
		return v.String()
	}
	return v.Interface()
}

// row reads what is wanted of an object.
func (m memory) row(w answer.Projection, s *answer.Selection, v reflect.Value) any {
	typ := reflect.Indirect(v).Type().Name()
	row := make([]any, 0, len(s.Fields)+1)
	if s.Abstract {
		row = append(row, typ)
	}
	def := m.schema.Types[typ]
	for _, f := range s.Fields {
		d := def.Fields.ForName(f.Name)
		if d == nil || f.Arg != answer.NoArgs && w.Args[f.Arg].Err != nil {
			row = append(row, nil) // of another type, or failed already
			continue
		}
		row = append(row, m.cell(w, typ, f, d, v))
	}
	return row
}

func (m memory) cell(w answer.Projection, typ string, f *answer.Field, d *ast.FieldDefinition, on reflect.Value) any {
	v, err := read(on, d, w, f)
	if err == nil {
		v, err = m.faults.spoil(typ, f.Name, on.Interface(), v)
	}
	if err != nil {
		return err
	}
	return m.value(w, f, reflect.ValueOf(v))
}

// read is a field of a plain struct: a method of its name, else a field of Go.
func read(on reflect.Value, d *ast.FieldDefinition, w answer.Projection, f *answer.Field) (any, error) {
	same := func(name string) bool { return strings.EqualFold(name, f.Name) }
	for on.Kind() == reflect.Struct && on.CanAddr() {
		on = on.Addr()
	}
	for i := range on.NumMethod() {
		if !same(on.Type().Method(i).Name) {
			continue
		}
		method := on.Method(i)
		in := make([]reflect.Value, len(d.Arguments))
		for k, a := range d.Arguments {
			in[k] = argument(w.Args[f.Arg].Values[a.Name], method.Type().In(k))
		}
		out := method.Call(in)
		if len(out) == 2 && !out[1].IsNil() {
			return nil, out[1].Interface().(error)
		}
		return out[0].Interface(), nil
	}
	return reflect.Indirect(on).FieldByNameFunc(same).Interface(), nil
}

// argument makes of an argument what a method takes.
func argument(v any, typ reflect.Type) reflect.Value {
	out := reflect.New(typ).Elem()
	switch list, isList := v.([]any); {
	case v == nil:
	case isList:
		out = reflect.MakeSlice(typ, len(list), len(list))
		for i, x := range list {
			out.Index(i).Set(reflect.ValueOf(x).Convert(typ.Elem()))
		}
	case reflect.TypeOf(v) == typ:
		out = reflect.ValueOf(v)
	case typ.Kind() == reflect.Pointer:
		out = reflect.New(typ.Elem())
		out.Elem().Set(reflect.ValueOf(v).Convert(typ.Elem()))
	default:
		out = reflect.ValueOf(v).Convert(typ)
	}
	return out
}
