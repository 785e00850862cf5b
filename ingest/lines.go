package ingest

import (
	"bufio"
	"errors"
	"io"
	"strings"
)

// eachLine calls read for each line that is not empty, without its end, and then row.
func eachLine(in *Input, read func(r *Row, line string), row func(*Row) error) error {
	return eachText(in, func(n int, text string) error {
		r := in.Row(n)
		read(r, decoded(text))
		return row(r)
	})
}

// eachText calls read for each line that is not empty, without its end, with its number.
func eachText(in *Input, read func(n int, text string) error) error {
	for n := 1; ; n++ {
		text, end, err := lineOf(in.text)
		if err != nil {
			return in.at(n, err)
		}
		if strings.TrimSpace(text) != "" {
			if err := read(n, text); err != nil {
				return err
			}
		}
		in.Next()
		if end {
			return nil
		}
	}
}

func lineOf(r *bufio.Reader) (line string, end bool, err error) {
	var b strings.Builder
	for {
		part, err := r.ReadSlice('\n')
		b.Write(part)
		if errors.Is(err, bufio.ErrBufferFull) {
			continue
		}
		end = errors.Is(err, io.EOF)
		if end {
			err = nil
		}
		return strings.TrimRight(b.String(), "\r\n"), end, err
	}
}
