package documents

// Copy returns variables of one run's own: reading them coerces them in place, nested objects too.
func Copy(variables map[string]any) map[string]any {
	if variables == nil {
		return nil
	}
	return copied(variables).(map[string]any)
}

func copied(v any) any {
	switch v := v.(type) {
	case map[string]any:
		out := make(map[string]any, len(v))
		for k, x := range v {
			out[k] = copied(x)
		}
		return out
	case []any:
		out := make([]any, len(v))
		for i, x := range v {
			out[i] = copied(x)
		}
		return out
	}
	return v
}
