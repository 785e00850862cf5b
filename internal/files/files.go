// Package files opens what commands read and makes what they write. Two rules hold for all of them: a read that waits
// ends with its context, and nothing that is there already is overwritten or deleted.
package files

// Std is the path that stands for standard input where a command reads, and for standard output where it writes.
const Std = "-"
