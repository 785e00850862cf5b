// Command gqlgen generates internal/gen from schema/. To the generator an output type that gqlgen.yml does not bind to
// a Go type is a scalar, an Answer: its JSON is ready when a resolver returns it. The schema that the server validates
// against and describes to clients stays whole.
package main

import (
	"flag"
	"log"

	"github.com/99designs/gqlgen/api"
	"github.com/99designs/gqlgen/codegen/config"
	"github.com/vektah/gqlparser/v2/ast"
)

func main() {
	file := flag.String("config", "gqlgen.yml", "gqlgen's configuration")
	answer := flag.String("answer", "demarche/internal/gqltype.Answer", "Go type of a projected value; empty: project nothing")
	flag.Parse()
	cfg, err := config.LoadConfig(*file)
	if err != nil {
		log.Fatal(err)
	}
	var opts []api.Option
	if *answer != "" {
		opts = append(opts, api.PrependPlugin(projected{*answer}))
	}
	if err := api.Generate(cfg, opts...); err != nil {
		log.Fatal(err)
	}
}

// projected hides the fields of projected types from the generator.
type projected struct{ model string }

// Name names the plugin.
func (projected) Name() string { return "projected" }

// MutateConfig binds every output type without a Go type of its own to the model, and makes every field of such a type,
// list or not, one value.
func (p projected) MutateConfig(cfg *config.Config) error { //nolint:unparam // an interface of gqlgen's asks for it
	for _, def := range cfg.Schema.Types {
		if def.IsCompositeType() && !def.BuiltIn && !cfg.IsRoot(def) && !cfg.Models.UserDefined(def.Name) {
			def.Kind = ast.Scalar
			cfg.Models.Add(def.Name, p.model)
		}
	}
	for _, def := range cfg.Schema.Types {
		for _, f := range def.Fields {
			if m := cfg.Models[f.Type.Name()].Model; len(m) == 1 && m[0] == p.model {
				f.Type = &ast.Type{NamedType: f.Type.Name(), NonNull: f.Type.NonNull}
			}
		}
	}
	return nil
}
