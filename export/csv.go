package export

import (
	"bufio"
	"context"
	"encoding/csv"
	"io"
	"strconv"
	"strings"

	"demarche/graph"
	"demarche/graph/edtf"
)

// csvFormat is CSV in UTF-8 with a header. The table of events has the columns that "import events" reads.
var csvFormat = Format{
	Name: "csv", About: "CSV of one table, UTF-8 with a header", Extension: ".csv", Media: "text/csv; charset=utf-8", Of: Tables,
	write: func(ctx context.Context, g Graph, r Request, w io.Writer) error {
		return writeTable(ctx, g, r, w, beginCSV)
	},
}

// listSeparator stands between the items of a list.
const listSeparator = "; "

type csvWriter struct {
	out     *bufio.Writer
	csv     *csv.Writer
	columns []Column
	cells   []string
}

func beginCSV(t Table, w io.Writer) (tableWriter, error) {
	out := bufio.NewWriterSize(w, 64<<10)
	c := &csvWriter{out, csv.NewWriter(out), t.Columns, make([]string, len(t.Columns))}
	for i, column := range t.Columns {
		c.cells[i] = column.Name
	}
	return c, c.csv.Write(c.cells)
}

func (c *csvWriter) rows(rows [][]any) error {
	for _, row := range rows {
		for i, v := range row {
			c.cells[i] = cell(v)
		}
		if err := c.csv.Write(c.cells); err != nil {
			return err
		}
	}
	c.csv.Flush()
	return c.csv.Error()
}

func (c *csvWriter) close() error {
	c.csv.Flush()
	if err := c.csv.Error(); err != nil {
		return err
	}
	return c.out.Flush()
}

// fail ends the file with a quote that is never closed, which readers reject. A table that is merely short would look
// complete.
func (c *csvWriter) fail() {
	c.csv.Flush()
	_, _ = c.out.WriteString("\"the export failed here: this is not all")
	_ = c.out.Flush()
}

func cell(v any) string {
	switch v := v.(type) {
	case string:
		return graph.EscapeFormula(v)
	case []string:
		return graph.EscapeFormula(strings.Join(v, listSeparator))
	case edtf.Day:
		return v.String()
	case int64:
		return strconv.FormatInt(v, 10)
	case float64:
		return strconv.FormatFloat(v, 'g', -1, 64)
	case bool:
		return strconv.FormatBool(v)
	}
	return ""
}
