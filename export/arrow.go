package export

import (
	"context"
	"io"

	"github.com/apache/arrow-go/v18/arrow"
	"github.com/apache/arrow-go/v18/arrow/array"
	"github.com/apache/arrow-go/v18/arrow/ipc"
	"github.com/apache/arrow-go/v18/arrow/memory"

	"demarche/graph/edtf"
)

// arrowFormat is a stream of Arrow's IPC format, of one table.
var arrowFormat = Format{
	Name: "arrow", About: "Arrow IPC stream of one table", Extension: ".arrows", Media: "application/vnd.apache.arrow.stream", Binary: true, Of: Tables,
	write: func(ctx context.Context, g Graph, r Request, w io.Writer) error {
		return writeTable(ctx, g, r, w, beginArrow)
	},
}

type arrowWriter struct {
	raw     io.Writer
	to      *ipc.Writer
	builder *array.RecordBuilder
}

func beginArrow(t Table, w io.Writer) (tableWriter, error) {
	fields := make([]arrow.Field, len(t.Columns))
	for i, c := range t.Columns {
		fields[i] = arrow.Field{Name: c.Name, Type: c.arrow(), Nullable: c.Type != List}
	}
	schema := arrow.NewSchema(fields, nil)
	return &arrowWriter{
		w,
		ipc.NewWriter(w, ipc.WithSchema(schema)),
		array.NewRecordBuilder(memory.DefaultAllocator, schema),
	}, nil
}

func (c Column) arrow() arrow.DataType {
	switch c.Type {
	case List:
		return arrow.ListOfNonNullable(arrow.BinaryTypes.String)
	case Date:
		return arrow.FixedWidthTypes.Date32
	case Integer:
		return arrow.PrimitiveTypes.Int64
	case Float:
		return arrow.PrimitiveTypes.Float64
	case Bool:
		return arrow.FixedWidthTypes.Boolean
	default:
		return arrow.BinaryTypes.String
	}
}

func (a *arrowWriter) rows(rows [][]any) error {
	for _, row := range rows {
		for i, v := range row {
			appendTo(a.builder.Field(i), v)
		}
	}
	batch := a.builder.NewRecordBatch()
	defer batch.Release()
	return a.to.Write(batch)
}

func appendTo(column array.Builder, v any) {
	switch v := v.(type) {
	case string:
		column.(*array.StringBuilder).Append(v)
	case []string:
		list := column.(*array.ListBuilder)
		list.Append(true)
		for _, item := range v {
			list.ValueBuilder().(*array.StringBuilder).Append(item)
		}
	case edtf.Day:
		column.(*array.Date32Builder).Append(arrow.Date32(v))
	case int64:
		column.(*array.Int64Builder).Append(v)
	case float64:
		column.(*array.Float64Builder).Append(v)
	case bool:
		column.(*array.BooleanBuilder).Append(v)
	default:
		column.AppendNull()
	}
}

func (a *arrowWriter) close() error {
	a.builder.Release()
	return a.to.Close()
}

// fail ends the stream with the head of a message that does not follow. A stream that merely ends may look complete.
func (a *arrowWriter) fail() {
	a.builder.Release()
	_, _ = a.raw.Write([]byte{0xff, 0xff, 0xff, 0xff, 0x00, 0x01, 0x00, 0x00})
}
