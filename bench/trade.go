package main

import (
	"fmt"

	"github.com/shopspring/decimal"

	"demarche/graph"
)

const seriesID = "series:USA-CHN-TOTAL-EXPORT-M-FOB-USD-bench"

// trade is one long monthly series in which every tenth month is missing.
func trade() graph.Batch {
	b := graph.Batch{Series: []graph.Series{{
		ID: seriesID, Reporter: "country:USA", Partner: "country:CHN", Flow: "EXPORT", Commodity: "commodity:TOTAL",
		Frequency: "MONTHLY", Valuation: "FOB", Currency: "USD", Publisher: "bench", Sources: cited,
	}}}
	quantum := decimal.NewFromInt(100_000)
	for i := range seriesMonths {
		if i%10 == 9 {
			continue
		}
		value := decimal.NewFromInt(int64(100_000_000 + (i*7919)%50_000_000))
		b.Figures = append(b.Figures, graph.Figure{
			Series: seriesID, Period: fmt.Sprintf("%04d-%02d", firstYear+i/12, i%12+1), Value: &value, Quantum: &quantum,
			YoY: &graph.Percent{Value: float64(i%40) - 10, Quantum: 0.1}, Basis: "REPORTED", Sources: cited,
		})
	}
	return b
}
