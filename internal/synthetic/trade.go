package synthetic

import (
	"fmt"

	"github.com/shopspring/decimal"

	"demarche/graph"
)

// trade is long monthly series of one reporter with several partners, in which every tenth month is missing.
func trade() graph.Batch {
	var b graph.Batch
	quantum := decimal.NewFromInt(100_000)
	for n, partner := range []string{"CHN", "DEU", "JPN", "KOR", "RUS", "IND", "FRA", "GBR", "BRA", "ZAF"} {
		id := fmt.Sprintf("series:USA-%s-TOTAL-EXPORT-M-FOB-USD-bench", partner)
		b.Series = append(b.Series, graph.Series{
			ID: id, Reporter: "country:USA", Partner: "country:" + partner, Flow: "EXPORT", Commodity: "commodity:TOTAL",
			Frequency: "MONTHLY", Valuation: "FOB", Currency: "USD", Publisher: "bench", Sources: cited,
		})
		for i := range seriesMonths {
			if i%10 == 9 {
				continue
			}
			value := decimal.NewFromInt(int64(100_000_000 + (i*7919+n*104729)%50_000_000))
			b.Figures = append(b.Figures, graph.Figure{
				Series: id, Period: fmt.Sprintf("%04d-%02d", firstYear+i/12, i%12+1), Value: &value, Quantum: &quantum,
				YoY: &graph.Percent{Value: float64(i%40) - 10, Quantum: 0.1}, Basis: "REPORTED", Sources: cited,
			})
		}
	}
	return b
}
