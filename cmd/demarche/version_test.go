package main

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/prometheus/client_golang/prometheus"
)

func TestBuild_metric(t *testing.T) {
	registry := prometheus.NewRegistry()
	registry.MustRegister(build{Version: "1.2.3", Revision: "abc+", Go: "go1"}.metric())
	families, err := registry.Gather()
	if err != nil || len(families) != 1 || families[0].GetName() != "demarche_build_info" {
		t.Fatal(families, err)
	}
	m := families[0].GetMetric()[0]
	labels := map[string]string{}
	for _, l := range m.GetLabel() {
		labels[l.GetName()] = l.GetValue()
	}
	want := map[string]string{"version": "1.2.3", "revision": "abc+", "goversion": "go1"}
	if diff := cmp.Diff(want, labels); diff != "" || m.GetGauge().GetValue() != 1 {
		t.Error(m.GetGauge().GetValue(), diff)
	}
}
