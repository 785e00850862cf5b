package ingest

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
)

// maxNested is how deep entities may stand in each other; those of OpenSanctions go three deep.
const maxNested = 32

// ftmForward are the properties that say of an entity what the property of the other, in which it stands, says the
// other way round: an occupancy among the positionOccupancies of a person has that person as its holder.
var ftmForward = map[string]string{
	"positionOccupancies": "holder", "occupancies": "post", "positions": "organization", "sanctions": "entity",
	"membershipMember": "member", "membershipOrganization": "organization", "eventsOrganized": "organizer", "eventsInvolved": "involved",
}

// ftmEntitiesOf reads an entity, followed by those that stand in its properties instead of their ids; the error says
// what is wrong with it.
func ftmEntitiesOf(text []byte) ([]ftmEntity, error) {
	var alone ftmEntity
	err := json.Unmarshal(text, &alone)
	if err == nil {
		return []ftmEntity{alone}, nil
	}
	var object map[string]any
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	if _, ok := errors.AsType[*json.UnmarshalTypeError](err); ok && d.Decode(&object) == nil {
		var out []ftmEntity
		if _, err = unnested(&out, object, 1); err == nil {
			return out, nil
		}
	}
	return nil, fmt.Errorf("it is no entity of FollowTheMoney, whose properties are lists of texts, or of entities: %w", err)
}

// unnested appends the entity that an object is, and those in it, and returns where it stands; -1 for one that is only
// named.
func unnested(out *[]ftmEntity, object map[string]any, depth int) (at int, err error) {
	if depth > maxNested {
		return 0, fmt.Errorf("entities stand in each other more than %d deep", maxNested)
	}
	e := ftmEntity{Properties: map[string][]string{}}
	for name, field := range map[string]*string{"id": &e.ID, "schema": &e.Schema, "caption": &e.Caption} {
		if value, ok := object[name].(string); ok {
			*field = value
		}
	}
	properties, ok := object["properties"].(map[string]any)
	if !ok && object["properties"] != nil {
		return 0, errors.New("its properties are no object")
	}
	if !ok && depth > 1 && e.ID != "" {
		return -1, nil
	}
	at = len(*out)
	*out = append(*out, e)
	for _, name := range slices.Sorted(maps.Keys(properties)) {
		values, ok := properties[name].([]any)
		if !ok {
			values = []any{properties[name]}
		}
		if err := unnestedValues(out, at, name, values, depth); err != nil {
			return 0, err
		}
	}
	return at, nil
}

// unnestedValues adds the values of a property to the entity that stands at a place, and appends the entities among
// them.
func unnestedValues(out *[]ftmEntity, at int, property string, values []any, depth int) error {
	for _, value := range values {
		text, ok, err := ftmValue(out, (*out)[at].ID, property, value, depth)
		e := &(*out)[at]
		switch {
		case err != nil:
			return err
		case !ok:
			e.Left = append(e.Left, [2]string{property, fmt.Sprint(value)})
		case text != "":
			e.Properties[property] = append(e.Properties[property], text)
		}
	}
	return nil
}

// ftmValue is what a value of a property says: a text, or of an entity its id; ok is false for what is neither.
func ftmValue(out *[]ftmEntity, owner, property string, value any, depth int) (text string, ok bool, err error) {
	switch value := value.(type) {
	case nil:
		return "", true, nil
	case string:
		return value, true, nil
	case json.Number, bool:
		return fmt.Sprint(value), true, nil
	case map[string]any:
		at, err := unnested(out, value, depth+1)
		if forward := ftmForward[property]; err == nil && at >= 0 && forward != "" {
			inner := (*out)[at]
			inner.Properties[forward] = append(inner.Properties[forward], owner)
		}
		id, _ := value["id"].(string)
		return id, true, err
	}
	return "", false, nil
}
