package export

import (
	"context"
	"io"

	"github.com/parquet-go/parquet-go"

	"demarche/graph/edtf"
)

// parquetFormat is Parquet of one table. Rows are written in groups, so that only one group is in memory.
var parquetFormat = Format{
	Name: "parquet", About: "Parquet of one table", Extension: ".parquet", Media: "application/vnd.apache.parquet", Binary: true, Of: Tables,
	write: func(ctx context.Context, g Graph, r Request, w io.Writer) error {
		return writeTable(ctx, g, r, w, beginParquet)
	},
}

const rowsOfGroup = 20_000

type parquetWriter struct {
	to      *parquet.GenericWriter[any]
	columns []Column
	pending int // rows that no group holds yet
	most    int // rows of this group
}

// parquetColumns is a group with columns in the order of the table; a parquet.Group sorts them by name.
type parquetColumns struct {
	parquet.Group
	fields []parquet.Field
}

func (c parquetColumns) Fields() []parquet.Field { return c.fields }

func beginParquet(t Table, w io.Writer) (tableWriter, error) {
	group := parquet.Group{}
	for _, c := range t.Columns {
		group[c.Name] = c.parquet()
	}
	named := map[string]parquet.Field{}
	for _, f := range group.Fields() {
		named[f.Name()] = f
	}
	columns := parquetColumns{Group: group}
	for _, c := range t.Columns {
		columns.fields = append(columns.fields, named[c.Name])
	}
	to := parquet.NewGenericWriter[any](w, parquet.NewSchema(t.Name, columns), parquet.Compression(&parquet.Snappy), parquet.CreatedBy("demarche", "", ""))
	return &parquetWriter{to: to, columns: t.Columns}, nil
}

// parquet returns the type of the column. Lists are required; all other types are optional.
func (c Column) parquet() parquet.Node {
	text := parquet.Encoded(parquet.String(), &parquet.RLEDictionary)
	switch c.Type {
	case List:
		return parquet.List(text)
	case Date:
		return parquet.Optional(parquet.Date())
	case Integer:
		return parquet.Optional(parquet.Int(64))
	case Float:
		return parquet.Optional(parquet.Leaf(parquet.DoubleType))
	case Bool:
		return parquet.Optional(parquet.Leaf(parquet.BooleanType))
	default:
		return parquet.Optional(text)
	}
}

func (p *parquetWriter) rows(rows [][]any) error {
	out := make([]parquet.Row, len(rows))
	for i, row := range rows {
		for n, v := range row {
			out[i] = p.columns[n].append(out[i], v, n)
		}
	}
	if _, err := p.to.WriteRows(out); err != nil {
		return err
	}
	if p.pending += len(rows); p.pending < p.most {
		return nil
	}
	// The first rows go out at once, and then groups of a good size.
	p.pending, p.most = 0, rowsOfGroup
	return p.to.Flush()
}

// append adds a value of column n to a row, with its levels. The items of a list repeat, and a missing value is null.
func (c Column) append(row parquet.Row, v any, n int) parquet.Row {
	switch v := v.(type) {
	case nil:
	case []string:
		for i, item := range v {
			row = append(row, parquet.ByteArrayValue([]byte(item)).Level(min(i, 1), 1, n))
		}
		if len(v) > 0 {
			return row
		}
	case edtf.Day:
		return append(row, parquet.Int32Value(int32(v)).Level(0, 1, n))
	default:
		return append(row, parquet.ValueOf(v).Level(0, 1, n))
	}
	return append(row, parquet.NullValue().Level(0, 0, n))
}

func (p *parquetWriter) close() error { return p.to.Close() }

// fail leaves out the end of the file, without which no reader opens it.
func (p *parquetWriter) fail() {}
