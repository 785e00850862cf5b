[{+i} IN CASE WHEN {n}.saidFields IS NOT NULL
  THEN [{+j} IN range(0, size({n}.saidFields) - 1) | [{n}.saidFields[{j}], {n}.saidValues[{j}]]]
  ELSE [{+p} IN [
    {properties},
    ['about', reduce({+s} = null, {+a} IN COLLECT {
      MATCH ({n})-[{+r}:ABOUT]->({+o})
      UNWIND CASE WHEN {r}.as IS NULL THEN [[{o}.id, {r}.ord]] ELSE [{+z} IN range(0, size({r}.as) - 1) | [{r}.as[{z}], {r}.asOrds[{z}]]] END AS {+v}
      RETURN {v}[0] ORDER BY {v}[1]
    } | coalesce({s} + '; ', '') + {a})],
    ['partOf', [({n})-[:PART_OF]->({+o}:Event) | {o}.id][0]],
    ['participants', reduce({+s} = null, {+a} IN COLLECT {
      MATCH ({n})<-[{+r}:PARTICIPATED_IN {via: 'DIRECT'}]-({+o})
      UNWIND CASE WHEN {r}.as IS NULL THEN [[{o}.id, {r}.roles, {r}.ord]]
        ELSE [{+z} IN range(0, size({r}.as) - 1) | [{r}.as[{z}], split({r}.asRoles[{z}], ' '), {r}.asOrds[{z}]]] END AS {+v}
      RETURN {v}[0] + reduce({+t} = '', {+u} IN {v}[1] | CASE {t} WHEN '' THEN ' (' ELSE {t} + ', ' END + {u}) + ')' ORDER BY {v}[2]
    } | coalesce({s} + '; ', '') + {a})],
    ['place', [({n})-[:HELD_IN]->({+o}:Place) | {o}.id][0]]
  ] WHERE {p}[1] IS NOT NULL] END | {row}]
