reduce(s = null, m IN [({n})-[{+r}:SOURCED_FROM]->() WHERE {r}.mentions IS NOT NULL | {r}.mentions] | coalesce(s, 0) + m)
