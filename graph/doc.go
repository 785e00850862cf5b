// Package graph is the domain: events in time, the officials, countries and organizations that took part, the offices
// they held, and figures of trade, each with its sources.
//
// An [Event] has a date that is never sharper than its source (an [EDTF] date), participants with roles, perhaps a
// place, and perhaps an event that it is part of. A [Tenure] is one person holding one [Post] for a time. A [Series] of
// trade has a [Figure] for a period; changes are computed from the series and stand beside the reported ones. Every
// record names its sources as [Citation]s. A [Batch] of records is what a store writes in one transaction.
//
// The package knows neither GraphQL nor Neo4j. Package answer holds what a caller selects and writes it as JSON.
package graph
