package identity

import (
	"fmt"
	"math/rand/v2"
	"testing"
)

// inventedNames returns n names of two and three words that many share.
func inventedNames(n int) []string {
	given := []string{"John", "Maria", "Ahmed", "Sergei", "Wei", "Min-jung", "Abdul Rahman", "José", "Katarzyna", "Oluwaseun", "Priya", "Yuki", "Lars"}
	syllables := []string{"ba", "ko", "ren", "ti", "mur", "sel", "va", "dor", "ni", "pe", "gal", "zu", "hin", "lo", "mak", "tos"}
	random := rand.New(rand.NewPCG(1, 2))
	out := make([]string, n)
	for i := range out {
		family := ""
		for range 2 + random.IntN(3) {
			family += syllables[random.IntN(len(syllables))]
		}
		out[i] = fmt.Sprintf("%s %s", given[random.IntN(len(given))], family)
		if i%4 == 0 {
			out[i] = fmt.Sprintf("%s %s", given[random.IntN(len(given))], out[i])
		}
	}
	return out
}

func BenchmarkParseName(b *testing.B) {
	names := inventedNames(1000)
	for i := 0; b.Loop(); i++ {
		ParseName(names[i%len(names)])
	}
}

func BenchmarkCompare(b *testing.B) {
	names := make([]Name, 1000)
	for i, n := range inventedNames(len(names)) {
		names[i] = ParseName(n)
	}
	for i := 0; b.Loop(); i++ {
		names[i%len(names)].Compare(names[(i*7+1)%len(names)])
	}
}

// BenchmarkBlocks blocks 100,000 names and compares those that meet, at most 50 in a block.
func BenchmarkBlocks(b *testing.B) {
	texts := inventedNames(100_000)
	for b.Loop() {
		names, blocks := make([]Name, len(texts)), map[string][]int{}
		for i, text := range texts {
			names[i] = ParseName(text)
			for _, key := range names[i].BlockKeys() {
				blocks[key] = append(blocks[key], i)
			}
		}
		pairs := 0
		for _, block := range blocks {
			block = block[:min(len(block), maxNamesakes)]
			for i := range block {
				for j := range i {
					names[block[i]].Compare(names[block[j]])
					pairs++
				}
			}
		}
		b.ReportMetric(float64(pairs), "pairs/op")
		b.ReportMetric(float64(len(blocks)), "blocks/op")
	}
}
