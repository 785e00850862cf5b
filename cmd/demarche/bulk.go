package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"syscall"

	"demarche/graph/store"
	"demarche/graph/store/bulk"
	"demarche/ingest"
	"demarche/internal/files"
	"demarche/internal/neo4jd"
)

// bulkFrom is the least size, in bytes, of files that are imported in bulk. The admin import takes some seconds to
// start.
const bulkFrom = 8 << 20

// inBulk imports large files of our own format into a managed database that does not exist yet. It uses Neo4j's admin
// import. If that is not possible, it changes nothing and returns false: the caller then imports the files record by
// record.
func (c *importCmd) inBulk(ctx context.Context, a *app) (done bool, err error) {
	if fits, err := c.fitsBulk(a); !fits || err != nil {
		return false, err
	}
	dir := filepath.Join(a.DataDir, "bulk")
	if err := os.RemoveAll(dir); err != nil { // of one that was killed
		return false, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	results, args, err := c.filesForImport(ctx, a, dir)
	switch {
	case ctx.Err() == nil && errors.Is(err, bulk.ErrNotInBulk):
		fmt.Fprintln(a.err, "importing record by record, which takes longer:", err)
		return false, takeBack(results)
	case err == nil:
		err = errors.Join(neo4jd.Import(ctx, a.managed(), args), os.RemoveAll(dir))
	}
	if errors.Is(err, neo4jd.ErrRunning) || errors.Is(err, neo4jd.ErrDataExists) {
		return false, takeBack(results) // somebody else started it meanwhile
	}
	if err == nil { // constraints and indexes
		err = a.withStore(ctx, func(s *store.Store) error { return settle(ctx, s, results) })
	}
	return true, errors.Join(c.tell(a, results), c.status(results, err))
}

// takeBack removes the files of rejected rows that an abandoned import wrote.
func takeBack(results []ingest.Result) error {
	var failed []error
	for _, r := range results {
		if is, err := os.Lstat(r.Rejects); r.Made && err == nil && is.Mode().IsRegular() {
			failed = append(failed, os.Remove(r.Rejects))
		}
	}
	return errors.Join(failed...)
}

// filesForImport writes the files' content as files for Neo4j's admin import, and returns its arguments.
func (c *importCmd) filesForImport(
	ctx context.Context,
	a *app,
	dir string,
) (results []ingest.Result, args []string, err error) {
	defer boundBulk()()
	writer, err := bulk.New(dir)
	if err != nil {
		return []ingest.Result{}, nil, err
	}
	results, err = c.files(ctx, a, writer, nil)
	if err == nil {
		args, err = writer.Close()
	}
	if err != nil {
		writer.Discard()
	}
	if errors.Is(err, syscall.ENOSPC) {
		err = fmt.Errorf("%w: make room, or use another data folder", err)
	}
	return results, args, err
}

// fitsBulk reports whether inBulk can import the files into the database. If it can, fitsBulk creates the data folder.
func (c *importCmd) fitsBulk(a *app) (bool, error) {
	if c.DryRun || c.Format != "events" || a.Neo4jURI != "" || c.Rejected == files.Std {
		return false, nil
	}
	size := int64(0)
	for _, f := range c.Files {
		if f == files.Std {
			return false, nil
		}
		info, err := os.Stat(string(f))
		if err != nil {
			return false, err
		}
		if !info.Mode().IsRegular() {
			return false, nil // it can be read only once
		}
		size += info.Size()
	}
	status, err := neo4jd.Inspect(a.DataDir)
	if err != nil || status.Exists || size < cmp.Or(c.bulkFrom, bulkFrom) {
		return false, err
	}
	return true, neo4jd.MakeFolder(a.DataDir)
}

// settle merges officials after a bulk import, and reports the merges in the result of the last file.
func settle(ctx context.Context, s *store.Store, results []ingest.Result) error {
	done, err := s.ResolveIdentities(ctx)
	if len(results) > 0 {
		results[len(results)-1].Resolution = done
	}
	return err
}
