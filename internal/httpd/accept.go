package httpd

import (
	"mime"
	"net/http"
	"strconv"
	"strings"
)

// A mediaType is a media type of GraphQL responses.
type mediaType string

const (
	mediaJSON    mediaType = "application/json"
	mediaGraphQL mediaType = "application/graphql-response+json"
)

// mediaEvents is the type of server-sent events.
const mediaEvents = "text/event-stream"

// acceptsEvents reports whether the Accept headers name server-sent events.
func acceptsEvents(accept []string) bool {
	events := preference(strings.Join(accept, ","), mediaEvents)
	return events.named && events.q > 0
}

// wrongDocument returns the status for errors of the document or its variables.
func (m mediaType) wrongDocument() int {
	if m == mediaGraphQL {
		return http.StatusBadRequest
	}
	return http.StatusOK
}

// negotiate returns the media type that the Accept headers prefer. It is application/graphql-response+json if they
// rank it at least as high as application/json. It is application/json if only a wildcard decides, or no header.
// negotiate returns false if the headers allow neither.
func negotiate(accept []string) (mediaType, bool) {
	ranges := strings.Join(accept, ",")
	if strings.TrimSpace(ranges) == "" {
		return mediaJSON, true
	}
	plain, graphql := preference(ranges, string(mediaJSON)), preference(ranges, string(mediaGraphQL))
	if graphql.q > plain.q || (graphql.q == plain.q && graphql.named) {
		return mediaGraphQL, graphql.q > 0
	}
	return mediaJSON, plain.q > 0
}

// A liking is the preference in an Accept header for one media type, by its most specific range, or in Accept-Encoding
// for a coding.
type liking struct {
	q     float64
	named bool // not by a wildcard
}

func preference(ranges, name string) liking {
	var best liking
	specificity := 0
	for r := range strings.SplitSeq(ranges, ",") {
		given, params, err := mime.ParseMediaType(r)
		if err != nil {
			continue
		}
		s := specificityOf(given, name)
		if s <= specificity {
			continue
		}
		specificity, best = s, liking{q: quality(params["q"]), named: s == 3}
	}
	return best
}

func specificityOf(given, name string) int {
	switch given {
	case name:
		return 3
	case "application/*":
		return 2
	case "*/*":
		return 1
	}
	return 0
}

func quality(q string) float64 {
	if q == "" {
		return 1
	}
	f, err := strconv.ParseFloat(q, 64)
	if err != nil || f < 0 || f > 1 { // NaN passes both and is no preference: it compares false with everything
		return 0
	}
	return f
}
